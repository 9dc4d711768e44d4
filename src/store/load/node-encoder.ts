import type { Value } from '../../schema/property.ts'
import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import type { Interval } from '../../values/interval.ts'
import { intervalSeconds, printInterval } from '../../values/interval.ts'
import { CopyRows } from './copy-rows.ts'
import type { LoadEntry, LoadNode } from './load-node.ts'
import type { LoadTable } from './load-tables.ts'
import { DANGLING, JOURNAL, loadTables, multilinkTable, storedProperties } from './load-tables.ts'

/** Takes rows of a table of the load, by its place in {@link loadTables}. */
export type TakeTableRows = (table: number, bytes: Uint8Array) => void

type Writer = (value: Value, id: number) => void

/** Turns nodes into rows of COPY, for all classes of one load. */
export class NodeEncoder {
  /** Of the last entry of the journal. */
  sequence = 0
  /** Of each class the largest id that a node or a history names: none of them may be given out again. */
  readonly largestIds = new Map<string, number>()
  /** How often something went beside its node, by reason. */
  readonly kept = new Map<string, number>()
  readonly #tables: readonly LoadTable[]
  readonly #take: TakeTableRows
  readonly #journal: CopyRows
  readonly #dangling: CopyRows

  constructor(classes: Iterable<ClassSchema>, take: TakeTableRows) {
    this.#tables = loadTables(classes)
    this.#take = take
    this.#journal = this.#rowsOf(JOURNAL)
    this.#dangling = this.#rowsOf(DANGLING)
  }

  /** Writes the nodes of one class: call the result for each, and `finish` after the last. */
  openClass(schema: ClassSchema): ClassEncoder {
    const table = this.#tables.find((candidate) => candidate.name === schema.name)!
    const rows = this.#rowsOf(table)
    const stored = storedProperties(schema)
    const multilinks = stored
      .filter((property) => property.type === 'multilink')
      .map((property) => this.#rowsOf(multilinkTable(schema, property)))
    let multilink = 0
    const writers = stored.map((property) => (property.type === 'multilink' ? null : columnWriter(rows, property)))
    const linkWriters = stored.map((property) =>
      property.type === 'multilink' ? linkWriter(multilinks[multilink++]!) : null,
    )
    return {
      write: (node, contentHash) => {
        this.#noteId(schema.name, node.id)
        if (node.row) {
          rows.begin()
          rows.integer(node.id)
          const { values, retired, kept } = node.row
          for (let at = 0; at < writers.length; at++) writers[at]?.(values[at]!, node.id)
          rows.boolean(retired)
          if (schema.hasContent) rows.bytes(contentHash)
          for (let at = 0; at < linkWriters.length; at++) linkWriters[at]?.(values[at]!, node.id)
          for (const { property, value, reason } of kept) this.#writeKept(schema.name, node.id, property, value, reason)
        }
        for (const entry of node.entries) this.#writeEntry(schema.name, node.id, entry)
      },
      finish: () => {
        for (const table of [rows, ...multilinks, this.#journal, this.#dangling]) table.flush()
      },
    }
  }

  #rowsOf(table: LoadTable): CopyRows {
    const index = this.#tables.findIndex((candidate) => candidate.name === table.name)
    return new CopyRows(table.columns.length, (bytes) => this.#take(index, bytes))
  }

  #writeEntry(className: string, node: number, entry: LoadEntry): void {
    const rows = this.#journal
    rows.begin()
    rows.bigint(++this.sequence)
    rows.text(className)
    rows.integer(node)
    rows.instant(entry.at)
    rows.integer(entry.actor)
    rows.text(entry.actorName)
    rows.text('import')
    rows.text(entry.action)
    rows.json(entry.changes)
    rows.text(entry.linkerClass)
    rows.integer(entry.linkerNode)
    rows.text(entry.linkerProperty)
    if (entry.linkerNode !== null) this.#noteId(entry.linkerClass!, entry.linkerNode)
    if (entry.kept) {
      const { literal, reason } = entry.kept
      this.#writeKept(className, node, '', { sequence: this.sequence, literal }, reason)
    }
  }

  #writeKept(className: string, node: number, property: string, value: unknown, reason: string): void {
    const rows = this.#dangling
    rows.begin()
    rows.text(className)
    rows.integer(node)
    rows.text(property)
    rows.json(JSON.stringify(value))
    rows.text(reason)
    this.kept.set(reason, (this.kept.get(reason) ?? 0) + 1)
  }

  #noteId(className: string, id: number): void {
    if (id > (this.largestIds.get(className) ?? 0)) this.largestIds.set(className, id)
  }
}

export interface ClassEncoder {
  /** `contentHash` is that of a message's or file's bytes; null where the class has none. */
  write(node: LoadNode, contentHash: Uint8Array | null): void
  finish(): void
}

function linkWriter(rows: CopyRows): Writer {
  return (value, id) => {
    for (const target of value as readonly number[]) {
      rows.begin()
      rows.integer(id)
      rows.integer(target)
    }
  }
}

function columnWriter(rows: CopyRows, property: PropertySchema): Writer {
  switch (property.type) {
    case 'string':
    case 'password':
      return (value) => rows.text(value as string | null)
    case 'boolean':
      return (value) => rows.boolean(value as boolean | null)
    case 'number':
      return property.definition.type === 'number' && property.definition.double
        ? (value) => rows.double(value as number | null)
        : (value) => rows.real(value as number | null)
    case 'integer':
    case 'link':
      return (value) => rows.integer(value as number | null)
    case 'date':
      return (value) => rows.instant(value === null ? null : (value as Date).getTime())
    case 'interval':
      return (value) => {
        const interval = value as Interval | null
        rows.text(interval && printInterval(interval))
        rows.bigint(interval && intervalSeconds(interval))
      }
    case 'multilink':
      throw new TypeError(`The multilink ${property.name} has a table, not a column`)
  }
}
