import type pg from 'pg'
import { collectWrites } from './collect-writes.ts'
import { withFreshPassword } from './connect.ts'
import { namedOn } from './prepared-statements.ts'
import type { Statement } from './prepared-statements.ts'

/** Statements that wait for no other share so many connections; transactions have those of the pool. */
const LANES = 3

/**
 * Connections on which statements outside transactions travel together. What a page asks at once goes out in
 * one write and is answered by one process of PostgreSQL, in order: on virtual machines a write that wakes another
 * process costs 0.26 ms, and an issue's page asks a dozen times.
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
  query(statement: Statement): Promise<pg.QueryResult> {
    if (!this.#chosen) {
      this.#chosen = this.#lanes.reduce((least, other) => (other.waiting < least.waiting ? other : least))
      process.nextTick(() => {
        this.#chosen = null
      })
    }
    return this.#chosen.query(statement)
  }

  async end(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.end()))
  }
}

class Lane {
  readonly #open: () => pg.Client
  readonly #onError: (error: Error) => void
  #client: Promise<pg.Client> | null = null
  waiting = 0

  constructor(open: () => pg.Client, onError: (error: Error) => void) {
    this.#open = open
    this.#onError = onError
  }

  async query(statement: Statement): Promise<pg.QueryResult> {
    this.waiting += 1
    try {
      const client = await this.#connected()
      collectWrites(client)
      return await client.query(namedOn(client, statement))
    } finally {
      this.waiting -= 1
    }
  }

  async end(): Promise<void> {
    const client = await this.#client?.catch(() => null)
    this.#client = null
    await client?.end()
  }

  #connected(): Promise<pg.Client> {
    if (this.#client) return this.#client
    const connecting = withFreshPassword(() => this.#connect(() => forget()))
    const forget = (): void => {
      if (this.#client === connecting) this.#client = null
    }
    connecting.catch(forget)
    this.#client = connecting
    return connecting
  }

  async #connect(forget: () => void): Promise<pg.Client> {
    const client = this.#open()
    client.on('end', forget)
    client.on('error', (error) => {
      forget()
      this.#onError(error)
    })
    await client.connect()
    return client
  }
}
