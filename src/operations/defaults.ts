import { parseDate } from '../values/date.ts'
import type { PropertySchema, ClassSchema } from '../schema/tracker.ts'
import type { Value } from '../schema/property.ts'
import type { Changes } from './differences.ts'
import type { Actor } from './types.ts'

/** Id of the live node with that key, or null. */
export type Find = (className: string, key: string) => Promise<number | null>

/** What a new node has where its change set says nothing: the schema's defaults, and who wrote a message when. */
export async function defaultsFor(find: Find, schema: ClassSchema, actor: Actor, now: Date): Promise<Changes> {
  const changes: Changes = {}
  for (const property of schema.properties.values()) {
    const value = await defaultOf(find, property, actor, now)
    if (value !== null) changes[property.name] = value
  }
  if (schema.kind === 'message') {
    if (schema.properties.has('author') && actor.userId !== null) changes['author'] = actor.userId
    if (schema.properties.has('date')) changes['date'] = now
  }
  return changes
}

async function defaultOf(find: Find, property: PropertySchema, actor: Actor, now: Date): Promise<Value> {
  const { definition } = property
  if (property.automatic || !('default' in definition) || definition.default === undefined) return null
  switch (definition.type) {
    case 'date':
      return parseDate(definition.default, { zone: actor.timezone, now })
    case 'link':
      return find(property.to!, definition.default)
    case 'multilink': {
      const ids = await Promise.all(definition.default.map((key) => find(property.to!, key)))
      return ids.filter((id) => id !== null)
    }
    default:
      return definition.default
  }
}
