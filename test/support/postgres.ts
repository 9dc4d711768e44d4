import { chownSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from '../../src/store/embedded/binaries.ts'
import { initialiseCluster } from '../../src/store/embedded/initialise-cluster.ts'
import { guardPostmaster, launchPostmaster, readPostmaster, socketUrl } from '../../src/store/embedded/postmaster.ts'
import { reachableBinaries } from '../../src/store/embedded/reachable-binaries.ts'
import { chooseServerUser } from '../../src/store/embedded/server-user.ts'

/** A test server forgets everything when it ends, so it need not write anything to the disk in time. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  'jit=off',
  'autovacuum=on',
]

let running: Promise<{ url: string }> | undefined

/**
 * The PostgreSQL that this process tests on: the one that `npm test` started for all files, or a private
 * one that ends with this process, whatever ends it.
 *
 * @returns the address of a superuser.
 */
export function testServer(): Promise<{ url: string }> {
  const shared = process.env['MUSTER_TEST_DATABASE_URL']
  running ??= shared ? Promise.resolve({ url: shared }) : startTestServer()
  return running
}

/** A server of one's own, for `npm test` and for tests that stop or break it. */
export async function startTestServer(): Promise<{ url: string; pid: number }> {
  const user = chooseServerUser()
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-'))
  if (user) chownSync(folder, user.uid, user.gid)
  const binaries = reachableBinaries({
    user,
    place: join(tmpdir(), 'muster-programs'),
    found: findBinaries(),
    log: () => {},
  })
  const cluster = join(folder, 'c')
  const logFile = join(folder, 'log')
  initialiseCluster(cluster, binaries, user)
  const child = launchPostmaster({ cluster, binaries, user, socketFolder: folder, logFile, settings: SETTINGS })
  const pid = child.pid
  if (pid === undefined) throw new Error(`PostgreSQL could not be started from ${binaries.folder}`)
  guardPostmaster(pid, 'QUIT', folder)

  for (let tries = 0; !readPostmaster(cluster)?.ready; tries++) {
    if (child.exitCode !== null || tries > 600)
      throw new Error(`PostgreSQL did not start:\n${readFileSync(logFile, 'utf8')}`)
    await sleep(20)
  }
  return { url: socketUrl(folder, 'postgres'), pid }
}
