/**
 * What keeps a server small, as arguments of Node and variables of the C library: both have to be there when the
 * process starts. Left alone, V8 lets young objects take 128 MB and collects old ones when they have doubled, and glibc
 * keeps the 19 MB of every thread that hashed a password. A server of 50,000 issues grew to 567 MB so, and to 222 with these.
 */
export const FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=40']
const VARIABLES = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '1048576' }

/** The environment with the variables, save those that somebody has set already. */
export function boundedEnvironment(environment) {
  return { ...VARIABLES, ...environment }
}

/** Whether this process has bounds, given by us or by whoever started it. */
function isBounded() {
  const given = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ')
  return given.includes('-semi-space-size') || given.includes('-old-space-size')
}

/**
 * Becomes a process with bounds, under the same number and with the same output. Where that can't be (Windows, a
 * channel to the starter that would be lost), the process goes on as it is.
 *
 * @param program  the script that runs, with its arguments.
 */
export function bound(program) {
  if (isBounded() || process.channel || !process.execve) return
  process.execve(
    process.execPath,
    [process.execPath, ...FLAGS, ...process.execArgv, ...program],
    boundedEnvironment(process.env),
  )
}
