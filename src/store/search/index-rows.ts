import { MAX_VECTOR_BYTES } from '../../values/search-words.ts'
import { CopyRows } from '../load/copy-rows.ts'
import type { CopyWriter } from '../load/copy-writer.ts'
import { placeOf } from './texts.ts'
import type { TextProperty } from './texts.ts'
import type { TextVector, TextVectors } from './text-vectors.ts'
import { ThreadDocument } from './thread-document.ts'

/** In the order of their places in {@link IndexRows}. */
export const INDEX_TABLES = [
  { name: '_search_text', columns: ['class', 'node', 'property', 'words', 'bytes', 'alone'] },
  { name: '_search_thread', columns: ['class', 'node', 'words'] },
] as const
const TEXT = 0
const THREAD = 1

/** A text as one thread owns it. */
export interface OwnedText extends TextVector {
  readonly property: string
  readonly thread: number
  readonly className: string
  readonly node: number
  readonly rank: TextProperty['rank']
  /** Whether every reader of the thread may read it. */
  readonly open: boolean
  /** Live threads that own the node. */
  readonly owners: number
}

/** Rows of the index on their way to the database. */
export class IndexRows {
  readonly #writer: CopyWriter
  readonly #vectors: TextVectors
  readonly #document = new ThreadDocument()
  readonly #pieces: (readonly [table: number, bytes: Uint8Array])[] = []
  readonly #texts = this.#rowsOf(TEXT)
  readonly #threads = this.#rowsOf(THREAD)
  /** Texts of several threads that are written already, as `msg 12 content`. */
  readonly #shared = new Set<string>()
  #sending: Promise<void> = Promise.resolve()

  /** @param vectors  holds those of the texts that are given. */
  constructor(writer: CopyWriter, vectors: TextVectors) {
    this.#writer = writer
    this.#vectors = vectors
  }

  text(className: string, node: number, property: string, { start, end, bytes }: TextVector, alone: boolean): void {
    const rows = this.#texts
    rows.begin()
    rows.text(className)
    rows.integer(node)
    rows.text(property)
    rows.bytes(this.#vectors.bytes.subarray(start, end))
    rows.integer(bytes)
    rows.boolean(alone)
  }

  /** Documents of some threads, from all of their texts, and the rows of these. */
  threads(className: string, texts: readonly OwnedText[]): void {
    const byThread = Map.groupBy(texts, ({ thread }) => thread)
    for (const [thread, owned] of byThread) {
      this.#gather(owned)
      if (this.#document.size === 0) continue
      this.#threads.begin()
      this.#threads.text(className)
      this.#threads.integer(thread)
      this.#threads.bytes(this.#document.encode(this.#vectors.bytes))
    }
  }

  /** Takes texts in until the document is full, in the order in which they matter. */
  #gather(owned: readonly OwnedText[]): void {
    this.#document.clear()
    let room = MAX_VECTOR_BYTES
    for (const text of [...owned].sort((a, b) => placeOf(a) - placeOf(b) || a.node - b.node)) {
      if (text.open) room -= text.bytes
      const included = text.open && room > 0
      if (included) this.#document.add(this.#vectors.bytes, text.start, text.rank)
      this.#ownedText(text, included)
    }
  }

  /** What belongs to several threads is looked up by itself as well: one of them may lack it. */
  #ownedText(text: OwnedText, included: boolean): void {
    if (text.owners > 1) {
      const key = `${text.className} ${text.node} ${text.property}`
      if (this.#shared.has(key)) return
      this.#shared.add(key)
    }
    this.text(text.className, text.node, text.property, text, !(included && text.owners === 1))
  }

  /** Hands over what there is. Waits only for what was handed over before, so that new rows can be made meanwhile. */
  async send(): Promise<void> {
    await this.#sending
    this.#texts.flush()
    this.#threads.flush()
    const pieces = this.#pieces.splice(0)
    this.#sending = this.#write(pieces)
    this.#sending.catch(() => undefined)
  }

  /** Until everything is in the database. */
  async finish(): Promise<void> {
    await this.send()
    await this.#sending
  }

  async #write(pieces: readonly (readonly [number, Uint8Array])[]): Promise<void> {
    for (const table of [TEXT, THREAD])
      for (const [of, bytes] of pieces) if (of === table) await this.#writer.write(table, bytes)
    await this.#writer.finish()
  }

  #rowsOf(table: number): CopyRows {
    return new CopyRows(INDEX_TABLES[table]!.columns.length, (bytes) => this.#pieces.push([table, Buffer.from(bytes)]))
  }
}
