import type { ClassSchema, PropertySchema } from '../schema/tracker.ts'
import type { Value } from '../schema/property.ts'
import { RETIRED_COLUMN } from './class-columns.ts'
import { encodeHistoryValue, encodeProperty } from './encode-value.ts'
import type { Json } from './history-value.ts'
import type { LiteralNode } from './literal-nodes.ts'
import type { Literal } from './python-literal.ts'
import { parseLiteral, Tuple } from './python-literal.ts'
import { pythonRepr } from './python-repr.ts'
import { sameLiteral, sameValue } from './same-literal.ts'

/** A node as a tracker holds it. */
export interface HeldNode {
  readonly id: number
  readonly retired: boolean
  /** Stored and computed properties, by name. */
  readonly values: ReadonlyMap<string, Value>
  /** What stands beside the node. */
  readonly kept: readonly HeldKept[]
}

export interface HeldKept {
  readonly property: string
  readonly value: unknown
}

export interface HeldEntry {
  readonly at: Date
  readonly actor: number | null
  readonly actorName: string | null
  readonly action: string
  readonly changes: Readonly<Record<string, Json>> | null
  readonly linker: { readonly className: string; readonly id: number; readonly property: string } | null
  /** The parameters as the export wrote them, where the journal could not hold them. */
  readonly literal: string | null
}

/** One thing in which export and tracker differ. */
export type Difference = string

const LONGEST_SHOWN = 200

/** @returns a sentence for each value of the row that differs. */
export function compareRow(schema: ClassSchema, exported: ReadonlyMap<string, Literal>, held: HeldNode): Difference[] {
  const differences: Difference[] = []
  for (const [name, literal] of exported) {
    if (name === 'id') continue
    const property = schema.properties.get(name)
    const own = name === RETIRED_COLUMN ? held.retired : property ? heldLiteral(property, held) : null
    if (name === RETIRED_COLUMN ? !sameLiteral(literal, own) : !sameUnknown(property, literal, own))
      differences.push(
        `${schema.name}${held.id} ${name}: ${shown(literal)} in the export, ${shown(own)} in the tracker`,
      )
  }
  return differences
}

function sameUnknown(property: PropertySchema | undefined, literal: Literal, own: Literal): boolean {
  return property
    ? sameValue(property, literal, own)
    : literal === null || (Array.isArray(literal) && literal.length === 0)
}

/** The property as Roundup would export it, with what stands beside the node in its place. */
function heldLiteral(property: PropertySchema, held: HeldNode): Literal {
  const kept = held.kept.filter((one) => one.property === property.name)
  const own = encodeProperty(property, held.values.get(property.name) ?? null)
  if (property.type === 'multilink') return [...((own as readonly Literal[] | null) ?? []), ...kept.flatMap(keptLinks)]
  return kept.length > 0 ? keptLiteral(kept[0]!) : own
}

function keptLiteral({ value }: HeldKept): Literal {
  return typeof value === 'number' ? String(value) : parseLiteral((value as { literal: string }).literal)
}

/** A whole cell of links is kept once for each link of it that leads nowhere. */
function keptLinks(kept: HeldKept): readonly Literal[] {
  const literal = keptLiteral(kept)
  return Array.isArray(literal) ? literal : [literal]
}

/** @returns a sentence where the entries differ, or null. */
export function compareEntry(
  schema: ClassSchema,
  id: number,
  exported: readonly Literal[],
  held: HeldEntry,
): Difference | null {
  const [, date, user, action, params] = exported
  const own = [
    encodeProperty(AT, held.at),
    held.actor === null ? held.actorName : String(held.actor),
    held.action,
    heldParams(schema, held),
  ] as const
  const isSame =
    sameValue(AT, date ?? null, own[0]) &&
    (user === null || user === undefined ? own[1] === null : String(user) === own[1]) &&
    action === held.action &&
    sameParams(schema, params ?? null, own[3])
  return isSame
    ? null
    : `history of ${schema.name}${id}: ${shownAll(exported.slice(1))} in the export, ${shownAll(own)} in the tracker`
}

const AT: PropertySchema = {
  name: 'at',
  type: 'date',
  definition: { type: 'date' },
  automatic: true,
  to: null,
  computedFrom: null,
}

function heldParams(schema: ClassSchema, { action, changes, linker, literal }: HeldEntry): Literal {
  if (literal !== null) return parseLiteral(literal)
  if (linker) return new Tuple([linker.className, String(linker.id), linker.property])
  if (changes && typeof changes['@params'] === 'string') return parseLiteral(changes['@params'])
  if (changes)
    return new Map(
      Object.entries(changes).map(([name, change]) => [name, oldLiteral(schema.properties.get(name), change)]),
    )
  return action === 'create' || action === 'set' ? new Map() : null
}

/** `[old, new]` or `[old]`; or ids added and removed. */
function oldLiteral(property: PropertySchema | undefined, change: Json): Literal {
  return encodeHistoryValue(property, Array.isArray(change) ? ((change as readonly Json[])[0] ?? null) : change)
}

function sameParams(schema: ClassSchema, exported: Literal, own: Literal): boolean {
  if (exported instanceof Tuple && own instanceof Tuple) return sameLinker(exported, own) || sameLiteral(exported, own)
  if (!(exported instanceof Map) || !(own instanceof Map)) return sameLiteral(exported, own)
  const names = [...exported.keys()] as string[]
  return (
    exported.size === own.size &&
    names.every((name) => own.has(name) && sameOld(schema.properties.get(name), exported.get(name), own.get(name)))
  )
}

function sameOld(property: PropertySchema | undefined, exported: Literal, own: Literal): boolean {
  // The order of a whole list is what changed; ids of a delta may be numbers in old histories.
  if (property === undefined || property.type === 'multilink')
    return sameLiteral(withTextIds(exported), withTextIds(own))
  return sameValue(property, exported, own)
}

function withTextIds(literal: Literal): Literal {
  if (typeof literal === 'number' || typeof literal === 'bigint') return String(literal)
  if (literal instanceof Tuple) return new Tuple(literal.items.map(withTextIds))
  return Array.isArray(literal) ? literal.map(withTextIds) : literal
}

/** The id may be a number in very old histories. */
function sameLinker(exported: Tuple, own: Tuple): boolean {
  const text = ({ items }: Tuple): string => items.map(String).join('\n')
  return exported.items.length === 3 && own.items.length === 3 && text(exported) === text(own)
}

function shown(literal: Literal | undefined): string {
  const text = literal === undefined ? 'nothing' : pythonRepr(literal)
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}

function shownAll(literals: readonly Literal[]): string {
  return literals.map(shown).join(' ')
}

/** What is left to say of a node that only one of both has. */
export function missingNode(
  schema: ClassSchema,
  { id }: Pick<LiteralNode, 'id'>,
  missingIn: 'export' | 'tracker',
): Difference {
  return `${schema.name}${id} is not in the ${missingIn}`
}
