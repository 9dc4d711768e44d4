import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from '../../src/store/embedded/binaries.ts'
import { attachEmbedded } from '../../src/store/embedded/index.ts'
import { isAlive } from '../../src/store/embedded/initialise-cluster.ts'
import { readPostmaster } from '../../src/store/embedded/postmaster.ts'
import { atEnd, dataFolder, query, startProcess } from './embedded-process.ts'

/** Debian's nobody; any account will do. */
const NOBODY = 65534
const isRoot = process.getuid?.() === 0
const forRoot = { skip: isRoot ? false : 'needs root' }

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await what()); tries++) {
    if (tries > 1000) throw new Error('It did not happen within 20 seconds')
    await sleep(20)
  }
}

test('a cluster is made in a folder of its own, beside what the data folder holds', async (context) => {
  const dataDir = dataFolder(context)
  writeFileSync(join(dataDir, 'notes.txt'), 'mine')
  const first = await startProcess(context, { dataDir })
  assert.match(first.sentences.join(), /made a new cluster in .*\/postgres/)
  await query(first.url, 'create table kept as select 1 as id')
  first.kill('SIGTERM')
  assert.equal(await first.ended, 0)

  const second = await startProcess(context, { dataDir })
  assert.deepEqual(second.sentences, [])
  assert.deepEqual(await query(second.url, 'select id from kept'), [{ id: 1 }])
  assert.equal(readFileSync(join(dataDir, 'notes.txt'), 'utf8'), 'mine')
})

test('letters beyond ASCII have small forms', async (context) => {
  const { url } = await startProcess(context, { dataDir: dataFolder(context) })
  assert.deepEqual(await query(url, `select lower('ÄŁΩ') as small`), [{ small: 'äłω' }])
})

test('nobody but its owner reaches the server, and no network does', async (context) => {
  const dataDir = dataFolder(context)
  const { url } = await startProcess(context, { dataDir })
  assert.deepEqual(await query(url, `select current_setting('listen_addresses') as addresses`), [{ addresses: '' }])
  assert.equal(statSync(join(dataDir, 'postgres')).mode & 0o777, 0o700)
})

