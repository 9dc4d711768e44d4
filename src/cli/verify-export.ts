import { hash } from 'node:crypto'
import type { HeldEntry } from '../roundup/compare-node.ts'
import { compareEntry, compareRow, missingNode } from '../roundup/compare-node.ts'
import type { ContentFiles } from '../roundup/content-files.ts'
import type { ExportFault } from '../roundup/export-faults.ts'
import type { ExportedClass } from '../roundup/exported-class.ts'
import type { LiteralNode } from '../roundup/literal-nodes.ts'
import { LiteralNodes } from '../roundup/literal-nodes.ts'
import { RoundupExport } from '../roundup/roundup-export.ts'
import type { ClassSchema, Tracker } from '../schema/tracker.ts'
import type { Database, Sql } from '../store/database.ts'
import { part, run } from '../store/filter/fragment.ts'
import type { StoredBack, StoredEntry } from '../store/load/read-back.ts'
import { readEntriesBack, readKeptEntries, readNodesBack } from '../store/load/read-back.ts'
import type { Io } from './command.ts'
import { Progress } from './import-progress.ts'

/** Differences of which each class tells the first few. */
const MAX_LISTED = 10

export interface ClassComparison {
  readonly name: string
  nodes: number
  entries: number
  files: number
  differences: number
  readonly first: string[]
}

export interface Comparison {
  readonly classes: readonly ClassComparison[]
  /** What could not be read of the export. */
  readonly faults: readonly ExportFault[]
}

/** Compares every value, history entry and file of an export with the tracker, in one consistent view of it. */
export async function verifyExport(
  directory: string,
  database: Database,
  tracker: Tracker,
  io: Io,
): Promise<Comparison> {
  const roundup = new RoundupExport(directory, tracker.classes)
  const progress = new Progress(io)
  progress.begin(
    roundup.classes.map(({ schema, rows, entries }) => ({ name: schema.name, nodes: rows.count, entries })),
  )
  try {
    const classes = await database.transaction(async (sql) => {
      await run(sql, part`set transaction isolation level repeatable read read only`)
      await run(sql, part`set local statement_timeout = 0`)
      const compared: ClassComparison[] = []
      for (const exported of roundup.classes) {
        const comparer = new ClassComparer(sql, exported, roundup.contentOf(exported))
        compared.push(await comparer.compare((nodes) => progress.advance(exported.schema.name, nodes, false)))
        progress.advance(exported.schema.name, exported.rows.count, true)
      }
      return compared
    })
    return { classes, faults: roundup.faults.listed }
  } finally {
    roundup.close()
  }
}

const TOLD_NODES = 1000

class ClassComparer {
  readonly #sql: Sql
  readonly #exported: ExportedClass
  readonly #schema: ClassSchema
  readonly #files: ContentFiles | null
  readonly #result: ClassComparison

  constructor(sql: Sql, exported: ExportedClass, files: ContentFiles | null) {
    this.#sql = sql
    this.#exported = exported
    this.#schema = exported.schema
    this.#files = files
    this.#result = { name: exported.schema.name, nodes: 0, entries: 0, files: 0, differences: 0, first: [] }
  }

  /** Both sides come by ascending id, so one walk through them finds what differs and what is missing. */
  async compare(onProgress: (nodes: number) => void): Promise<ClassComparison> {
    const nodes = new Ahead(readNodesBack(this.#sql, this.#schema))
    const entries = new Ahead(readEntriesBack(this.#sql, this.#schema.name))
    const keptEntries = await readKeptEntries(this.#sql, this.#schema.name)
    for (const exported of new LiteralNodes(this.#exported).nodes()) {
      while ((await nodes.peek()) && nodes.value!.id < exported.id)
        this.#note(missingNode(this.#schema, nodes.take(), 'export'))
      const held = nodes.value?.id === exported.id ? nodes.take() : null
      if (exported.cells) this.#compareNode(exported, exported.cells, held)
      else if (held) this.#note(missingNode(this.#schema, exported, 'export'))
      await this.#compareHistory(exported, entries, keptEntries)
      if (++this.#result.nodes % TOLD_NODES === 0) onProgress(this.#result.nodes)
    }
    while (await nodes.peek()) this.#note(missingNode(this.#schema, nodes.take(), 'export'))
    while (await entries.peek()) this.#noteEntry(entries.take())
    return this.#result
  }

  #compareNode(exported: LiteralNode, cells: NonNullable<LiteralNode['cells']>, held: StoredBack | null): void {
    if (!held) return this.#note(missingNode(this.#schema, exported, 'tracker'))
    for (const difference of compareRow(this.#schema, cells, held)) this.#note(difference)
    if (this.#files) this.#compareContent(exported.id, this.#files, held)
  }

  #compareContent(id: number, files: ContentFiles, { content }: StoredBack): void {
    const name = files.nameOf(id)
    const bytes = files.read(id)
    this.#result.files++
    if (!bytes) return this.#note(`${name} is missing`)
    if (!content) return this.#note(`${name}: ${bytes.length} bytes in the export, no content in the tracker`)
    if (content.size !== bytes.length)
      return this.#note(`${name}: ${bytes.length} bytes in the export, ${content.size} in the tracker`)
    if (!content.hash.equals(hash('sha256', bytes, 'buffer')))
      this.#note(`${name}: its ${bytes.length} bytes are others in the tracker`)
  }

  async #compareHistory(
    exported: LiteralNode,
    entries: Ahead<StoredEntry>,
    kept: ReadonlyMap<number, string>,
  ): Promise<void> {
    const { id } = exported
    while ((await entries.peek()) && entries.value!.node < id) this.#noteEntry(entries.take())
    for (const line of exported.entries) {
      this.#result.entries++
      await entries.peek()
      if (entries.value?.node !== id) {
        this.#note(`history of ${this.#schema.name}${id}: an entry of the export is not in the tracker`)
        continue
      }
      const entry = entries.take()
      const difference = compareEntry(this.#schema, id, line, heldEntry(entry, kept.get(entry.sequence) ?? null))
      if (difference !== null) this.#note(difference)
    }
    while ((await entries.peek()) && entries.value!.node === id) this.#noteEntry(entries.take())
  }

  #noteEntry(entry: StoredEntry): void {
    this.#note(
      `history of ${this.#schema.name}${entry.node}: the ${entry.action} of ${entry.at.toISOString()} is not in the export`,
    )
  }

  #note(difference: string): void {
    this.#result.differences++
    if (this.#result.first.length < MAX_LISTED) this.#result.first.push(difference)
  }
}

function heldEntry({ at, actor, actorName, action, changes, linker }: StoredEntry, literal: string | null): HeldEntry {
  return { at, actor, actorName, action, changes: changes as HeldEntry['changes'], linker, literal }
}

/** Looks one value ahead. */
class Ahead<T> {
  /** The value that is next, after {@link peek}; undefined at the end. */
  value: T | undefined
  readonly #values: AsyncGenerator<T, void>
  #isEnded = false

  constructor(values: AsyncGenerator<T, void>) {
    this.#values = values
  }

  async peek(): Promise<boolean> {
    if (this.value !== undefined || this.#isEnded) return this.value !== undefined
    const next = await this.#values.next()
    if (next.done) this.#isEnded = true
    else this.value = next.value
    return this.value !== undefined
  }

  take(): T {
    const { value } = this
    this.value = undefined
    return value!
  }
}
