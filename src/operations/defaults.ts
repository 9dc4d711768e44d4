import { parseDate } from '../values/date.ts'
import type { PropertySchema, ClassSchema, Tracker } from '../schema/tracker.ts'
import type { Value } from '../schema/property.ts'
import type { Sql } from '../store/database.ts'
import { findByKey } from '../store/nodes/load-nodes.ts'
import type { Changes } from './differences.ts'
import type { Actor } from './types.ts'

/** What a new node has where its change set says nothing: the schema's defaults, and who wrote a message when. */
export async function defaultsFor(
  sql: Sql,
  tracker: Tracker,
  schema: ClassSchema,
  actor: Actor,
  now: Date,
): Promise<Changes> {
  const changes: Changes = {}
  for (const property of schema.properties.values()) {
    const value = await defaultOf(sql, tracker, property, actor, now)
    if (value !== null) changes[property.name] = value
  }
  if (schema.kind === 'message') {
    if (schema.properties.has('author') && actor.userId !== null) changes['author'] = actor.userId
    if (schema.properties.has('date')) changes['date'] = now
  }
  return changes
}

async function defaultOf(
  sql: Sql,
  tracker: Tracker,
  property: PropertySchema,
  actor: Actor,
  now: Date,
): Promise<Value> {
  const { definition } = property
  if (property.automatic || !('default' in definition) || definition.default === undefined) return null
  switch (definition.type) {
    case 'date':
      return parseDate(definition.default, { zone: actor.timezone, now })
    case 'link':
      return findByKey(sql, tracker.classes.get(property.to!)!, definition.default)
    case 'multilink': {
      const target = tracker.classes.get(property.to!)!
      const ids = await Promise.all(definition.default.map((key) => findByKey(sql, target, key)))
      return ids.filter((id) => id !== null)
    }
    default:
      return definition.default
  }
}