test('another account is refused at the socket', forRoot, async (context) => {
  const { url } = await startProcess(context, { dataDir: dataFolder(context) })
  const script = `import pg from ${JSON.stringify(import.meta.resolve('pg'))}
    new pg.Client({ connectionString: ${JSON.stringify(url)} }).connect().then(() => process.exit(0), (e) => process.exit(e.code === 'EACCES' ? 13 : 1))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    uid: NOBODY,
    gid: NOBODY,
    cwd: '/',
    stdio: 'ignore',
  })
  assert.equal(await new Promise((resolve) => child.once('exit', resolve)), 13)
})

test('a second Muster on the same data is refused with a sentence, and the first goes on', async (context) => {
  const dataDir = dataFolder(context)
  const first = await startProcess(context, { dataDir })
  const second = await startProcess(context, { dataDir })
  assert.match(
    second.refusal,
    new RegExp(`^Another Muster \\(process ${first.pid}\\) already works on the data in ${dataDir};`),
  )
  assert.equal((await query(first.url, 'select 1 as one')).length, 1)
})

test('of two that start at once on new data one serves and one is refused', async (context) => {
  const dataDir = dataFolder(context)
  const both = await Promise.all([startProcess(context, { dataDir }), startProcess(context, { dataDir })])
  const served = both.filter(({ url }) => url !== '')
  assert.equal(served.length, 1)
  assert.match(both.find(({ url }) => url === '')!.refusal, /^Another Muster/)
  assert.equal((await query(served[0]!.url, 'select 1 as one')).length, 1)
  assert.deepEqual(readdirSync(dataDir).toSorted(), ['postgres', 'postgres.log'])
})

test('a command talks to the running server, and starts none', async (context) => {
  const dataDir = dataFolder(context)
  assert.equal(await attachEmbedded(dataDir), null)
  const { url, kill, ended } = await startProcess(context, { dataDir })
  assert.equal(await attachEmbedded(dataDir), url)
  kill('SIGTERM')
  await ended
  assert.equal(await attachEmbedded(dataDir), null)
})

test('killed with -9, again and again, it starts at once with every acknowledged row', async (context) => {
  const dataDir = dataFolder(context)
  for (let round = 1; round <= 4; round++) {
    const { url, refusal, kill, ended } = await startProcess(context, { dataDir })
    assert.equal(refusal, '')
    await query(url, round === 1 ? 'create table kept (id integer)' : 'select')
    await query(url, `insert into kept values (${round})`)
    assert.equal((await query(url, 'select from kept')).length, round)
    kill('SIGKILL')
    await ended
  }
})

test('the server ends when its Muster is killed', async (context) => {
  const dataDir = dataFolder(context)
  const { kill } = await startProcess(context, { dataDir })
  const { pid } = readPostmaster(join(dataDir, 'postgres'))!
  kill('SIGKILL')
  await until(() => !isRunning(pid))
})

test('killed together with its Muster, the server recovers at the next start', async (context) => {
  const dataDir = dataFolder(context)
  const first = await startProcess(context, { dataDir })
  await query(first.url, 'create table kept as select 1 as id')
  const { pid } = readPostmaster(join(dataDir, 'postgres'))!
  first.kill('SIGKILL')
  process.kill(pid, 'SIGKILL')
  const second = await startProcess(context, { dataDir })
  assert.equal(second.refusal, '')
  assert.deepEqual(await query(second.url, 'select id from kept'), [{ id: 1 }])
})

test('a server whose Muster and guard are both gone is taken over', async (context) => {
  const dataDir = dataFolder(context)
  const first = await startProcess(context, { dataDir })
  await query(first.url, 'create table kept as select 1 as id')
  const { pid } = readPostmaster(join(dataDir, 'postgres'))!
  for (const guard of guardsOf(pid)) process.kill(guard, 'SIGKILL')
  first.kill('SIGKILL')
  await first.ended
  assert.ok(isAlive(pid))

  const second = await startProcess(context, { dataDir })
  assert.match(second.sentences.join(), /of a run before this one still runs/)
  assert.notEqual(readPostmaster(join(dataDir, 'postgres'))!.pid, pid)
  assert.deepEqual(await query(second.url, 'select id from kept'), [{ id: 1 }])
})

function guardsOf(server: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => isGuardOf(name, server))
    .map(Number)
}

function isGuardOf(name: string, server: number): boolean {
  try {
    const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0')
    return words.includes('muster-guard') && words.includes(String(server))
  } catch {
    return false
  }
}

/** A process that waits to be reaped by process 1 is none any more. */
function isRunning(pid: number): boolean {
  if (!isAlive(pid)) return false
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return isAlive(pid)
  }
}

test('a server that dies alone is started again at the same address', async (context) => {
  const dataDir = dataFolder(context)
  const { url } = await startProcess(context, { dataDir })
  await query(url, 'create table kept as select 1 as id')
  const { pid } = readPostmaster(join(dataDir, 'postgres'))!
  process.kill(pid, 'SIGKILL')
  await until(async () => (await query(url, 'select id from kept').catch(() => [])).length === 1)
  assert.match((await startProcess(context, { dataDir })).refusal, /^Another Muster/)
})

test('a left-over lock file whose number belongs to another program is no obstacle', async (context) => {
  const dataDir = dataFolder(context)
  const first = await startProcess(context, { dataDir })
  const { uid, gid } = statSync(join(dataDir, 'postgres'))
  const lockFile = join(dataDir, 'postgres', 'postmaster.pid')
  const lines = readFileSync(lockFile, 'utf8').split('\n')
  first.kill('SIGTERM')
  await first.ended
  const other = spawn('sleep', ['600'], { stdio: 'ignore', ...(isRoot ? { uid, gid } : {}) })
  atEnd(context, () => other.kill())
  writeFileSync(lockFile, [String(other.pid), ...lines.slice(1)].join('\n'))

  const second = await startProcess(context, { dataDir })
  assert.equal(second.refusal, '')
  assert.ok(isAlive(other.pid!))
})

test('in a deep folder the socket goes to a short one, which is removed afterwards', async (context) => {
  const dataDir = join(dataFolder(context), 'x'.repeat(60), 'a folder, with "marks"', 'y'.repeat(40))
  const { url, kill, ended } = await startProcess(context, { dataDir })
  const folder = decodeURIComponent(new URL(url).hostname)
  assert.ok(folder.length < 60)
  assert.equal((await query(url, 'select 1 as one')).length, 1)
  assert.equal(await attachEmbedded(dataDir), url)
  kill('SIGTERM')
  await ended
  assert.equal(existsSync(folder), false)
})

test('a name with a comma and quotes is no list of folders', async (context) => {
  const dataDir = join(dataFolder(context), `a, "b" 'c'`)
  const { url } = await startProcess(context, { dataDir })
  assert.equal((await query(url, 'select 1 as one')).length, 1)
})

test(
  'started as root in a folder that only root can enter, the data goes elsewhere and Muster says so',
  forRoot,
  async (context) => {
    const dataDir = join(dataFolder(context), 'private')
    mkdirSync(dataDir, { mode: 0o700 })
    atEnd(context, () => rmSync(placeOf(dataDir), { recursive: true, force: true }))
    const first = await startProcess(context, { dataDir })
    assert.match(first.sentences[0] ?? '', /^Only root can enter .*: its data goes to \//)
    await query(first.url, 'create table kept as select 1 as id')
    first.kill('SIGTERM')
    await first.ended

    const second = await startProcess(context, { dataDir })
    assert.deepEqual(second.sentences, [])
    assert.deepEqual(await query(second.url, 'select id from kept'), [{ id: 1 }])
    assert.equal(await attachEmbedded(dataDir), second.url)
  },
)

function placeOf(dataDir: string): string {
  return dirname(readFileSync(join(dataDir, 'postgres.place'), 'utf8').trim())
}

test('data of another account is refused with a sentence', forRoot, async (context) => {
  const dataDir = dataFolder(context)
  const first = await startProcess(context, { dataDir })
  first.kill('SIGTERM')
  await first.ended
  const { uid } = statSync(join(dataDir, 'postgres'))
  const second = await startProcess(context, { dataDir, uid: NOBODY })
  assert.match(second.refusal, new RegExp(`belongs to the user with the number ${uid}`))
})

test('another account than root runs the server itself', forRoot, async (context) => {
  const dataDir = join(dataFolder(context), 'data')
  mkdirSync(dataDir)
  chownSync(dataDir, NOBODY, NOBODY)
  const { url, refusal } = await startProcess(context, { dataDir, uid: NOBODY })
  assert.equal(refusal, '')
  assert.equal((await query(url, 'select 1 as one')).length, 1)
  assert.equal(statSync(join(dataDir, 'postgres')).uid, NOBODY)
})

test('a data folder that can not be written to is named', forRoot, async (context) => {
  const dataDir = dataFolder(context)
  const { refusal } = await startProcess(context, { dataDir, uid: NOBODY })
  assert.match(refusal, new RegExp(`^The data folder ${dataDir} can't be made or written to`))
})

