import { HIDDEN } from '../../schema/read-query.ts'
import type { Cell, LinkCell } from '../../schema/read-query.ts'
import type { PropertySchema } from '../../schema/tracker.ts'
import { readInterval } from '../../values/interval.ts'
import { FALSE, join, part, raw, TRUE } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { isSmall, labelSql, nodeTableSql, readNodeTable } from './linked-nodes.ts'
import type { NodeTable } from './linked-nodes.ts'
import { classOrder } from './order-sql.ts'
import { linkClauses, pathSql } from './path-sql.ts'
import type { PathSql } from './path-sql.ts'
import { column, openScope, propertyOf, table } from './scope.ts'
import type { Scope } from './scope.ts'

/** The nodes that a statement reads cells of. */
export interface PageNodes {
  /** Stands behind `=`: any of their ids. */
  readonly ids: Fragment
  /** Holds for the first row alone. */
  readonly isFirst: Fragment
}
/** A row as the driver gives it. */
export type RawRow = Readonly<Record<string, unknown>>
/** What is read once for a page and stands in its first row: nodes of small classes, multilinks. */
interface Shared {
  readonly tables: ReadonlyMap<string, NodeTable>
  readonly links: ReadonlyMap<string, ReadonlyMap<number, readonly LinkCell[]>>
}
type Decode = (row: RawRow, shared: Shared) => Cell

/**
 * The columns of a page: what its statement selects for them, and how a row of the answer becomes cells.
 *
 * Links to small classes (statuses, components) are read as ids beside one list of the whole class, those to large
 * ones (people, issues) are joined. Multilinks are read for all rows at once. Per page of 50 rows that is a third of
 * the work of a subquery for each cell.
 */
export class PageCells {
  readonly #scope: Scope
  readonly #page: PageNodes
  readonly #terms: Fragment[] = []
  readonly #joins: Fragment[] = []
  readonly #known = new Map<string, string>()
  readonly #tables = new Map<string, string>()
  readonly #links = new Map<
    string,
    (answer: unknown, shared: Shared['tables']) => ReadonlyMap<number, readonly LinkCell[]>
  >()
  readonly #decoders: readonly Decode[]

  constructor(scope: Scope, columns: readonly (readonly string[])[], page: PageNodes) {
    this.#scope = scope
    this.#page = page
    this.#decoders = columns.map((path) => this.#column(path))
  }

