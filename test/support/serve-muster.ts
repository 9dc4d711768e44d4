import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { musterMain } from './muster-process.ts'

/** `muster serve` as a process of its own. */
export interface Served {
  readonly child: ChildProcess
  readonly url: string
  readonly output: { out: string; err: string }
  /** Its exit code. */
  readonly ended: Promise<number | null>
  /** Asks until the answer has that status. */
  until(path: string, status: number): Promise<Response>
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

const children = new Set<ChildProcess>()
/** A test that fails halfway leaves a server, which would keep the file's process alive. */
after(() => {
  for (const child of children) child.kill('SIGKILL')
})

/** Of the environment only the PATH, and what is given; `main` is that of another release. */
export async function serveMuster(env: Readonly<Record<string, string>>, main: string = musterMain): Promise<Served> {
  const port = env['MUSTER_PORT'] ?? String(await freePort())
  const child = spawn(process.execPath, ['--conditions=muster-source', main, 'serve'], {
    env: { PATH: process.env['PATH'], MUSTER_PORT: port, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  child.once('close', () => children.delete(child))
  const output = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const url = `http://127.0.0.1:${port}`
  return {
    child,
    url,
    output,
    ended,
    async until(path, status) {
      for (let tries = 0; tries < 600; tries++) {
        if (child.exitCode !== null) throw new Error(`It ended: ${output.err}`)
        const answer = await fetch(url + path).catch(() => null)
        if (answer?.status === status) return answer
        await answer?.body?.cancel()
        await sleep(50)
      }
      throw new Error(`${path} never answered ${status}: ${output.err}`)
    },
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}