test('data of another major version is refused in one sentence that names both', async (context) => {
  const dataDir = dataFolder(context)
  const first = await startProcess(context, { dataDir })
  first.kill('SIGTERM')
  await first.ended
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '13\n')
  const { refusal } = await startProcess(context, { dataDir })
  const [present] = findBinaries()
  assert.match(refusal, /^The data was made by PostgreSQL 13, and only /)
  assert.ok(refusal.includes(present!.version))
  assert.ok(!refusal.includes('\n'))
})

test('a folder "postgres" with other files is left alone', async (context) => {
  const dataDir = dataFolder(context)
  mkdirSync(join(dataDir, 'postgres'))
  writeFileSync(join(dataDir, 'postgres', 'thesis.txt'), 'mine')
  const { refusal } = await startProcess(context, { dataDir })
  assert.match(refusal, /holds files, but no PostgreSQL cluster/)
  assert.equal(readFileSync(join(dataDir, 'postgres', 'thesis.txt'), 'utf8'), 'mine')
})

test('without any PostgreSQL a sentence says what would do', async (context) => {
  const { refusal } = await startProcess(context, { dataDir: dataFolder(context), programs: [] })
  assert.match(refusal, /^Muster needs PostgreSQL 15 or newer, and no PostgreSQL is on this machine; install it/)
})

test('a PostgreSQL that is too old is named', async (context) => {
  const programs = [{ folder: '/opt/old/bin', major: 14, version: '14.2', fromNpm: false }]
  const { refusal } = await startProcess(context, { dataDir: dataFolder(context), programs })
  assert.match(refusal, /only 14\.2 \(\/opt\/old\/bin\) is on this machine/)
})
