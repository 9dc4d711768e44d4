import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const musterMain = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** That of another release. */
  readonly main?: string
}

/**
 * Runs `muster …` as a process of its own, as a container does: nothing on stdin, no terminal, and of Muster's
 * settings only those given.
 */
export function runMuster(
  args: readonly string[],
  { env = {}, cwd, main = musterMain }: RunOptions = {},
): Promise<Finished> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('MUSTER_') && name !== 'NODE_ENV' && name !== 'NODE_TEST_CONTEXT',
  )
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--conditions=muster-source', main, ...args], {
      env: { ...Object.fromEntries(inherited), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd && { cwd }),
    })
    const texts = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.err += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...texts }))
  })
}
