import type { ReadQuery } from '../../schema/read-query.ts'
import { conditionSql, predicateSql, visibleRows } from './condition-sql.ts'
import { allOf, LINKER, part, raw, TRUE } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { column, linkTable, newAlias, openScope, propertyOf, table } from './scope.ts'
import type { Compilation, Scope } from './scope.ts'

/** The rows of a page and one more, of an ordered select. */
export function pageOf(select: Fragment, { limit, offset = 0 }: Pick<ReadQuery, 'limit' | 'offset'>): Fragment {
  if (limit === null) return offset === 0 ? select : part`${select} offset ${offset}`
  return offset === 0 ? part`${select} limit ${raw(String(limit + 1))}` : deepPage(select, offset, limit)
}

function deepPage(select: Fragment, offset: number, limit: number): Fragment {
  return part`select deep.* from (${select} limit ${rowsNeeded({ offset, limit })}) deep offset ${offset} limit ${raw(String(limit + 1))}`
}

/**
 * How many rows in order a page needs, the one behind it included. The planner has to know how few they are, so it is
 * part of the text; for later pages rounded up, so that there are few such texts.
 */
export function rowsNeeded({ offset = 0, limit }: Pick<ReadQuery, 'limit' | 'offset'>): Fragment {
  const needed = offset + limit! + 1
  return raw(String(offset === 0 ? needed : 2 ** Math.ceil(Math.log2(needed))))
}

export interface Matching {
  readonly scope: Scope
  readonly from: Fragment
  readonly where: Fragment
}

/** Nodes that the query asks for, as far as the reader may see them; what it searches for is left to the caller. */
export function matching(compiled: Compilation, query: ReadQuery): Matching {
  const scope = openScope(compiled, query.className)
  const conditions = [retiredSql(scope, query.retired ?? 'live'), visibleRows(scope), conditionSql(scope, query.where)]
  if (query.linkedFrom) conditions.push(linkedFromSql(scope, query.linkedFrom))
  return { scope, from: table(scope), where: allOf(conditions) }
}

function retiredSql(scope: Scope, retired: 'live' | 'retired' | 'both'): Fragment {
  if (retired === 'both') return TRUE
  return raw(`${retired === 'live' ? 'not ' : ''}${scope.alias}._retired`)
}

/** Targets of one node's link or multilink, if the reader may read it there; {@link LINKER} stands for its id. */
function linkedFromSql(scope: Scope, { className, property: name }: NonNullable<ReadQuery['linkedFrom']>): Fragment {
  const from = openScope(scope.compilation, className)
  const property = propertyOf(from.schema, name)
  const may = allOf([
    visibleRows(from),
    predicateSql(from, scope.compilation.reader.visibility(className).property(name)),
  ])
  const visible = part`select from ${table(from)} where ${column(from, 'id')} = ${LINKER}::integer`
  if (property.type === 'link')
    return part`exists (${visible} and ${column(from, name)} = ${column(scope, 'id')} and ${may})`

  const link = linkTable(from.schema, property)
  const alias = newAlias(scope.compilation)
  const linked = part`exists (select from ${raw(`${link.table} ${alias}`)} where ${raw(`${alias}.${link.near}`)} = ${LINKER}::integer and ${raw(`${alias}.${link.far}`)} = ${column(scope, 'id')})`
  return may === TRUE ? linked : allOf([linked, part`exists (${visible} and ${may})`])
}
