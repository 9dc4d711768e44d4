import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { readPostmaster } from '../../src/store/embedded/postmaster.ts'
import type { EmbeddedOptions } from '../../src/store/embedded/index.ts'

/** Another process that has the embedded PostgreSQL, as `muster serve` has it. */
export interface EmbeddedProcess {
  /** '' where it refused. */
  readonly url: string
  /** Why it refused; '' where it runs. */
  readonly refusal: string
  readonly sentences: readonly string[]
  readonly pid: number
  kill(signal: NodeJS.Signals): void
  /** The process has ended; its exit code. */
  readonly ended: Promise<number | null>
}

type Settings = Omit<EmbeddedOptions, 'log'> & {
  readonly uid?: number
  readonly environment?: Readonly<Record<string, string>>
}

/** Starts one; it is stopped when the test is over. */
export async function startProcess(
  context: TestContext,
  { uid, environment, ...options }: Settings,
): Promise<EmbeddedProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'embedded-main.ts'), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  atEnd(context, () => stop(child, ended))
  const sentences: string[] = []
  for await (const line of createInterface(child.stdout)) {
    const said = JSON.parse(line) as { sentence?: string; url?: string; refusal?: string }
    if (said.sentence !== undefined) sentences.push(said.sentence)
    else
      return {
        url: said.url ?? '',
        refusal: said.refusal ?? '',
        sentences,
        pid: child.pid!,
        kill: (signal) => child.kill(signal),
        ended,
      }
  }
  throw new Error('It ended without a word')
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await ended
}

const cleanups = new WeakMap<TestContext, (() => unknown)[]>()

/** What was made last is removed first: a server goes before its data. */
export function atEnd(context: TestContext, cleanup: () => unknown): void {
  const known = cleanups.get(context)
  if (known) return void known.unshift(cleanup)
  const list = [cleanup]
  cleanups.set(context, list)
  context.after(async () => {
    for (const step of list) await step()
  })
}

/** A folder that every account can enter, removed when the test is over. */
export function dataFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-deploy-'))
  chmodSync(folder, 0o755)
  atEnd(context, async () => {
    // The server of a killed Muster is still writing its last checkpoint.
    for (let tries = 0; readPostmaster(join(folder, 'postgres')) && tries < 500; tries++) await sleep(20)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
  return folder
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
