import { TrackerError } from '../errors.ts'
import type { PropertyPath } from '../schema/filter-spec.ts'
import type { ClassSchema, PropertySchema, Tracker } from '../schema/tracker.ts'
import { suggestion } from './nearest.ts'

export interface ResolvedPath {
  readonly path: PropertyPath
  /** The last one's schema; null for `id`. */
  readonly property: PropertySchema | null
}

/** How a segment of a path is looked for in its class; `id` is found before. */
export type FindProperty = (schema: ClassSchema, name: string) => PropertySchema | null

export const exactly: FindProperty = (schema, name) => schema.properties.get(name) ?? null

/** @throws {TrackerError} not-found, when the tracker has no such class. */
export function classNamed(tracker: Tracker, className: string): ClassSchema {
  const schema = tracker.classes.get(className)
  if (!schema) throw new TrackerError('not-found', `There is no class ${className}`)
  return schema
}

/**
 * Follows `messages.author` from a class through its links.
 *
 * @throws {TrackerError} invalid, when a name is no property of its class, or not a link where one is needed.
 */
export function resolvePath(tracker: Tracker, className: string, text: string, find = exactly): ResolvedPath {
  const names = text.split('.')
  const path: string[] = []
  let schema = classNamed(tracker, className)
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1
    if (name === 'id' && isLast) return { path: [...path, 'id'], property: null }
    const property = find(schema, name)
    if (!property)
      throw new TrackerError(
        'invalid',
        `${schema.name} has no property "${name}"${suggestion(name, schema.properties.keys())}`,
      )
    path.push(property.name)
    if (isLast) return { path, property }
    if (!property.to)
      throw new TrackerError('invalid', `"${text}": ${property.name} is no link, so nothing can follow it`)
    schema = classNamed(tracker, property.to)
  }
  throw new TrackerError('invalid', 'A property needs a name')
}

export function printPath(path: PropertyPath): string {
  return path.join('.')
}
