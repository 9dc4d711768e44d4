import type pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'
import { Batch } from './batch.ts'
import type { Descriptions, Question } from './batch.ts'
import { withFreshPassword } from './connect.ts'
import { namedOn, namingOn } from './prepared-statements.ts'
import type { Statement } from './prepared-statements.ts'

/** Statements that wait for no other share so many connections; transactions have those of the pool. */
const LANES = 3

/** A statement outside transactions. */
export interface LaneStatement extends Statement {
  /** It changes nothing, so it may share a transaction with others. */
  readonly isSelect: boolean
}

export interface LaneResult {
  readonly rows: unknown[]
  readonly rowCount: number | null
}

/**
 * Connections on which statements outside transactions travel together. What a page asks at once goes out in
 * one write and is answered by one process of PostgreSQL, in order and in one write: on virtual machines a write that
 * wakes another process costs 0.26 ms, and an issue's page asks a dozen times.
 *
 * A lane that breaks fails what was on it and connects anew with the next statement.
 */
export class Lanes {
  readonly #lanes: readonly Lane[]
  #chosen: Lane | null = null

  constructor(open: () => pg.Client, onError: (error: Error) => void) {
    this.#lanes = Array.from({ length: LANES }, () => new Lane(open, onError))
  }

  /** All statements of one turn of the event loop go by the same lane, the one that has the fewest under way. */
  query(statement: LaneStatement): Promise<LaneResult> {
    if (!this.#chosen) {
      this.#chosen = this.#lanes.reduce((least, other) => (other.waiting < least.waiting ? other : least))
      process.nextTick(() => {
        this.#chosen = null
      })
    }
    return this.#chosen.query(statement)
  }

  get openCount(): number {
    return this.#lanes.filter((lane) => lane.isOpen).length
  }

  get waitingCount(): number {
    return this.#lanes.reduce((sum, lane) => sum + lane.waiting, 0)
  }

  async end(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.end()))
  }
}

interface Waiting extends LaneStatement, Pick<Question, 'reject'> {
  readonly resolve: (rows: unknown[], rowCount?: number | null) => void
}

interface Connected {
  readonly client: pg.Client
  readonly descriptions: Descriptions
}

class Lane {
  readonly #open: () => pg.Client
  readonly #onError: (error: Error) => void
  #connection: Promise<Connected> | null = null
  readonly #waiting: Waiting[] = []
  #underWay = 0
  #isScheduled = false
  #onIdle: (() => void) | null = null

  constructor(open: () => pg.Client, onError: (error: Error) => void) {
    this.#open = open
    this.#onError = onError
  }

  get isOpen(): boolean {
    return this.#connection !== null
  }

  get waiting(): number {
    return this.#waiting.length + this.#underWay
  }

  query({ values, ...statement }: LaneStatement): Promise<LaneResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        ...statement,
        values: values.map(prepareValue),
        resolve: (rows, rowCount = null) => resolve({ rows, rowCount }),
        reject,
      })
      this.#schedule()
    })
  }

  async end(): Promise<void> {
    if (this.waiting > 0) await new Promise<void>((resolve) => (this.#onIdle = resolve))
    const connection = await this.#connection?.catch(() => null)
    this.#connection = null
    await connection?.client.end()
  }

  /** Once everything that asks in this turn of the event loop has asked. */
  #schedule(): void {
    if (this.#isScheduled || this.#underWay > 0) return
    this.#isScheduled = true
    process.nextTick(() => {
      this.#isScheduled = false
      const sent = this.#take()
      this.#underWay = sent.length
      this.#connected().then(
        (connection) => this.#send(connection, sent),
        (error: Error) => {
          for (const { reject } of sent) reject(error)
          this.#ended([])
        },
      )
    })
  }

  /** The selects that wait, up to what changes something: that goes alone. */
  #take(): readonly Waiting[] {
    const other = this.#waiting.findIndex(({ isSelect }) => !isSelect)
    return this.#waiting.splice(0, other < 0 ? this.#waiting.length : Math.max(other, 1))
  }

  #send({ client, descriptions }: Connected, sent: readonly Waiting[]): void {
    const [first] = sent
    if (first!.isSelect) {
      const questions = sent.map((one): Question => ({ ...one, ...namingOn(client, one) }))
      const parserOf = (dataType: number): ((text: string) => unknown) => client.getTypeParser(dataType)
      const onEnd = (answered: number): void => this.#ended(sent.slice(answered))
      client.query(new Batch(questions, { descriptions, parserOf, onEnd }) as never)
      return
    }
    client
      .query(namedOn(client, first!))
      .then(({ rows, rowCount }) => first!.resolve(rows, rowCount), first!.reject)
      .finally(() => this.#ended([]))
  }

  #ended(unanswered: readonly Waiting[]): void {
    this.#underWay = 0
    this.#waiting.unshift(...unanswered)
    if (this.#waiting.length > 0) this.#schedule()
    else this.#onIdle?.()
  }

  #connected(): Promise<Connected> {
    if (this.#connection) return this.#connection
    const connecting = withFreshPassword(() => this.#connect(() => forget()))
    const forget = (): void => {
      if (this.#connection === connecting) this.#connection = null
    }
    connecting.catch(forget)
    this.#connection = connecting
    return connecting
  }

  async #connect(forget: () => void): Promise<Connected> {
    const client = this.#open()
    client.on('end', forget)
    client.on('error', (error) => {
      forget()
      this.#onError(error)
    })
    await client.connect()
    return { client, descriptions: new Map() }
  }
}
