import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..', '..')

/** A program in a root file system as OpenShift runs one. */
export interface Restricted {
  readonly base: string
  readonly uid: number
  readonly env: Readonly<Record<string, string>>
  /** Outside and inside, as in `/srv/app:/opt/app-root`. */
  readonly binds?: readonly string[]
  readonly writable?: readonly string[]
  readonly command: readonly string[]
}

/** For `spawn`: the program keeps the process id, so signals reach it. */
export function restricted({ base, uid, env, binds = [], writable = [], command }: Restricted): [string, string[]] {
  const variables = Object.entries({ PATH: '/usr/local/bin:/usr/bin:/bin', ...env })
  return [
    join(root, 'deploy', 'local', 'restricted-run'),
    [
      base,
      `${uid}`,
      ...binds.flatMap((bind) => ['--bind', bind]),
      ...writable.flatMap((bind) => ['--bind-writable', bind]),
      ...variables.flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      '--',
      ...command,
    ],
  ]
}
