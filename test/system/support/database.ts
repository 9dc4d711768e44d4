import { appendFileSync, chownSync, mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from '../../../src/store/embedded/binaries.ts'
import { ROLE, initialiseCluster } from '../../../src/store/embedded/initialise-cluster.ts'
import { guardPostmaster, launchPostmaster, readPostmaster } from '../../../src/store/embedded/postmaster.ts'
import { reachableBinaries } from '../../../src/store/embedded/reachable-binaries.ts'
import { chooseServerUser } from '../../../src/store/embedded/server-user.ts'
import { query } from '../../deploy/embedded-process.ts'

const PASSWORD = 'only for tests'

/**
 * A PostgreSQL that is reached by the network and with a password, as one elsewhere is, with a database whose role
 * owns its two schemas and has no other right.
 *
 * @returns its address.
 */
export async function networkDatabase(context: TestContext): Promise<string> {
  const { port, superuser } = await startServer(context)
  await query(superuser, `create role tracker login password '${PASSWORD}'`)
  await query(superuser, 'create database tracker')
  const inTracker = superuser.replace('/postgres?', '/tracker?')
  for (const name of ['muster', 'pgboss']) await query(inTracker, `create schema ${name} authorization tracker`)
  await query(inTracker, 'alter role tracker in database tracker set search_path = muster')
  return `postgresql://tracker:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/tracker`
}

async function startServer(context: TestContext): Promise<{ readonly port: number; readonly superuser: string }> {
  const user = chooseServerUser()
  const folder = mkdtempSync(join(tmpdir(), 'muster-network-'))
  if (user) chownSync(folder, user.uid, user.gid)
  const binaries = reachableBinaries({
    user,
    place: join(tmpdir(), 'muster-programs'),
    found: findBinaries(),
    log() {},
  })
  const cluster = join(folder, 'c')
  initialiseCluster(cluster, binaries, user)
  appendFileSync(join(cluster, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n')
  const port = await freePort()
  const settings = ['fsync=off', 'listen_addresses=127.0.0.1', `port=${port}`]
  const logFile = join(folder, 'log')
  const child = launchPostmaster({ cluster, binaries, user, socketFolder: folder, logFile, settings })
  guardPostmaster(child.pid!, 'QUIT', folder)
  context.after(() => child.kill('SIGINT'))
  for (let tries = 0; !readPostmaster(cluster)?.ready; tries++) {
    if (child.exitCode !== null || tries > 600)
      throw new Error(`PostgreSQL did not start:\n${readFileSync(logFile, 'utf8')}`)
    await sleep(20)
  }
  return { port, superuser: `postgresql:///postgres?user=${ROLE}&host=${encodeURIComponent(folder)}&port=${port}` }
}

/** One that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
