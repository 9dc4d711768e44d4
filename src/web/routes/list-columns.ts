import type { Actor } from '../../operations/types.ts'
import type { SortKey } from '../../schema/filter-spec.ts'
import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import type { SortChoice } from '../views/list-controls.ts'
import type { ListColumn } from '../views/list-table.ts'
import { capitalised, titleOf } from '../views/words.ts'
import type { Site } from './site.ts'

type Rights = Pick<Site, 'operations' | 'tracker'>

const MAX_COLUMNS = 6

/** Columns of a list that names none: the tracker's choice, else the first ones that say something. */
export function defaultColumns(site: Site, actor: Actor, schema: ClassSchema): readonly string[] {
  const chosen = site.tracker.views.classes?.[schema.name]?.columns
  const isVisible = (name: string): boolean =>
    name === 'id' || site.operations.may(actor, 'View', schema.name, name.split('.')[0])
  if (chosen) return chosen.filter(isVisible)
  const telling = [...schema.properties.values()].filter(isTelling).map(({ name }) => name)
  const names = schema.label === 'id' ? telling : [schema.label, ...telling.filter((name) => name !== schema.label)]
  return ['id', ...names.filter(isVisible)].slice(0, MAX_COLUMNS)
}

function isTelling({ automatic, computedFrom, definition, type }: PropertySchema): boolean {
  return !automatic && !computedFrom && !definition.legacy && type !== 'password' && type !== 'multilink'
}

export interface ColumnOptions {
  readonly sort: readonly SortKey[]
  readonly hrefOf: (key: SortKey) => string
}

export function columnOf(
  site: Site,
  actor: Actor,
  schema: ClassSchema,
  name: string,
  { sort, hrefOf }: ColumnOptions,
): ListColumn {
  const path = name.split('.')
  const last = propertyAt(site, schema, path)
  const key = sort[0]?.path.join('.') === name ? sort[0] : null
  const type = last?.type ?? (name === 'content' ? 'content' : 'id')
  // Dates are looked at newest first, all else from the beginning of the alphabet.
  const descending = key ? !key.descending : type === 'date'
  return {
    name,
    title: titleFor(schema, path, last),
    type,
    to: last?.to ?? null,
    sorted: key ? (key.descending ? 'descending' : 'ascending') : null,
    sortHref: site.offered.of(actor, schema).sortableNames.has(name) ? hrefOf({ path, descending }) : null,
  }
}

function titleFor(schema: ClassSchema, path: readonly string[], last: PropertySchema | null): string {
  if (path.at(-1) === 'id') return 'Id'
  const first = schema.properties.get(path[0]!)
  if (path.length > 1 && first && last) return `${titleOf(first)}: ${titleOf(last).toLowerCase()}`
  return last ? titleOf(last) : capitalised(path.join('.'))
}

function propertyAt(site: Site, schema: ClassSchema, path: readonly string[]): PropertySchema | null {
  let at: ClassSchema | undefined = schema
  let property: PropertySchema | null = null
  for (const name of path) {
    property = at?.properties.get(name) ?? null
    at = site.tracker.classes.get(property?.to ?? '')
  }
  return property
}

/** Whether the actor may sort by it: what may not be seen may not be told by an order either. */
function isSortable(site: Rights, actor: Actor, schema: ClassSchema, name: string): boolean {
  if (name === 'id') return true
  if (name.includes('.')) return false
  const property = schema.properties.get(name)
  if (!property || property.type === 'password' || property.type === 'multilink') return false
  const reader = site.operations.reader(actor)
  if (reader.visibility(schema.name).searchable(name) === false) return false
  const target = property.to === null ? null : site.operations.classNamed(property.to)
  return target === null || target.order === 'id' || reader.visibility(target.name).searchable(target.order) !== false
}

/** What a list offers to show and to sort by. */
export interface Offered {
  readonly columns: readonly SortChoice[]
  readonly sortable: readonly SortChoice[]
  readonly sortableNames: ReadonlySet<string>
}

/** The same for everybody with the same roles, and asked for with every list. */
export class OfferedColumns {
  readonly #rights: Rights
  readonly #known = new Map<string, Offered>()

  constructor(rights: Rights) {
    this.#rights = rights
  }

  of(actor: Actor, schema: ClassSchema): Offered {
    const key = `${schema.name} ${[...actor.roles].sort().join()}`
    let offered = this.#known.get(key)
    if (!offered) this.#known.set(key, (offered = this.#read(actor, schema)))
    return offered
  }

  #read(actor: Actor, schema: ClassSchema): Offered {
    const properties = [...schema.properties.values()].filter(
      ({ definition, type }) => !definition.legacy && type !== 'password',
    )
    const visible = properties.filter(({ name }) => this.#rights.operations.may(actor, 'View', schema.name, name))
    const columns = [
      { name: 'id', title: 'Id' },
      ...visible.map((property) => ({ name: property.name, title: titleOf(property) })),
    ]
    const sortable = columns.filter(({ name }) => isSortable(this.#rights, actor, schema, name))
    return { columns, sortable, sortableNames: new Set(sortable.map(({ name }) => name)) }
  }
}
