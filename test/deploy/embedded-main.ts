import { type EmbeddedOptions, startEmbedded } from '../../src/store/embedded/index.ts'

/** What test/deploy/embedded-process.ts starts: says what happens as JSON lines, and stops at SIGTERM. */
const options = JSON.parse(process.argv[2] ?? '{}') as Omit<EmbeddedOptions, 'log'>
const say = (what: Readonly<Record<string, string>>): void => void process.stdout.write(`${JSON.stringify(what)}\n`)

try {
  const server = await startEmbedded({ ...options, log: (sentence) => say({ sentence }) })
  const stay = setInterval(() => {}, 60_000)
  process.once('SIGTERM', () => {
    clearInterval(stay)
    void server.stop()
  })
  say({ url: server.url })
} catch (error) {
  say({ refusal: (error as Error).message })
  process.exitCode = 1
}