  /** `, … as c0, … as c1` */
  get terms(): Fragment {
    return join([raw(''), ...this.#terms], ', ')
  }

  get joins(): Fragment {
    return join([raw(''), ...this.#joins], ' ')
  }

  readShared(firstRow: RawRow): Shared {
    const { tracker } = this.#scope.compilation
    const tables = new Map<string, NodeTable>()
    for (const [className, alias] of this.#tables)
      tables.set(className, readNodeTable(tracker, className, firstRow[alias] as string | null))
    const links = new Map<string, ReadonlyMap<number, readonly LinkCell[]>>()
    for (const [alias, read] of this.#links) links.set(alias, read(firstRow[alias], tables))
    return { tables, links }
  }

  cells(row: RawRow, shared: Shared): Cell[] {
    const cells = new Array<Cell>(this.#decoders.length)
    for (let index = 0; index < cells.length; index++) cells[index] = this.#decoders[index]!(row, shared)
    return cells
  }

  #column(path: readonly string[]): Decode {
    const read = pathSql(this.#scope, path)
    if (read.may === FALSE) return () => HIDDEN
    const decode = this.#decode(path, read)
    if (read.may === TRUE) return decode
    const seen = this.#select(read.may)
    return (row, shared) => (row[seen] === true ? decode(row, shared) : HIDDEN)
  }

  #decode(path: readonly string[], { value, holds, to, may }: PathSql): Decode {
    if (holds === 'links' && path.length === 1) return this.#multilink(propertyOf(this.#scope.schema, path[0]!))
    const seen = may === TRUE ? value : part`case when ${may} then ${value} end`
    if (holds === 'links') return this.#linkList(seen, to!)
    if (holds === 'link') return this.#link(seen, to!)
    const alias = this.#select(seen)
    if (holds === 'interval') return (row) => (row[alias] === null ? null : readInterval(row[alias] as string))
    return (row) => row[alias] as Cell
  }

  #link(value: Fragment, className: string): Decode {
    const id = this.#select(value)
    if (isSmall(this.#scope.compilation.tracker, className)) {
      this.#table(className)
      return (row, { tables }) => cellOf(tables.get(className)!, row[id] as number | null)
    }
    const target = openScope(this.#scope.compilation, className)
    this.#joins.push(part`left join ${table(target)} on ${column(target, 'id')} = ${value}`)
    const label = this.#select(labelSql(target))
    const retired = this.#select(column(target, '_retired'))
    return (row) =>
      row[id] === null
        ? null
        : { id: row[id] as number, label: row[label] as string | null, retired: row[retired] === true }
  }

  /** All targets of the page's nodes at once, in the linked class's order. */
  #multilink(property: PropertySchema): Decode {
    const className = property.to!
    const { near, far, target, clauses } = linkClauses(this.#scope, property, this.#page.ids)
    if (isSmall(this.#scope.compilation.tracker, className)) {
      this.#table(className)
      const alias = this.#once(part`select json_agg(json_build_array(${near}, ${far})) ${clauses([])}`)
      this.#links.set(alias, (pairs, tables) => groupPairs(pairs as [number, number][] | null, tables.get(className)!))
      return (row, { links }) => links.get(alias)!.get(row['_id'] as number) ?? []
    }
    const order = classOrder(target)
    const four = part`json_build_array(${near}, ${far}, ${labelSql(target)}, ${column(target, '_retired')})`
    const alias = this.#once(
      part`select json_agg(${four} order by ${order.terms}) ${clauses([target, ...order.joins])}`,
    )
    this.#links.set(alias, (fours) => groupCells(fours as LinkedFour[] | null))
    return (row, { links }) => links.get(alias)!.get(row['_id'] as number) ?? []
  }

  /** Links at the ends of a path that branches, as an array of ids for each row. */
  #linkList(ids: Fragment, className: string): Decode {
    const target = openScope(this.#scope.compilation, className)
    const order = classOrder(target)
    const triple = part`json_build_array(${column(target, 'id')}, ${labelSql(target)}, ${column(target, '_retired')})`
    const from = join([table(target), ...order.joins], ' ')
    const alias = this.#select(
      part`(select json_agg(${triple} order by ${order.terms}) from ${from} where ${column(target, 'id')} = any(${ids}))`,
    )
    return (row) => ((row[alias] ?? []) as Triple[]).map(([id, label, retired]) => ({ id, label, retired }))
  }

  #table(className: string): void {
    if (!this.#tables.has(className))
      this.#tables.set(className, this.#once(nodeTableSql(this.#scope.compilation, className)))
  }

  /** A select whose one value belongs to the page as a whole. */
  #once(select: Fragment): string {
    return this.#select(part`case when ${this.#page.isFirst} then (${select}) end`)
  }

  /** The alias of an expression in the answer; the same text is selected once. */
  #select(expression: Fragment): string {
    const key = expression.values.length === 0 ? expression.texts[0]! : null
    const known = key === null ? undefined : this.#known.get(key)
    if (known) return known
    const alias = `c${this.#terms.length}`
    this.#terms.push(part`${expression} as ${raw(alias)}`)
    if (key !== null) this.#known.set(key, alias)
    return alias
  }
}

type Triple = readonly [id: number, label: string | null, retired: boolean]
type LinkedFour = readonly [node: number, id: number, label: string | null, retired: boolean]

function cellOf(nodes: NodeTable, id: number | null): LinkCell | null {
  return id === null ? null : (nodes.get(id)?.cell ?? { id, label: null, retired: false })
}

function groupPairs(
  pairs: readonly (readonly [number, number])[] | null,
  nodes: NodeTable,
): ReadonlyMap<number, readonly LinkCell[]> {
  const ranked = new Map<number, { cell: LinkCell; rank: number }[]>()
  for (const [node, id] of pairs ?? []) {
    const linked = nodes.get(id) ?? { cell: { id, label: null, retired: false }, rank: Infinity }
    const group = ranked.get(node)
    if (group) group.push(linked)
    else ranked.set(node, [linked])
  }
  const cells = new Map<number, readonly LinkCell[]>()
  for (const [node, group] of ranked) {
    if (group.length > 1) group.sort((a, b) => a.rank - b.rank)
    cells.set(
      node,
      group.map(({ cell }) => cell),
    )
  }
  return cells
}

function groupCells(fours: readonly LinkedFour[] | null): ReadonlyMap<number, readonly LinkCell[]> {
  const cells = new Map<number, LinkCell[]>()
  for (const [node, id, label, retired] of fours ?? []) {
    const group = cells.get(node)
    if (group) group.push({ id, label, retired })
    else cells.set(node, [{ id, label, retired }])
  }
  return cells
}
