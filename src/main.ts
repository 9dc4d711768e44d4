import { run } from './cli/run.ts'

/** `muster migrate --plan | head`: a reader that has seen enough is no fault. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await run(process.argv.slice(2))
