import {
  CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  Transaction,
} from 'kysely'
import type { DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely'
import pg from 'pg'
import type { DatabaseAccess } from '../config/database-access.ts'
import { TrackerError } from '../errors.ts'
import type { AnsweredStatement, LaneCounts } from '../observe/metrics.ts'
import { isTracing, traced } from '../observe/trace.ts'
import { collectWrites } from './collect-writes.ts'
import { clientOpener, withFreshPassword } from './connect.ts'
import { Lanes } from './lanes.ts'
import type { LaneResult, LaneStatement } from './lanes.ts'
import { typeParser } from './parse-values.ts'
import { isOutdated, namedOn, namesGeneration, renewNames } from './prepared-statements.ts'

/**
 * Where statements run: the pool, or one transaction of it. Tables are made from the tracker's schema
 * at run time, so there are no static row types; results are typed where they are read: ``sql<{ id: number }>`…` ``.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- kysely's own word for "tables known at run time only"
export type Sql = Kysely<any>

export interface Database {
  readonly sql: Sql
  readonly pool: pg.Pool
  readonly lanes: LaneCounts
  /**
   * Runs `work` in one transaction. Statements that it asks at once travel together, `begin` with the first of them
   * and `commit` with those that nobody waits for; one of these that fails fails the whole. A deadlock or
   * serialization failure runs it again from the start, five times in all, so `work` must do nothing that a rollback
   * does not undo.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly url: string
  /** Asked at each new connection, where the address or its password may be another by then. */
  readonly access?: DatabaseAccess | null
  /** Connections at most. */
  readonly poolSize?: number
  /** One statement may take this long. */
  readonly statementTimeoutMs?: number
  /** Told of each statement that was answered or refused. */
  readonly onStatement?: (statement: AnsweredStatement) => void
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
const IN_FAILED_TRANSACTION = '25P02'

export function openDatabase(options: DatabaseOptions): Database {
  const connection: pg.ClientConfig = {
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: options.applicationName ?? 'muster',
    options: SESSION,
    types: { getTypeParser: typeParser },
  }
  const onError = (error: Error): void => options.onError?.(error)
  const Client = clientOpener(options.access ?? (() => ({ url: options.url, password: null })))
  const pool = new pg.Pool({ ...connection, Client, max: options.poolSize ?? 10 })
  pool.on('error', onError)
  const lanes = new Lanes(() => new Client(connection), onError)
  const dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PreparingDriver(pool, lanes, options.onStatement),
    createIntrospector: (database: Sql) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  const kysely: Sql = new Kysely({ dialect })
  direct.set(kysely, new Connection(lanes, options.onStatement))
  /* Kysely's own transactions run one statement after the other. */
  const transactionOn = (connection: Connection): Sql =>
    new Transaction({
      config: { dialect },
      dialect,
      driver: new DummyDriver(),
      executor: kysely.getExecutor().withConnectionProvider({ provideConnection: (use) => use(connection) }),
    })
  return {
    sql: kysely,
    pool,
    lanes,
    transaction: (work) =>
      withRetries(async () => {
        const connection = new Connection(lanes, options.onStatement)
        await connection.begin(pool)
        try {
          const transaction = transactionOn(connection)
          outside.set(transaction, kysely)
          direct.set(transaction, connection)
          const result = await work(transaction)
          await connection.commit()
          return result
        } catch (cause) {
          await connection.rollback()
          throw connection.reasonOf(cause)
        } finally {
          connection.release()
        }
      }),
    close: async () => {
      await kysely.destroy()
      /* Kysely ends only what it has used itself; a transaction and `pool` go round it. */
      if (!pool.ending) await Promise.all([lanes.end(), pool.end()])
    },
  }
}

/** By what kysely would run its statements in the end. */
const direct = new WeakMap<Sql, Connection>()

/** Runs texts as they are: kysely's way to the driver takes 30 µs a statement, more than some of these do. */
export function statementsOn(sql: Sql): (text: string, values: readonly unknown[]) => Promise<readonly unknown[]> {
  const connection = direct.get(sql)
  return async (text, values) => {
    const query = CompiledQuery.raw(text, values as unknown[])
    return (await (connection ? connection.executeQuery(query) : sql.executeQuery(query))).rows
  }
}

const outside = new WeakMap<Sql, Sql>()

/** Where statements run that are no part of this transaction; what is none is its own outside. */
export function outsideOf(sql: Sql): Sql {
  return outside.get(sql) ?? sql
}

async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (cause) {
      if (!RETRYABLE.has(sqlState(cause) ?? '') && !isOutdated(cause)) throw cause
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

/**
 * Begins a statement whose best plan depends on how common the values are that it asks for. Where these are parameters it
 * is planned each time, instead of prepared; where they are part of the text it is prepared like any other, and its
 * plan made for them. Planning a page of a list costs 1 ms; a wrong plan costs 60.
 */
export const PLANNED_FOR_VALUES = '/* planned for its values */ '

const WRITING = /\b(?:insert into|update|delete from|merge into)\b/

type StatementObserver = DatabaseOptions['onStatement']

class PreparingDriver implements Driver {
  readonly #pool: pg.Pool
  readonly #lanes: Lanes
  readonly #onStatement: StatementObserver

  constructor(pool: pg.Pool, lanes: Lanes, onStatement: StatementObserver) {
    this.#pool = pool
    this.#lanes = lanes
    this.#onStatement = onStatement
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return new Connection(this.#lanes, this.#onStatement)
  }
  async beginTransaction(connection: DatabaseConnection, _settings: TransactionSettings): Promise<void> {
    await (connection as Connection).begin(this.#pool)
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as Connection).commit()
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as Connection).rollback()
  }
  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    ;(connection as Connection).release()
  }
  async destroy(): Promise<void> {
    await Promise.all([this.#lanes.end(), this.#pool.end()])
  }
}

const OPERATIONS = ['select', 'with', 'insert', 'update', 'delete'] as const

/** One of a few words, for labels. */
function operationOf(text: string): string {
  if (text.startsWith(PLANNED_FOR_VALUES)) return 'select'
  const start = text.slice(0, 40).trimStart()
  return OPERATIONS.find((operation) => start.startsWith(operation)) ?? 'other'
}

function isSelect(text: string): boolean {
  if (text.startsWith('select') || text.startsWith(PLANNED_FOR_VALUES)) return true
  return text.startsWith('with ') && !isWriting(text)
}

/** Texts of some kilobytes, which are asked again and again. */
const judged = new Map<string, boolean>()
const MOST_JUDGED = 1_000

function isWriting(text: string): boolean {
  let writing = judged.get(text)
  if (writing === undefined) {
    if (judged.size >= MOST_JUDGED) judged.clear()
    judged.set(text, (writing = WRITING.test(text)))
  }
  return writing
}

/** What one transaction runs on, or a statement that is none's part. */
class Connection implements DatabaseConnection {
  readonly #lanes: Lanes
  /** The transaction's own. */
  #client: pg.PoolClient | null = null
  /** `begin` goes out with the first statement. */
  #hasBegun = false
  readonly #underway = new Set<Promise<unknown>>()
  readonly #onStatement: StatementObserver
  /** The first error, which ends the transaction whether or not somebody waited for it. */
  #failure: { readonly cause: unknown } | null = null
  #isBroken = false

  constructor(lanes: Lanes, onStatement: StatementObserver) {
    this.#lanes = lanes
    this.#onStatement = onStatement
  }

  async begin(pool: pg.Pool): Promise<void> {
    this.#client = await withFreshPassword(() => pool.connect())
    setPipelined(this.#client, true)
  }

  /** @throws the first error of what nobody waited for. */
  async commit(): Promise<void> {
    if (!this.#hasBegun) return
    await Promise.all([...this.#underway, this.#ask('commit')])
    if (this.#failure) throw this.#failure.cause
  }

  /** Of statements that travel together those behind a failure say only that there was one. */
  reasonOf(cause: unknown): unknown {
    return sqlState(cause) === IN_FAILED_TRANSACTION && this.#failure ? this.#failure.cause : cause
  }

  async rollback(): Promise<void> {
    if (!this.#hasBegun) return
    await this.#ask('rollback').catch(() => {
      this.#isBroken = true
    })
  }

  release(): void {
    if (!this.#client) return
    setPipelined(this.#client, false)
    this.#client.release(this.#isBroken)
    this.#client = null
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const text = query.sql
    const select = isSelect(text)
    const isPrepared = query.parameters.length > 0 ? !text.startsWith(PLANNED_FOR_VALUES) : select
    const statement = { text, values: query.parameters as unknown[], isPrepared, isSelect: select }
    const result = await (isTracing ? this.#traced(statement) : this.#observed(statement))
    return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
  }

  /** Values are left out: they may be anybody's secrets. */
  #traced(statement: LaneStatement): Promise<LaneResult> {
    const { text } = statement
    const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': operationOf(text), 'db.query.text': text }
    return traced(operationOf(text), attributes, () => this.#observed(statement))
  }

  async #observed(statement: LaneStatement): Promise<LaneResult> {
    if (!this.#onStatement) return this.#run(statement)
    const startedMs = performance.now()
    let isFailed = true
    try {
      const result = await this.#run(statement)
      isFailed = false
      return result
    } finally {
      const seconds = (performance.now() - startedMs) / 1000
      this.#onStatement({ operation: operationOf(statement.text), seconds, isFailed })
    }
  }

  /** A transaction is over with its first error, so who runs it begins again. */
  async #run(statement: LaneStatement, isAgain = false): Promise<LaneResult> {
    const generation = namesGeneration()
    try {
      return await (this.#client ? this.#ask(namedOn(this.#client, statement)) : this.#lanes.query(statement))
    } catch (error) {
      if (!isOutdated(error)) throw error
      renewNames(generation)
      if (this.#client || isAgain) throw error
      return this.#run(statement, true)
    }
  }

  // oxlint-disable-next-line require-yield -- the interface asks for it; long results are read by cursor in store/load
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Streaming is not offered by this driver')
  }

  /** For COPY, which nothing may travel with: from here on one statement waits for the other. */
  async clientForCopy(): Promise<pg.PoolClient> {
    if (!this.#hasBegun) await this.#ask('select')
    await Promise.all(this.#underway)
    setPipelined(this.#client!, false)
    return this.#client!
  }

  #ask(query: pg.QueryConfig | string): Promise<pg.QueryResult> {
    const client = this.#client!
    collectWrites(client)
    if (!this.#hasBegun) {
      this.#hasBegun = true
      void this.#watch(client.query('begin'))
    }
    return this.#watch(client.query(query))
  }

  #watch(answer: Promise<pg.QueryResult>): Promise<pg.QueryResult> {
    this.#underway.add(answer)
    answer.then(
      () => this.#underway.delete(answer),
      (cause: unknown) => {
        this.#underway.delete(answer)
        this.#failure ??= { cause }
      },
    )
    return answer
  }
}

function setPipelined(client: pg.PoolClient, pipeline: boolean): void {
  ;(client as { pipeline: boolean }).pipeline = pipeline
}

/** The connection that a transaction runs on, for COPY; it belongs to the transaction and ends with it. */
export function clientOf(transaction: Sql): Promise<pg.PoolClient> {
  return transaction.getExecutor().provideConnection((connection) => (connection as Connection).clientForCopy())
}
