import { EntryDecoder, isLinker } from './entry-decoder.ts'
import type { RawEntry } from './entry-decoder.ts'
import type { ExportedEntry, ExportedNode } from './exported-node.ts'
import type { ExportedClass } from './exported-class.ts'
import { storableText } from './decode-value.ts'
import { reconstructChanges } from './history.ts'
import type { IdSet } from './id-set.ts'
import { idOf } from './literal-id.ts'
import type { Literal } from './python-literal.ts'
import { RowDecoder } from './row-decoder.ts'

/** A history of more bytes is read twice rather than held: a status may be linked from every issue. */
const HELD_BYTES = 4 << 20
const NEWLINE = 10
const RETURN = 13

/** Goes through one class of an export by ascending id, row and history of a node together. */
export class NodeReader {
  readonly #exported: ExportedClass
  readonly #rows: RowDecoder | null
  readonly #entries: EntryDecoder

  constructor(exported: ExportedClass, idsOf: (className: string) => IdSet) {
    this.#exported = exported
    this.#rows = exported.header && new RowDecoder(exported, exported.header.columns, idsOf)
    this.#entries = new EntryDecoder(exported, idsOf('user'))
  }

  /** A node is good until the next one is asked for. Nodes with a fault are left out, the fault is noted. */
  *nodes(): Generator<ExportedNode, void> {
    const { rows, history } = this.#exported
    let row = 0
    let first = 0
    while (row < rows.count || first < history.count) {
      const id = Math.min(
        row < rows.count ? rows.ids[row]! : Infinity,
        first < history.count ? history.ids[first]! : Infinity,
      )
      const hasRow = row < rows.count && rows.ids[row] === id
      let last = first
      while (last < history.count && history.ids[last] === id) last++
      this.#rows?.forget()
      const read = hasRow ? (this.#rows?.read(rows.offsets[row]!, rows.lengths[row]!) ?? null) : null
      const node = { id, row: read, entries: this.#historyOf(first, last) }
      if (hasRow && read === null) for (const _ of node.entries);
      else yield node
      if (hasRow) row++
      first = last
    }
  }

  #historyOf(first: number, last: number): Iterable<ExportedEntry> {
    if (first === last) return []
    const { lengths } = this.#exported.history
    let bytes = 0
    for (let at = first; at < last; at++) bytes += lengths[at]!
    const held = bytes <= HELD_BYTES ? [...this.#rawEntries(first, last)] : null
    return this.#finished(() => held ?? this.#rawEntries(first, last))
  }

  *#rawEntries(first: number, last: number): Generator<RawEntry, void> {
    const { offsets, lengths } = this.#exported.history
    for (let stretch = first; stretch < last; stretch++) {
      const offset = offsets[stretch]!
      const bytes = this.#exported.journalFile.slice(offset, lengths[stretch]!)
      for (let at = 0; at < bytes.length;) {
        const end = rowEnd(bytes, at)
        const stop = end > at && bytes[end - 1] === RETURN ? end - 1 : end
        const entry = stop > at ? this.#entries.read(bytes, at, stop, offset + at) : null
        if (entry) yield entry
        at = end + 1
      }
    }
  }

  *#finished(entries: () => Iterable<RawEntry>): Generator<ExportedEntry, void> {
    const sets: ReadonlyMap<string, Literal>[] = []
    for (const entry of entries()) if (isSet(entry)) sets.push(entry.params as ReadonlyMap<string, Literal>)
    const changes = reconstructChanges(sets, this.#exported.schema.properties, this.#rows?.current ?? (() => undefined))
    let set = 0
    for (const entry of entries()) yield finish(entry, isSet(entry) ? JSON.stringify(changes[set++]) : null)
  }
}

function isSet(entry: RawEntry): boolean {
  return entry.action === 'set' && entry.text === null
}

function finish(entry: RawEntry, changes: string | null): ExportedEntry {
  const { at, actor, actorName, action, params, text, kept } = entry
  const storable = kept === null ? (word: string) => word : storableText
  const linker = text === null && isLinker(params) ? params.items : null
  return {
    at,
    actor,
    actorName,
    action,
    changes: text === null ? changes : JSON.stringify({ '@params': text }),
    linkerClass: linker ? storable(linker[0] as string) : null,
    linkerNode: linker ? idOf(linker[1]!) : null,
    linkerProperty: linker ? storable(linker[2] as string) : null,
    kept,
  }
}

/** As a file's rows end: a line end within quotes belongs to the row. */
function rowEnd(bytes: Buffer, from: number): number {
  let odd = false
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === NEWLINE && !odd) return at
    if (byte === 0x22) odd = !odd
  }
  return bytes.length
}
