import { predicateSql, visibleRows } from './condition-sql.ts'
import { allOf, FALSE, join, part, quoted, raw, TRUE } from './fragment.ts'
import type { Fragment } from './fragment.ts'
import { classOrder } from './order-sql.ts'
import { column, openScope, table } from './scope.ts'
import type { Compilation, Scope } from './scope.ts'

/**
 * Every linked node once, however many rows link to it, as a JSON array of [id, label, retired]. The label is null
 * where the reader may not see the node or what names it.
 *
 * @param sources  selects of ids.
 * @param ordered  whether the array is in the class's own order.
 */
export function labelsSql(compiled: Compilation, className: string, sources: readonly Fragment[], ordered: boolean): Fragment {
  const target = openScope(compiled, className)
  const order = ordered ? classOrder(target) : null
  const triple = part`json_build_array(${column(target, 'id')}, ${labelSql(target)}, ${column(target, '_retired')})`
  const agg = order ? part`json_agg(${triple} order by ${order.terms})` : part`json_agg(${triple})`
  const joins = order ? join([raw(''), ...order.joins], ' ') : raw('')
  return part`select ${agg} from ${table(target)}${joins} where ${column(target, 'id')} in (${join(sources, ' union all ')})`
}

/** What names the node to the reader; its designator where that is empty, null where the reader may not know. */
export function labelSql(target: Scope): Fragment {
  const visibility = target.compilation.reader.visibility(target.schema.name)
  const { label } = visibility
  if (label === null) return raw('null::text')
  const may = allOf([visibleRows(target), predicateSql(target, visibility.property(label))])
  if (may === FALSE) return raw('null::text')
  const text = label === 'id' ? part`${column(target, 'id')}::text` : textOrDesignator(target, label)
  return may === TRUE ? text : part`case when ${may} then ${text} end`
}

function textOrDesignator(target: Scope, label: string): Fragment {
  const designator = `'${target.schema.name}' || ${target.alias}.${quoted('id')}`
  return part`coalesce(nullif(${column(target, label)}::text, ''), ${raw(designator)})`
}
