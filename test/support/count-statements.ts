import pg from 'pg'

/** Counts what this process asks of any database from here on, alone or in a batch; begin and commit are statements too. */
export function countStatements(): () => number {
  let count = 0
  const { prototype } = pg.Client
  const query = prototype.query as (...args: unknown[]) => unknown
  prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    const [asked] = args as [{ readonly statements?: readonly unknown[] }]
    count += asked.statements?.length ?? 1
    return query.apply(this, args)
  } as typeof prototype.query
  return () => count
}
