import type { Database } from '../../src/store/database.ts'

/**
 * Counts what is asked of the database from here on, of every connection of the pool; begin and commit are
 * statements too.
 */
export function countStatements(database: Database): () => number {
  let count = 0
  const counted = new WeakSet<object>()
  database.pool.on('acquire', (client) => {
    if (counted.has(client)) return
    counted.add(client)
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      count += 1
      return query(...args)
    }) as typeof client.query
  })
  return () => count
}
