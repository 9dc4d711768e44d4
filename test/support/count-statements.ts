import pg from 'pg'

/** Counts what this process asks of any database from here on, alone or in a batch; begin and commit are statements too. */
export function countStatements(): () => number {
  return counted(({ statements }) => statements?.length ?? 1)
}

/** Counts how often this process goes to any database and waits: what travels together counts once. */
export function countRoundTrips(): () => number {
  return counted(() => 1)
}

interface Asked {
  readonly statements?: readonly unknown[]
}

function counted(countOf: (asked: Asked) => number): () => number {
  let count = 0
  const { prototype } = pg.Client
  const query = prototype.query as (...args: unknown[]) => unknown
  prototype.query = function counting(this: pg.Client, ...args: unknown[]) {
    count += countOf((args as [Asked])[0])
    return query.apply(this, args)
  } as typeof prototype.query
  return () => count
}
