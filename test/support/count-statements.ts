import pg from 'pg'

/** Counts what this process asks of any database from here on; begin and commit are statements too. */
export function countStatements(): () => number {
  let count = 0
  const { prototype } = pg.Client
  const query = prototype.query as (...args: unknown[]) => unknown
  prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    count += 1
    return query.apply(this, args)
  } as typeof prototype.query
  return () => count
}
