import type { SortKey } from '../../schema/filter-spec.ts'
import type { PropertySchema } from '../../schema/tracker.ts'
import { TrackerError } from '../../errors.ts'
import { allOf, join, part, raw, TRUE } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { linkedRows, predicateSql } from './condition-sql.ts'
import { column, linkTable, newAlias, openScope, propertyOf, searchPredicate, table, targetClass } from './scope.ts'
import type { Scope } from './scope.ts'

/** What a statement needs to sort by: joins for its from clause and the terms of its order by. */
export interface Order {
  readonly joins: readonly Fragment[]
  readonly terms: Fragment
  /** The terms one by one: what is sorted by, and which way. */
  readonly keys: readonly OrderKey[]
}

export interface OrderKey {
  readonly value: Fragment
  readonly direction: Fragment
}

/** How many links a sort follows from order property to order property before it takes the id. */
const DEEPEST_ORDER = 5

/**
 * Strings sort by lower case, byte by byte; what is empty comes first, and last when descending; links sort as the
 * order property of what they link to, multilinks as their first target. The id decides what is left.
 */
export function orderSql(scope: Scope, keys: readonly SortKey[]): Order {
  const joins = new Joins()
  const sorted: OrderKey[] = []
  let byId = false
  for (const key of withoutRepeats(keys)) {
    const value = sortValue(scope, key.path, joins)
    sorted.push({ value: value.sql, direction: directionOf(value, key.descending) })
    byId ||= value.unique
  }
  if (!byId) sorted.push({ value: column(scope, 'id'), direction: raw('asc') })
  const terms = sorted.map(({ value, direction }) => part`${value} ${direction}`)
  return { joins: joins.clauses, terms: join(terms, ', '), keys: sorted }
}

function withoutRepeats(keys: readonly SortKey[]): readonly SortKey[] {
  const seen = new Set<string>()
  return keys.filter(({ path }) => {
    const written = path.join('.')
    return !seen.has(written) && seen.add(written)
  })
}

/** The order in which a class's nodes stand in a cell or list: its order property as the reader sees it, then the id. */
export function classOrder(target: Scope): Omit<Order, 'keys'> {
  const joins = new Joins()
  const value = where(linkedRows(target), orderOf(target, joins, DEEPEST_ORDER, 'Cells'))
  const id = part`${column(target, 'id')} asc`
  return { joins: joins.clauses, terms: value.unique ? id : part`${sortTerm(value, false)}, ${id}` }
}

/** What nodes that link to the target's nodes sort by, and the joins that it takes. */
export interface LinkOrder {
  readonly joins: readonly Fragment[]
  readonly place: Fragment
  /** Direction and the place of what has none. */
  term(place: Fragment, descending: boolean): Fragment
}

export function linkOrder(target: Scope): LinkOrder {
  const joins = new Joins()
  const { sql } = where(linkedRows(target), { ...orderOf(target, joins, DEEPEST_ORDER, 'Sorts'), unique: false })
  return {
    joins: joins.clauses,
    place: sql,
    term: (place, descending) => sortTerm({ sql: place, nullable: true, unique: false }, descending),
  }
}

interface SortValue {
  readonly sql: Fragment
  readonly nullable: boolean
  /** The scope's own id: nothing that follows can matter. */
  readonly unique: boolean
}

/** Without `nulls` where there are none: only so does an index in the default direction fit. */
function sortTerm(value: SortValue, descending: boolean): Fragment {
  return part`${value.sql} ${directionOf(value, descending)}`
}

function directionOf({ nullable }: SortValue, descending: boolean): Fragment {
  return raw(nullable ? (descending ? 'desc nulls last' : 'asc nulls first') : descending ? 'desc' : 'asc')
}

/** Left joins, one for each link that is followed. */
class Joins {
  readonly clauses: Fragment[] = []
  readonly #targets = new Map<string, Scope>()

  follow(scope: Scope, property: PropertySchema): Scope {
    const key = `${scope.alias}.${property.name}`
    const known = this.#targets.get(key)
    if (known) return known
    const target = openScope(scope.compilation, property.to!)
    const on = allOf([part`${column(target, 'id')} = ${column(scope, property.name)}`, linkedRows(target)])
    this.clauses.push(part`left join ${table(target)} on ${on}`)
    this.#targets.set(key, target)
    return target
  }
}

/** Sorts may use what can be searched, cells what can be read: an order tells of the values that it is made by. */
type Use = 'Sorts' | 'Cells'

