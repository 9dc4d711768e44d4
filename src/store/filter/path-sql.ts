import { TrackerError } from '../../errors.ts'
import type { PropertySchema } from '../../schema/tracker.ts'
import { linkedRows, predicateSql, visibleRows } from './condition-sql.ts'
import { FALSE, TRUE, allOf, join, part, raw } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { column, linkTable, newAlias, openScope, propertyOf, table } from './scope.ts'
import type { Scope } from './scope.ts'

/** What a column reads. */
export interface PathSql {
  readonly value: Fragment
  /** `links`: an integer array; `link`: an id. */
  readonly holds: 'plain' | 'interval' | 'link' | 'links'
  /** The class of the links. */
  readonly to: string | null
  /**
   * Whether the reader may see it. Behind a link this is for the property of the page's own node; what may not be
   * seen further on is null.
   */
  readonly may: Fragment
}

const NEVER: PathSql = { value: raw('null'), holds: 'plain', to: null, may: FALSE }

/** The value at the end of a path from the scope's nodes on. */
export function pathSql(scope: Scope, path: readonly string[]): PathSql {
  const [first, ...rest] = path
  if (first === undefined) throw new TrackerError('invalid', 'A column names a property')
  const may = mayRead(scope, first)
  if (may === FALSE) return NEVER
  if (rest.length === 0) return { ...endSql(scope, first), may }

  const property = linkOf(scope, first)
  const single = property.type === 'link' ? throughLink(scope, property, rest) : null
  const read = single ?? throughMany(scope, path)
  return read.may === FALSE ? NEVER : { ...read, may }
}

function mayRead(scope: Scope, property: string): Fragment {
  return predicateSql(scope, scope.compilation.reader.visibility(scope.schema.name).property(property))
}

function linkOf(scope: Scope, name: string): PropertySchema {
  const property = propertyOf(scope.schema, name)
  if (property.to !== null) return property
  throw new TrackerError('invalid', `${scope.schema.name}.${name} is no link, so nothing can follow it`)
}

function endSql(scope: Scope, name: string): Omit<PathSql, 'may'> {
  if (name === 'id') return { value: column(scope, 'id'), holds: 'plain', to: null }
  if (name === 'content' && scope.schema.hasContent)
    return {
      value: part`(select bytes from _content where hash = ${column(scope, '_content')})`,
      holds: 'plain',
      to: null,
    }
  const property = propertyOf(scope.schema, name)
  switch (property.type) {
    case 'link':
      return { value: column(scope, name), holds: 'link', to: property.to }
    case 'multilink':
      return { value: targets(scope, property), holds: 'links', to: property.to }
    case 'interval':
      return { value: column(scope, name), holds: 'interval', to: null }
    case 'password':
      return { value: masked(column(scope, name)), holds: 'plain', to: null }
    default:
      return { value: column(scope, name), holds: 'plain', to: null }
  }
}

/** `{SSHA}*encrypted*`: no reader gets more of a password than its scheme. */
function masked(password: Fragment): Fragment {
  return part`coalesce(substring(${password} from '^[{][A-Za-z0-9]+[}]'), '') || case when ${password} is not null then '*encrypted*' end`
}

/** Ids of a multilink's targets; of a computed one those nodes that the reader may know to point here. */
function targets(scope: Scope, property: PropertySchema): Fragment {
  const chain = new Chain(scope)
  return part`array(select ${chain.targets(scope, property)} ${chain.clauses})`
}

/** The link rows of several nodes at once. */
export interface LinkClauses {
  /** Columns: the nodes that link, and what they link to. */
  readonly near: Fragment
  readonly far: Fragment
  readonly target: Scope
  /** From and where; `joined` are tables to add, the target's own first where it is wanted. */
  clauses(joined: readonly (Scope | Fragment)[]): Fragment
}

/** Targets of a multilink of these nodes, as {@link pathSql} would find them for each; `ids` is what their ids equal. */
export function linkClauses(scope: Scope, property: PropertySchema, ids: Fragment): LinkClauses {
  const link = linkTable(scope.schema, property)
  const alias = newAlias(scope.compilation)
  const target = openScope(scope.compilation, property.to!)
  const far = raw(`${alias}.${link.far}`)
  const linker = property.computedFrom
  const conditions = [part`${raw(`${alias}.${link.near}`)} = ${ids}`]
  if (linker)
    conditions.push(raw(`not ${target.alias}._retired`), visibleRows(target), mayRead(target, linker.property))
  const clauses = (joined: readonly (Scope | Fragment)[]): Fragment => {
    const joins = joined.map((one) => ('alias' in one ? joinTarget(one, far) : one))
    if (linker && joined.length === 0) joins.push(joinTarget(target, far))
    return part`from ${join([raw(`${link.table} ${alias}`), ...joins], ' ')} where ${allOf(conditions)}`
  }
  return { near: raw(`${alias}.${link.near}`), far, target, clauses }
}

