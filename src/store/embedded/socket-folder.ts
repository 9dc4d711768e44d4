import { chownSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PORT } from './postmaster.ts'
import { type ServerUser, mayEnter } from './server-user.ts'

/** `sun_path` without its final zero: unix(7) for Linux, sys/un.h for macOS and the BSDs. */
const MAX_SOCKET_PATH_BYTES = process.platform === 'linux' ? 107 : 103

/** The cluster's own folder where the socket's path is short enough there: only its owner can enter it. */
export function socketFolderFor(cluster: string, user: ServerUser | null): string {
  const path = join(cluster, `.s.PGSQL.${PORT}`)
  return Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES ? cluster : shortFolder(user)
}

/** A new folder that only the server's account can enter. */
export function shortFolder(user: ServerUser | null): string {
  const parent = [tmpdir(), '/tmp', '/var/tmp'].find((folder) => folder.length < 60 && mayEnter(folder, user)) ?? '/tmp'
  const folder = mkdtempSync(join(parent, 'muster-'))
  if (user) chownSync(folder, user.uid, user.gid)
  return folder
}
