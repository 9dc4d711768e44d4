import type { PropertySchema } from '../schema/tracker.ts'
import { CsvCells } from './csv-cells.ts'
import { instantOf } from './decode-value.ts'
import type { KeptReason } from './decode-value.ts'
import type { ExportedClass } from './exported-class.ts'
import { holdsPasswordHash } from './history.ts'
import type { IdSet } from './id-set.ts'
import { LiteralError } from './literal-error.ts'
import { idOf, idOfCell } from './literal-id.ts'
import { cellText } from './literal-text.ts'
import type { Literal } from './python-literal.ts'
import { LiteralReader, Tuple } from './python-literal.ts'

/** One line of a journal, read but not yet put together with the lines after it. */
export interface RawEntry {
  readonly at: number
  readonly actor: number | null
  readonly actorName: string | null
  readonly action: string
  readonly params: Literal
  /** The params as they are written; asked for only when they are unusual. */
  readonly text: string | null
  readonly kept: { readonly literal: string; readonly reason: KeptReason } | null
}

const CELLS = 5

/** Reads the lines of one class's journal. */
export class EntryDecoder {
  readonly #exported: ExportedClass
  readonly #properties: ReadonlyMap<string, PropertySchema>
  readonly #users: IdSet
  readonly #cells = new CsvCells()
  readonly #literals = new LiteralReader()

  constructor(exported: ExportedClass, users: IdSet) {
    this.#exported = exported
    this.#properties = exported.schema.properties
    this.#users = users
  }

  /** @returns null when something in the line is wrong, which is among the faults then. */
  read(bytes: Buffer, start: number, end: number, offset: number): RawEntry | null {
    const cells = this.#cells.open(bytes, start, end)
    try {
      return this.#entry()
    } catch (error) {
      if (!(error instanceof LiteralError)) throw error
      this.#exported.fault(this.#exported.journalFile, offset, cells.columnOf(error.at), error.message)
      return null
    }
  }

  #entry(): RawEntry {
    this.#cells.next()
    this.#literals.flaws.length = 0
    const date = this.#literal('date')
    const at = date instanceof Tuple ? instantOf(date.items) : null
    if (at === null) throw this.#wrong('the second cell is the date, (year, month, day, hour, minute, second, 0, 0, 0)')
    const user = this.#user()
    const action = this.#literal('action')
    if (typeof action !== 'string') throw this.#wrong("the fourth cell is the action, as in 'set'")
    if (this.#literals.flaws.length > 0)
      throw this.#wrong('the user and the action of an entry are UTF-8 without NUL characters')
    const params = this.#literal('parameters')
    const text = this.#unusual(action, params)
    const kept = this.#kept(params)
    if (this.#cells.next()) throw this.#wrong(`an entry of a journal has ${CELLS} cells`)
    const isKnown = typeof user === 'number' && this.#users.has(user)
    return {
      at,
      actor: isKnown ? user : null,
      actorName: isKnown || user === null ? null : String(user),
      action,
      params,
      text,
      kept,
    }
  }

  #literal(name: string): Literal {
    const cells = this.#cells
    if (!cells.next()) throw this.#endsBefore(name)
    return this.#literals.read(cells.bytes, cells.start, cells.end)
  }

  #endsBefore(name: string): LiteralError {
    return new LiteralError(`the line ends before the ${name} of the entry`, this.#cells.end)
  }

  #wrong(message: string): LiteralError {
    return new LiteralError(message, this.#cells.start)
  }

  /** An id, or what else an entry calls its author. */
  #user(): number | string | null {
    const cells = this.#cells
    if (!cells.next()) throw this.#endsBefore('user')
    const id = idOfCell(cells.bytes, cells.start, cells.end)
    if (id !== null) return id
    const user = this.#literals.read(cells.bytes, cells.start, cells.end)
    if (user !== null && typeof user === 'object') throw this.#wrong('the third cell is the user who did it')
    return idOf(user) ?? (user === null ? null : String(user))
  }

  /** Entries of the usual forms are told by the columns of the journal; the rest by how they are written. */
  #unusual(action: string, params: Literal): string | null {
    if (action === 'set' ? params instanceof Map : action === 'create' && params instanceof Map && params.size === 0)
      return null
    if ((action === 'link' || action === 'unlink') && isLinker(params)) return null
    if ((action === 'retired' || action === 'restored') && params === null) return null
    return cellText(this.#cells.bytes.subarray(this.#cells.start, this.#cells.end))
  }

  #kept(params: Literal): RawEntry['kept'] {
    const [flaw] = this.#literals.flaws
    const hash = params instanceof Map && holdsPasswordHash(params, this.#properties)
    if (flaw === undefined && !hash) return null
    return {
      literal: cellText(this.#cells.bytes.subarray(this.#cells.start, this.#cells.end)),
      reason: flaw ?? 'password-hash',
    }
  }
}

/** `('issue', '3', 'dependson')`: who links here. */
export function isLinker(params: Literal): params is Tuple {
  if (!(params instanceof Tuple) || params.items.length !== 3) return false
  const [className, id, property] = params.items
  return typeof className === 'string' && idOf(id!) !== null && typeof property === 'string'
}