function joinTarget(target: Scope, id: Fragment): Fragment {
  return part`join ${table(target)} on ${column(target, 'id')} = ${id}`
}

/** Null when a later step of the path is a multilink, so that there are several values. */
function throughLink(scope: Scope, property: PropertySchema, rest: readonly string[]): PathSql | null {
  const target = openScope(scope.compilation, property.to!)
  const [next, ...further] = rest
  const may = mayRead(target, next!)
  if (may === FALSE) return NEVER
  if (target.schema.properties.get(next!)?.type === 'multilink') return null
  const end =
    further.length > 0 ? throughLink(target, linkOf(target, next!), further) : { ...endSql(target, next!), may: TRUE }
  if (!end || end.may === FALSE) return end
  const where = allOf([part`${column(target, 'id')} = ${column(scope, property.name)}`, linkedRows(target), may])
  return { ...end, value: part`(select ${end.value} from ${table(target)} where ${where})` }
}

/** All values at the ends of a path that branches: links as an array, others as one text. */
function throughMany(scope: Scope, path: readonly string[]): PathSql {
  const chain = new Chain(scope)
  let at = scope
  for (const name of path.slice(0, -1)) {
    if (mayRead(at, name) === FALSE) return NEVER
    at = chain.follow(at, linkOf(at, name))
  }
  const last = path.at(-1)!
  const may = mayRead(at, last)
  if (may === FALSE) return NEVER
  chain.ask(may)
  const property = at.schema.properties.get(last)
  if (property?.type === 'multilink')
    return {
      value: part`array(select distinct ${chain.targets(at, property)} ${chain.clauses})`,
      holds: 'links',
      to: property.to,
      may: TRUE,
    }
  const end = endSql(at, last)
  if (last === 'content' && !property) throw new TrackerError('invalid', 'The content of several nodes is no column')
  if (end.holds !== 'link')
    return {
      value: part`(select string_agg(distinct ${end.value}::text, ', ') ${chain.clauses})`,
      holds: 'plain',
      to: null,
      may: TRUE,
    }
  chain.ask(part`${end.value} is not null`)
  return { value: part`array(select distinct ${end.value} ${chain.clauses})`, holds: 'links', to: end.to, may: TRUE }
}

/** The from and where clauses that lead from a scope's node over links to others. */
class Chain {
  readonly #from: Fragment[] = []
  readonly #where: Fragment[] = []
  readonly #start: Scope

  constructor(start: Scope) {
    this.#start = start
  }

  get clauses(): Fragment {
    return part`from ${join(this.#from, ', ')} where ${allOf(this.#where)}`
  }

  ask(condition: Fragment): void {
    this.#where.push(condition)
  }

  /** The nodes that a link or multilink of the scope leads to, as far as the reader may see them. */
  follow(scope: Scope, property: PropertySchema): Scope {
    if (scope !== this.#start) this.ask(mayRead(scope, property.name))
    const target = openScope(scope.compilation, property.to!)
    const far = property.type === 'link' ? column(scope, property.name) : this.#link(scope, property)
    this.#from.push(table(target))
    this.ask(part`${column(target, 'id')} = ${far}`)
    this.ask(linkedRows(target))
    if (property.computedFrom) this.#linking(target, property.computedFrom.property)
    return target
  }

  /** The column with the ids of a multilink's targets. */
  targets(scope: Scope, property: PropertySchema): Fragment {
    if (property.computedFrom) return column(this.follow(scope, property), 'id')
    return this.#link(scope, property)
  }

  #link(scope: Scope, property: PropertySchema): Fragment {
    const link = linkTable(scope.schema, property)
    const alias = newAlias(scope.compilation)
    this.#from.push(raw(`${link.table} ${alias}`))
    this.ask(raw(`${alias}.${link.near} = ${scope.alias}."id"`))
    return raw(`${alias}.${link.far}`)
  }

  /** A node that points here counts while it is not retired and the reader may read the property that does. */
  #linking(linker: Scope, property: string): void {
    this.ask(raw(`not ${linker.alias}._retired`))
    this.ask(mayRead(linker, property))
  }
}
