import type { LinkCell } from '../../schema/read-query.ts'
import type { Tracker } from '../../schema/tracker.ts'
import { linkedRows, predicateSql } from './condition-sql.ts'
import { allOf, FALSE, join, part, quoted, raw, TRUE } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { classOrder } from './order-sql.ts'
import { classNamed, column, openScope, table } from './scope.ts'
import type { Compilation, Scope } from './scope.ts'

/** The nodes of a small class as links show them, with their place in the class's order. */
export type NodeTable = ReadonlyMap<number, { readonly cell: LinkCell; readonly rank: number }>

/**
 * Classes of values (statuses, components, keywords) have so few nodes that reading all of them, 15 µs, is
 * cheaper than finding out which of them a page needs.
 */
const SMALL = 200

/** Thrown when a class proved to be large: the page has to be read again, this time with joins. */
export class ClassHasGrown extends Error {}

interface Memory {
  readonly large: Set<string>
  /** The last answer for a class, already read: it is the same for most pages. */
  readonly last: Map<string, { readonly text: string; readonly nodes: NodeTable }>
}
const memories = new WeakMap<Tracker, Memory>()

function memoryOf(tracker: Tracker): Memory {
  let memory = memories.get(tracker)
  if (!memory) memories.set(tracker, (memory = { large: new Set(), last: new Map() }))
  return memory
}

/** Whether the class had few nodes whenever this process looked. Classes with threads, content or logins never count. */
export function isSmall(tracker: Tracker, className: string): boolean {
  return classNamed(tracker, className).kind === 'plain' && !memoryOf(tracker).large.has(className)
}

/** How many classes are known not to be small. */
export function largeClasses(tracker: Tracker): number {
  return memoryOf(tracker).large.size
}

/** All nodes of a small class, and one more than that if it is large after all. */
export function nodeTableSql(compiled: Compilation, className: string): Fragment {
  const target = openScope(compiled, className)
  const order = classOrder(target)
  const triple = part`json_build_array(${column(target, 'id')}, ${labelSql(target)}, ${column(target, '_retired')})`
  const from = join([table(target), ...order.joins], ' ')
  return part`select json_agg(s.node)::text from (select ${triple} as node from ${from} order by ${order.terms} limit ${raw(String(SMALL + 1))}) s`
}

/** @throws {ClassHasGrown} */
export function readNodeTable(tracker: Tracker, className: string, text: string | null): NodeTable {
  if (text === null) return new Map()
  const { last, large } = memoryOf(tracker)
  const known = last.get(className)
  if (known?.text === text) return known.nodes

  const triples = JSON.parse(text) as [number, string | null, boolean][]
  if (triples.length > SMALL) {
    large.add(className)
    throw new ClassHasGrown(className)
  }
  const nodes = new Map(triples.map(([id, label, retired], rank) => [id, { cell: { id, label, retired }, rank }]))
  last.set(className, { text, nodes })
  return nodes
}

/** What names the node to the reader; its designator where that is empty, null where the reader may not know. */
export function labelSql(target: Scope): Fragment {
  const visibility = target.compilation.reader.visibility(target.schema.name)
  const { label } = visibility
  if (label === null) return raw('null::text')
  const may = allOf([linkedRows(target), predicateSql(target, visibility.property(label))])
  if (may === FALSE) return raw('null::text')
  const text = label === 'id' ? part`${column(target, 'id')}::text` : textOrDesignator(target, label)
  return may === TRUE ? text : part`case when ${may} then ${text} end`
}

function textOrDesignator(target: Scope, label: string): Fragment {
  const designator = `'${target.schema.name}' || ${target.alias}.${quoted('id')}`
  return part`coalesce(nullif(${column(target, label)}::text, ''), ${raw(designator)})`
}
