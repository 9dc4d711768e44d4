import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { attachEmbedded } from '../src/store/embedded/index.ts'
import { casesFor } from './cases.ts'
import type { Case, Manifest } from './cases.ts'
import { cpuSeconds, memoryOf } from './cpu-time.ts'
import { ask, load, percentile } from './load.ts'
import { prepare, root, serve } from './prepare.ts'
import type { Prepared, Running } from './prepare.ts'
import { startFloor } from './record.ts'
import { report } from './report.ts'
import type { Measured, SizeReport } from './report.ts'

/** Share of a case's requests that the tracker may refuse: a change of an issue that another rule holds. */
const TOLERATED = 0.02

const HELP = `npm run bench -- [--issues 1000,10000,50000] [--folder DIR] [--generator FILE] [--only TEXT] [--write]

Measures every page at each size: requests a second, and the CPU of the server and of PostgreSQL for each
request, beside a floor server that runs the same statements and writes the same bytes.

  --issues     sizes of the trackers, made from generated exports (500000 takes an hour to make)
  --folder     where exports and databases are kept between runs; .cache/bench
  --generator  the program that writes bugs.python.org-shaped Roundup exports
  --only       cases whose name contains the text
  --write      puts the table into docs/performance.md
`

const { values: options } = parseArgs({
  options: {
    issues: { type: 'string', default: '1000,10000,50000' },
    folder: { type: 'string', default: join(root, '.cache', 'bench') },
    generator: { type: 'string', default: join(root, '..', 'shared', 'tools', 'generate_export.py') },
    only: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
if (options.help) {
  process.stdout.write(HELP)
  process.exit(0)
}
if (!existsSync(options.generator)) {
  process.stderr.write(`There is no generator of exports at ${options.generator}: name one with --generator\n`)
  process.exit(1)
}

mkdirSync(options.folder, { recursive: true })
const reports: SizeReport[] = []
for (const issues of options.issues.split(',').map(Number)) {
  process.stdout.write(`\n${issues} issues\n`)
  reports.push(await measureSize(await prepare(options.folder, issues, options.generator), issues))
}
const text = report(reports, cpus()[0]?.model ?? 'unknown processor', `--issues ${options.issues}`)
process.stdout.write(`\n${text}`)
if (options.write) writeTable(text)

async function measureSize(prepared: Prepared, issues: number): Promise<SizeReport> {
  const server = await serve(prepared.dataDir, 18_080)
  try {
    const cases = casesFor(prepared.manifest, server.base.origin).filter(({ name }) => name.includes(options.only))
    const cookie = await login(server, prepared.manifest)
    const measured: Measured[] = []
    for (const one of cases) measured.push(await measureCase(server, one, cookie))
    const memoryMb = memoryOf(server.pid).peakMb
    return { issues, imported: prepared.imported, memoryMb, measured: await besideFloor(prepared, cases, measured) }
  } finally {
    await server.stop()
  }

  async function besideFloor(
    { dataDir }: Prepared,
    all: readonly Case[],
    measured: readonly Measured[],
  ): Promise<readonly Measured[]> {
    const reads = all.filter((one) => one.isRead)
    const floor = await startFloor((await attachEmbedded(dataDir))!, reads)
    const base = new URL(`http://127.0.0.1:${floor.port}/`)
    const floors = new Map<string, number>()
    for (const [index, one] of reads.entries()) {
      const count = one.count
      await load(base, Math.ceil(count / 5), 4, () => ({ path: `/${index}` }))
      const before = cpuSeconds([floor.pid, server.postmaster])
      await load(base, count, 4, () => ({ path: `/${index}` }))
      floors.set(one.name, ((cpuSeconds([floor.pid, server.postmaster]) - before) * 1000) / count)
    }
    floor.stop()
    return measured.map((one) => ({ ...one, floorMs: floors.get(one.name) ?? null }))
  }
}

async function measureCase(server: Running, one: Case, cookie: string): Promise<Measured> {
  const anonymous = one.isRead ? await measureAs(server, one, {}) : null
  const signedIn = await measureAs(server, one, one.name === 'login' ? {} : { cookie })
  const shown = anonymous ?? signedIn
  process.stdout.write(
    `  ${one.name.padEnd(28)} ${shown.cpuMs.toFixed(2).padStart(7)} ms CPU ${shown.rate.toFixed(0).padStart(6)}/s\n`,
  )
  return { name: one.name, budgetMs: one.budgetMs, anonymous, signedIn, floorMs: null }
}

async function measureAs(server: Running, one: Case, headers: Readonly<Record<string, string>>) {
  const request = (index: number) => {
    const asked = one.request(index)
    return { ...asked, headers: { ...asked.headers, ...headers } }
  }
  const clients = one.clients ?? 4
  const warmUp = Math.ceil(one.count / 5)
  await load(server.base, warmUp, clients, request)
  const pids = [server.pid, server.postmaster]
  const before = cpuSeconds(pids)
  const result = await load(server.base, one.count, clients, (index) => request(index + warmUp))
  const cpuMs = ((cpuSeconds(pids) - before) * 1000) / one.count
  if (result.failures.length > one.count * TOLERATED)
    throw new Error(
      `${one.name}: answered with ${[...new Set(result.failures)].join(', ')} ${result.failures.length} of ${one.count} times`,
    )
  return {
    cpuMs,
    rate: result.requests / result.seconds,
    p99: percentile(result.latencies, 0.99),
    bytes: Math.round(result.bytes / result.requests),
  }
}

async function login({ base }: Running, { username, password }: Manifest): Promise<string> {
  const form = { '@action': 'login', __login_name: username, __login_password: password }
  const body = new URLSearchParams(form).toString()
  const agent = new Agent()
  const headers = { origin: base.origin, 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await ask(base, agent, { method: 'POST', path: '/', headers, body })
  const cookies = (answer.headers['set-cookie'] ?? []).map((one) => one.split(';', 1)[0]!)
  if (cookies.length === 0) throw new Error(`The login of ${username} was answered with ${answer.status} and no cookie`)
  return cookies.join('; ')
}

function writeTable(table: string): void {
  const file = join(root, 'docs', 'performance.md')
  const begin = '<!-- measured -->'
  const end = '<!-- /measured -->'
  const page = readFileSync(file, 'utf8')
  const before = page.slice(0, page.indexOf(begin) + begin.length)
  writeFileSync(file, `${before}\n\n${table}\n${page.slice(page.indexOf(end))}`)
}
