import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely'
import pg from 'pg'
import { TrackerError } from '../errors.ts'
import { Lanes } from './lanes.ts'

/**
 * Where statements run: the pool, or one transaction of it. Tables are made from the tracker's schema
 * at run time, so there are no static row types; results are typed where they are read: ``sql<{ id: number }>`…` ``.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- kysely's own word for "tables known at run time only"
export type Sql = Kysely<any>

export interface Database {
  readonly sql: Sql
  readonly pool: pg.Pool
  /**
   * Runs `work` in one transaction; a deadlock or serialization failure runs it again from the start,
   * `attempts` times in all, so `work` must do nothing that a rollback does not undo.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly url: string
  /** Connections at most. */
  readonly poolSize?: number
  /** One statement may take this long. */
  readonly statementTimeoutMs?: number
  /** Called for connections that broke while idle. */
  readonly onError?: (error: Error) => void
  readonly applicationName?: string
}

/**
 * Pages are in memory, so a random one costs little more than the next; with PostgreSQL's defaults, which are for
 * turning disks, it reads a whole table rather than a hundred rows by their index. Compiling a statement of a page
 * or starting workers for it takes longer than to run it.
 */
const SESSION = '-c TimeZone=UTC -c random_page_cost=1.1 -c jit=off -c max_parallel_workers_per_gather=0'

const ATTEMPTS = 5
/** serialization_failure and deadlock_detected. */
const RETRYABLE = new Set(['40001', '40P01'])

export function openDatabase(options: DatabaseOptions): Database {
  const connection: pg.ClientConfig = {
    connectionString: options.url,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: options.applicationName ?? 'muster',
    options: SESSION,
    types: { getTypeParser: typeParser },
  }
  const onError = (error: Error): void => options.onError?.(error)
  const pool = new pg.Pool({ ...connection, max: options.poolSize ?? 10 })
  pool.on('error', onError)
  const lanes = new Lanes(connection, onError)
  const kysely: Sql = new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new PreparingDriver(pool, lanes),
      createIntrospector: (database) => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  return {
    sql: kysely,
    pool,
    transaction: (work) => withRetries(() => kysely.transaction().execute(work)),
    close: () => kysely.destroy(),
  }
}

async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (cause) {
      if (!RETRYABLE.has(sqlState(cause) ?? '')) throw cause
      if (attempt === ATTEMPTS)
        throw new TrackerError('unavailable', 'Too many people are changing this at once; try again', {
          cause,
          retryAfterMs: 1000,
        })
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt))
    }
  }
}

/** The five characters of a PostgreSQL error, or null for any other error. */
export function sqlState(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.code ?? null) : null
}

/* Values as JavaScript wants them: instants as Date, eight-byte integers as number (ids and counts stay far below 2^53). */
const INT8 = 20
const TIMESTAMPTZ = 1184
function typeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === INT8) return Number
  if (oid === TIMESTAMPTZ) return parseInstant
  return pg.types.getTypeParser(oid, format) as (text: string) => unknown
}

/** `2020-02-03 14:05:06.789+00`: the session's zone is UTC, so the text is one cut away from ISO 8601. */
function parseInstant(text: string): Date {
  if (text.endsWith('+00') && text.length >= 22) return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
  return pg.types.getTypeParser(TIMESTAMPTZ, 'text')(text)
}

/**
 * Every statement text is prepared once per connection under a name of its own, up to this many; later
 * texts run unnamed, so that a stream of unlike filters can't fill the server's memory.
 */
const MAX_PREPARED = 400

/**
 * Begins a statement that is planned for its parameters each time, instead of prepared: its best plan depends on
 * how common the values are that it asks for. Planning a select of ids costs 0.1 ms; a wrong plan costs 60.
 */
export const PLANNED_EACH_TIME = '/* planned each time */ '
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= MAX_PREPARED) return known
  const name = `m${names.size}`
  names.set(text, name)
  return name
}

class PreparingDriver implements Driver {
  readonly #pool: pg.Pool
  readonly #lanes: Lanes

  constructor(pool: pg.Pool, lanes: Lanes) {
    this.#pool = pool
    this.#lanes = lanes
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return new Connection(this.#lanes)
  }
  async beginTransaction(connection: DatabaseConnection, _settings: TransactionSettings): Promise<void> {
    const own = connection as Connection
    own.client = await this.#pool.connect()
    await own.client.query('begin')
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as Connection).client!.query('commit')
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as Connection).client?.query('rollback')
  }
  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    ;(connection as Connection).client?.release()
  }
  async destroy(): Promise<void> {
    await Promise.all([this.#lanes.end(), this.#pool.end()])
  }
}

/** What one transaction runs on, or a statement that is none's part. */
class Connection implements DatabaseConnection {
  readonly #lanes: Lanes
  /** The transaction's own. */
  client: pg.PoolClient | null = null

  constructor(lanes: Lanes) {
    this.#lanes = lanes
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const prepared =
      (query.parameters.length > 0 || query.sql.startsWith('select')) && !query.sql.startsWith(PLANNED_EACH_TIME)
    const name = prepared ? nameOf(query.sql) : undefined
    const values = query.parameters as unknown[]
    const asked = name ? { name, text: query.sql, values } : { text: query.sql, values }
    const result = await (this.client ? this.client.query(asked) : this.#lanes.query(asked))
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
  }
  // oxlint-disable-next-line require-yield -- the interface asks for it; long results are read by cursor in store/load
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming is not offered by this driver')
  }
}

/** The connection that a transaction runs on, for COPY; it belongs to the transaction and ends with it. */
export function clientOf(transaction: Sql): Promise<pg.PoolClient> {
  return transaction.getExecutor().provideConnection(async (connection) => (connection as Connection).client!)
}
