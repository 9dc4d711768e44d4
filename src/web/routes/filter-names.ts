import type { Actor } from '../../operations/types.ts'
import type { FilterValues, IndexRequest } from '../../query/index-request.ts'
import { resolvePath } from '../../query/property-path.ts'
import type { KnownKeys } from '../../query/words-of-request.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import type { FilterChip } from '../views/filter-chips.ts'
import { titleOf } from '../views/words.ts'
import type { Site } from './site.ts'

interface Named {
  readonly label: string | null
  readonly key: string | null
}

/** What the nodes are called that a request's filters name. */
export class FilterNames implements KnownKeys {
  readonly #named: ReadonlyMap<string, ReadonlyMap<number, Named>>

  constructor(named: ReadonlyMap<string, ReadonlyMap<number, Named>>) {
    this.#named = named
  }

  keyOf(className: string, id: number): string | null {
    return this.#named.get(className)?.get(id)?.key ?? null
  }

  idOf(className: string, key: string): number | null {
    for (const [id, named] of this.#named.get(className) ?? []) if (named.key === key) return id
    return null
  }

  labelOf(className: string, id: number): string | null {
    return this.#named.get(className)?.get(id)?.label ?? null
  }
}

/** Values of small classes come from memory; people and the like take a statement for each class. */
export async function filterNames(site: Site, actor: Actor, request: IndexRequest): Promise<FilterNames> {
  const wanted = new Map<string, Set<number>>()
  for (const filter of request.filters) {
    const { property } = resolvePath(site.tracker, request.className, filter.name)
    if (!property?.to) continue
    wanted.set(property.to, new Set([...(wanted.get(property.to) ?? []), ...idsIn(filter, request)]))
  }
  const named = [...wanted].map(async ([className, ids]) => {
    const schema = site.operations.classNamed(className)
    return [className, (await fromChoices(site, actor, schema)) ?? (await read(site, actor, schema, [...ids]))] as const
  })
  return new FilterNames(new Map(await Promise.all(named)))
}

/** Ids as they were written, and those that names stand for. */
function idsIn({ name, texts }: FilterValues, { spec }: IndexRequest): ReadonlySet<number> {
  const ids = texts.flatMap((text) => text.split(',')).filter((text) => /^\s*\d{1,9}\s*$/.test(text))
  const conditions = 'all' in spec.where ? spec.where.all : []
  const tested = conditions.flatMap((condition) =>
    'path' in condition && condition.path.join('.') === name && condition.test.is === 'any-of'
      ? condition.test.ids
      : [],
  )
  return new Set([...ids.map(Number), ...tested.filter((id) => typeof id === 'number')])
}

async function fromChoices(site: Site, actor: Actor, schema: ClassSchema): Promise<ReadonlyMap<number, Named> | null> {
  if (site.operations.reader(actor).visibility(schema.name).label !== schema.key) return null
  const choices = await site.choices.ofClass(actor, schema)
  return choices && new Map(choices.map(({ id, label }) => [id, { label, key: label === String(id) ? null : label }]))
}

async function read(
  { operations }: Site,
  actor: Actor,
  schema: ClassSchema,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Named>> {
  const { label } = operations.reader(actor).visibility(schema.name)
  if (ids.length === 0 || label === null) return new Map()
  const columns = [[label], [schema.key ?? 'id']]
  const found = await operations.rows(actor, { className: schema.name, columns }, ids)
  const rows = found.filter(({ retired }) => !retired)
  const text = (cell: unknown): string | null =>
    typeof cell === 'string' && cell !== '' ? cell : typeof cell === 'number' ? String(cell) : null
  return new Map(rows.map(({ id, cells: [name, key] }) => [id, { label: text(name), key: text(key) }]))
}

/** The filters of a list as plain text, each with the list that goes without it. */
export function chipsOf(
  site: Site,
  request: IndexRequest,
  names: FilterNames,
  without: (filters: readonly FilterValues[]) => string,
): readonly FilterChip[] {
  return request.filters.map((filter) => {
    const { path, property } = resolvePath(site.tracker, request.className, filter.name)
    const value = (entry: string): string => {
      if (!property?.to) return entry
      if (entry === '-1') return 'none'
      return (/^\d{1,9}$/.test(entry) ? names.labelOf(property.to, Number(entry)) : null) ?? entry
    }
    const entries = filter.texts.flatMap((text) => (property?.to ? text.split(',') : [text])).map((text) => text.trim())
    return {
      title: path.length === 1 && property ? titleOf(property) : filter.name,
      text: /^-[234]$/m.test(entries.join('\n')) ? entries.join(',') : entries.map(value).join(', '),
      removeHref: without(request.filters.filter((other) => other !== filter)),
    }
  })
}
