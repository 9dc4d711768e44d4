import { TrackerError } from '../errors.ts'

/** Why a port can't be had, as a sentence that names what to set; any other error as it is. */
export function listenFault(error: unknown, host: string, port: number, setting: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return new TrackerError('conflict', `Port ${port} of ${host} is in use: stop what uses it, or set ${setting}`, {
      cause: error,
    })
  if (code === 'EACCES')
    return new TrackerError(
      'forbidden',
      `Port ${port} needs more rights than this user has: set ${setting} to 1024 or more`,
      { cause: error },
    )
  if (code === 'EADDRNOTAVAIL')
    return new TrackerError('invalid', `MUSTER_HOST ${host} is no address of this machine`, { cause: error })
  return error
}
