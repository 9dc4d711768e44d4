import pg from 'pg'

/**
 * Every statement text is prepared once per connection under a name of its own, up to this many; later
 * texts run unnamed, so that a stream of unlike filters can't fill the server's memory.
 */
const MAX_PREPARED = 400

const names = new Map<string, string>()
let given = 0

export function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= MAX_PREPARED) return known
  const name = `m${given++}`
  names.set(text, name)
  return name
}

/** Whether a statement failed only because a migration gave a column another type since it was prepared. */
export function isOutdated(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery'
}

/**
 * New names for all statements, under which every connection prepares them anew. What is left of the old ones ends
 * with the connection.
 *
 * @param name  under which one was found outdated: of many that are at once, the first renames.
 */
export function renewNames(text: string, name: string | undefined): void {
  if (names.get(text) === name) names.clear()
}
