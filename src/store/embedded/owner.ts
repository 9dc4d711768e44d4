import pg from 'pg'

/**
 * Whoever started the server holds a lock inside it for as long as it lives: a connection ends with its
 * process, whatever ends that, so neither a killed owner nor a reused process number can be mistaken.
 */
export interface Ownership {
  release(): Promise<void>
}

const LOCK = 0x6d757374

/** @returns null where another process holds it. The address is one of the database `postgres`. */
export async function takeOwnership(url: string, onLost: () => void): Promise<Ownership | null> {
  const client = await connect(url, `muster-owner ${process.pid}`)
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK])
  if (!rows[0]?.held) {
    await client.end()
    return null
  }
  let released = false
  client.on('end', () => released || onLost())
  return {
    async release() {
      released = true
      await client.end().catch(() => {})
    },
  }
}

/** The process number of the owner; null where there is none, or where it can't be told. */
export async function ownerProcess(url: string): Promise<number | null> {
  const client = await connect(url, 'muster-asks')
  try {
    const { rows } = await client.query<{ name: string }>(
      `select a.application_name as name
       from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where l.locktype = 'advisory' and l.objid = $1::bigint::oid and l.granted`,
      [LOCK],
    )
    return Number(rows[0]?.name.split(' ')[1]) || null
  } finally {
    await client.end()
  }
}

/** Makes Muster's database in a new cluster. */
export async function ensureDatabase(url: string, name: string): Promise<void> {
  const client = await connect(url, 'muster-prepares')
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

async function connect(url: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** 57P03: the server starts up or shuts down. */
export function isNotYet(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '57P03'
}
