import { hash } from 'node:crypto'
import { CopyRows } from './copy-rows.ts'
import { CONTENT, loadTables } from './load-tables.ts'
import type { TakeTableRows } from './node-encoder.ts'

/** Turns the bytes of messages and files into rows of COPY. */
export class ContentEncoder {
  readonly #rows: CopyRows

  constructor(take: TakeTableRows) {
    const table = loadTables([]).indexOf(CONTENT)
    this.#rows = new CopyRows(CONTENT.columns.length, (bytes) => take(table, bytes))
  }

  /** @returns the hash that stands for the bytes. */
  write(content: Uint8Array): Uint8Array {
    const digest = hash('sha256', content, 'buffer')
    this.#rows.begin()
    this.#rows.bytes(digest)
    this.#rows.bytes(content)
    return digest
  }

  finish(): void {
    this.#rows.flush()
  }
}
