import type { Socket } from 'node:net'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { CopyStreamQuery } from 'pg-copy-streams'
import { quoted } from '../filter/fragment.ts'
import type { LoadTable } from './load-tables.ts'

/** The signature of COPY's binary form, no flags, no extension. */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const TRAILER = Buffer.from([0xff, 0xff])

/** Sends pieces of rows to any of a load's tables, one COPY after the other on one connection. */
export class CopyWriter {
  readonly #client: pg.PoolClient
  readonly #tables: readonly LoadTable[]
  #open: { readonly table: number; readonly stream: CopyStreamQuery } | null = null
  #fail: (error: Error) => void = () => undefined
  /** Rejected when a COPY is refused, whatever is being waited for then. */
  readonly #failure: Promise<never>

  constructor(client: pg.PoolClient, tables: readonly LoadTable[]) {
    this.#client = client
    this.#tables = tables
    this.#failure = new Promise((_, reject) => (this.#fail = reject))
    this.#failure.catch(() => undefined)
  }

  /** The bytes may be used again when this is done. A piece need not hold whole rows, if the next of its table is the rest. */
  async write(table: number, bytes: Uint8Array): Promise<void> {
    if (this.#open?.table !== table) await this.#start(table)
    await this.#send(bytes)
    await this.#flushed()
  }

  async finish(): Promise<void> {
    const open = this.#open
    this.#open = null
    if (!open) return
    await this.#orFailure((done) => open.stream.end(TRAILER, done))
  }

  /** Ends a COPY that is under way, so that the connection can be used again: its transaction has failed then. */
  async abort(): Promise<void> {
    const open = this.#open
    this.#open = null
    if (!open || open.stream.destroyed) return
    const ended = new Promise<void>((resolve) => open.stream.once('close', resolve))
    open.stream.destroy(new Error('the load was given up'))
    await ended
  }

  async #start(table: number): Promise<void> {
    await this.finish()
    const { name, columns } = this.#tables[table]!
    // Frozen rows need no second visit by vacuum. PostgreSQL allows it in the transaction that emptied the table.
    const stream = this.#client.query(
      copyFrom(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin (format binary, freeze)`),
    )
    stream.on('error', this.#fail)
    this.#open = { table, stream }
    await this.#send(HEADER)
  }

  #send(bytes: Uint8Array): Promise<void> {
    return this.#orFailure((done) => this.#open!.stream.write(bytes, done))
  }

  /** Until the kernel has the bytes: an empty write is called back after those before it. */
  async #flushed(): Promise<void> {
    const socket = (this.#open!.stream as unknown as { connection: { stream: Socket } | null }).connection?.stream
    if (socket && socket.writableLength > 0) await this.#orFailure((done) => socket.write('', done))
  }

  #orFailure(start: (done: (error?: Error | null) => void) => void): Promise<void> {
    const work = new Promise<void>((resolve, reject) => start((error) => (error ? reject(error) : resolve())))
    return Promise.race([work, this.#failure])
  }
}
