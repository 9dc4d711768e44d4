import type { SortKey } from '../../schema/filter-spec.ts'
import type { PropertySchema } from '../../schema/tracker.ts'
import { TrackerError } from '../../errors.ts'
import { allOf, join, part, raw, TRUE } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { predicateSql, visibleRows } from './condition-sql.ts'
import { column, linkTable, newAlias, openScope, propertyOf, searchPredicate, table, targetClass } from './scope.ts'
import type { Scope } from './scope.ts'

/** What a statement needs to sort by: joins for its from clause and the terms of its order by. */
export interface Order {
  readonly joins: readonly Fragment[]
  readonly terms: Fragment
}

/** How many links a sort follows from order property to order property before it takes the id. */
const DEEPEST_ORDER = 5

/**
 * Strings sort by lower case, byte by byte; what is empty comes first, and last when descending; links sort as the
 * order property of what they link to, multilinks as their first target. The id decides what is left.
 */
export function orderSql(scope: Scope, keys: readonly SortKey[]): Order {
  const joins = new Joins()
  const terms: Fragment[] = []
  let byId = false
  for (const key of withoutRepeats(keys)) {
    const value = sortValue(scope, key.path, joins, 'Sorts')
    terms.push(sortTerm(value, key.descending))
    byId ||= value.unique
  }
  if (!byId) terms.push(part`${column(scope, 'id')} asc`)
  return { joins: joins.clauses, terms: join(terms, ', ') }
}

function withoutRepeats(keys: readonly SortKey[]): readonly SortKey[] {
  const seen = new Set<string>()
  return keys.filter(({ path }) => {
    const written = path.join('.')
    return !seen.has(written) && seen.add(written)
  })
}

/** The order in which a class's nodes stand in a cell or list: its order property, then the id. */
export function classOrder(target: Scope): Order {
  const joins = new Joins()
  const value = orderOf(target, joins, DEEPEST_ORDER)
  const id = part`${column(target, 'id')} asc`
  return { joins: joins.clauses, terms: value.unique ? id : part`${sortTerm(value, false)}, ${id}` }
}

interface SortValue {
  readonly sql: Fragment
  readonly nullable: boolean
  /** The scope's own id: nothing that follows can matter. */
  readonly unique: boolean
}

/** Without `nulls` where there are none: only so does an index in the default direction fit. */
function sortTerm(value: SortValue, descending: boolean): Fragment {
  const direction = value.nullable ? (descending ? 'desc nulls last' : 'asc nulls first') : descending ? 'desc' : 'asc'
  return part`${value.sql} ${raw(direction)}`
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
    const on = allOf([part`${column(target, 'id')} = ${column(scope, property.name)}`, visibleRows(target)])
    this.clauses.push(part`left join ${table(target)} on ${on}`)
    this.#targets.set(key, target)
    return target
  }
}

function sortValue(scope: Scope, path: readonly string[], joins: Joins, use: 'Sorts' | null): SortValue {
  const [first, ...rest] = path
  if (first === undefined) throw new TrackerError('invalid', 'A sort names a property')
  const may = use ? predicateSql(scope, searchPredicate(scope, first, use)) : TRUE
  const value = first === 'id' && rest.length === 0 ? idValue(scope) : propertyValue(scope, first, rest, joins, use)
  if (may === TRUE) return value
  return { sql: part`case when ${may} then ${value.sql} end`, nullable: true, unique: false }
}

function idValue(scope: Scope): SortValue {
  return { sql: column(scope, 'id'), nullable: false, unique: true }
}

function propertyValue(scope: Scope, name: string, rest: readonly string[], joins: Joins, use: 'Sorts' | null): SortValue {
  if (name === 'content' && scope.schema.hasContent)
    throw new TrackerError('invalid', `${scope.schema.name} can't be sorted by content`)
  const property = propertyOf(scope.schema, name)
  if (property.type === 'multilink') return firstTarget(scope, property, rest, use)
  if (rest.length > 0 && property.type !== 'link')
    throw new TrackerError('invalid', `${scope.schema.name}.${name} is no link, so nothing can follow it`)
  if (property.type === 'link') return linkValue(scope, property, rest, joins, use)
  return scalarValue(scope, property)
}

function scalarValue(scope: Scope, property: PropertySchema): SortValue {
  if (property.type === 'interval') return { sql: column(scope, `_${property.name}_seconds`), nullable: true, unique: false }
  const value = column(scope, property.name)
  const text = property.type === 'string' || property.type === 'password'
  return { sql: text ? part`lower(${value}) collate "C"` : value, nullable: !property.automatic, unique: false }
}

function linkValue(scope: Scope, property: PropertySchema, rest: readonly string[], joins: Joins, use: 'Sorts' | null): SortValue {
  const path = rest.length > 0 ? rest : [targetClass(scope, property).order]
  if (path.length === 1 && path[0] === 'id') return { sql: column(scope, property.name), nullable: true, unique: false }
  const target = joins.follow(scope, property)
  const value = rest.length > 0 ? sortValue(target, rest, joins, use) : orderOf(target, joins, DEEPEST_ORDER, use)
  return { ...value, nullable: true, unique: false }
}

/** What nodes of a class sort as where something links to them. */
function orderOf(target: Scope, joins: Joins, depth: number, use: 'Sorts' | null = null): SortValue {
  const { order } = target.schema
  if (order === 'id' || depth === 0) return idValue(target)
  if (use) searchPredicate(target, order, use)
  const property = propertyOf(target.schema, order)
  if (property.type === 'multilink') return idValue(target)
  if (property.type !== 'link') return scalarValue(target, property)
  return { ...orderOf(joins.follow(target, property), joins, depth - 1, use), nullable: true, unique: false }
}

/** A multilink sorts as the first of its targets does, in their own order. */
function firstTarget(scope: Scope, property: PropertySchema, rest: readonly string[], use: 'Sorts' | null): SortValue {
  const link = linkTable(scope.schema, property)
  const alias = newAlias(scope.compilation)
  const target = openScope(scope.compilation, property.to!)
  const joins = new Joins()
  const value = rest.length > 0 ? sortValue(target, rest, joins, use) : orderOf(target, joins, DEEPEST_ORDER, use)
  const conditions = [raw(`${alias}.${link.near} = ${scope.alias}."id"`), visibleRows(target)]
  if (link.computed) conditions.push(raw(`not ${target.alias}._retired`))
  const on = raw(`${target.alias}."id" = ${alias}.${link.far}`)
  return {
    sql: part`(select ${value.sql} from ${raw(`${link.table} ${alias}`)} join ${table(target)} on ${on} ${join(joins.clauses, ' ')} where ${allOf(conditions)} order by ${sortTerm(value, false)} limit 1)`,
    nullable: true,
    unique: false,
  }
}