function mayUse(scope: Scope, property: string, use: Use): Fragment {
  if (use === 'Sorts') return predicateSql(scope, searchPredicate(scope, property, use))
  return predicateSql(scope, scope.compilation.reader.visibility(scope.schema.name).property(property))
}

/** The value where the condition holds, nothing elsewhere. */
function where(condition: Fragment, value: SortValue): SortValue {
  if (condition === TRUE || value.unique) return value
  return { sql: part`case when ${condition} then ${value.sql} end`, nullable: true, unique: false }
}

function sortValue(scope: Scope, path: readonly string[], joins: Joins): SortValue {
  const [first, ...rest] = path
  if (first === undefined) throw new TrackerError('invalid', 'A sort names a property')
  const may = mayUse(scope, first, 'Sorts')
  return where(may, first === 'id' && rest.length === 0 ? idValue(scope) : propertyValue(scope, first, rest, joins))
}

function idValue(scope: Scope): SortValue {
  return { sql: column(scope, 'id'), nullable: false, unique: true }
}

function propertyValue(scope: Scope, name: string, rest: readonly string[], joins: Joins): SortValue {
  if (name === 'content' && scope.schema.hasContent)
    throw new TrackerError('invalid', `${scope.schema.name} can't be sorted by content`)
  const property = propertyOf(scope.schema, name)
  if (property.type === 'password') throw new TrackerError('invalid', `${scope.schema.name} can't be sorted by ${name}`)
  if (property.type === 'multilink') return firstTarget(scope, property, rest)
  if (rest.length > 0 && property.type !== 'link')
    throw new TrackerError('invalid', `${scope.schema.name}.${name} is no link, so nothing can follow it`)
  if (property.type === 'link') return linkValue(scope, property, rest, joins)
  return scalarValue(scope, property)
}

function scalarValue(scope: Scope, property: PropertySchema): SortValue {
  if (property.type === 'interval')
    return { sql: column(scope, `_${property.name}_seconds`), nullable: true, unique: false }
  const value = column(scope, property.name)
  return {
    sql: property.type === 'string' ? part`lower(${value}) collate "C"` : value,
    nullable: !property.automatic,
    unique: false,
  }
}

function linkValue(scope: Scope, property: PropertySchema, rest: readonly string[], joins: Joins): SortValue {
  const path = rest.length > 0 ? rest : [targetClass(scope, property).order]
  if (path.length === 1 && path[0] === 'id') return { sql: column(scope, property.name), nullable: true, unique: false }
  const target = joins.follow(scope, property)
  const value = rest.length > 0 ? sortValue(target, rest, joins) : orderOf(target, joins, DEEPEST_ORDER, 'Sorts')
  return { ...value, nullable: true, unique: false }
}

/** What nodes of a class sort as where something links to them. */
function orderOf(target: Scope, joins: Joins, depth: number, use: Use): SortValue {
  const { order } = target.schema
  if (order === 'id' || depth === 0) return idValue(target)
  const property = propertyOf(target.schema, order)
  const may = mayUse(target, order, use)
  if (property.type === 'multilink') return idValue(target)
  if (property.type !== 'link') return where(may, scalarValue(target, property))
  const value = orderOf(joins.follow(target, property), joins, depth - 1, use)
  return where(may, { ...value, nullable: true, unique: false })
}

/** A multilink sorts as the first of its targets does, in their own order. */
function firstTarget(scope: Scope, property: PropertySchema, rest: readonly string[]): SortValue {
  const link = linkTable(scope.schema, property)
  const alias = newAlias(scope.compilation)
  const target = openScope(scope.compilation, property.to!)
  const joins = new Joins()
  const value = rest.length > 0 ? sortValue(target, rest, joins) : orderOf(target, joins, DEEPEST_ORDER, 'Sorts')
  const conditions = [raw(`${alias}.${link.near} = ${scope.alias}."id"`), linkedRows(target)]
  if (link.computed) conditions.push(raw(`not ${target.alias}._retired`))
  const on = raw(`${target.alias}."id" = ${alias}.${link.far}`)
  return {
    sql: part`(select ${value.sql} from ${raw(`${link.table} ${alias}`)} join ${table(target)} on ${on} ${join(joins.clauses, ' ')} where ${allOf(conditions)} order by ${sortTerm(value, false)} limit 1)`,
    nullable: true,
    unique: false,
  }
}
