import type { TrackerDefinition } from './tracker.ts'
import { PROPERTY_TYPES } from './property-types.ts'

/** Whether what a tracker's main module exports may be resolved at all: trackers may be plain JavaScript. */
export function isTrackerDefinition(value: unknown, faults: string[]): value is TrackerDefinition {
  const before = faults.length
  if (!isRecord(value)) {
    faults.push(
      'the default export has to be the result of defineTracker({ title, schema, permissions, seed, detectors })',
    )
    return false
  }
  if (typeof value['title'] !== 'string') faults.push('defineTracker: title has to be a text')
  if (!isRecord(value['seed'])) faults.push('defineTracker: seed has to be an object of lists, one for each class')
  else
    for (const [name, nodes] of Object.entries(value['seed']))
      if (!Array.isArray(nodes)) faults.push(`seed: ${name} has to be a list`)
  checkDetectors(value['detectors'], faults)
  checkPermissions(value['permissions'], faults)
  checkSchema(value['schema'], faults)
  return faults.length === before
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const EVENTS = new Set(['create', 'set', 'retire', 'restore'])

function checkDetectors(detectors: unknown, faults: string[]): void {
  if (!Array.isArray(detectors)) {
    faults.push('defineTracker: detectors has to be a list of what audit and react give')
    return
  }
  for (const [index, detector] of detectors.entries()) {
    const isRegistration =
      isRecord(detector) && typeof detector['run'] === 'function' && Array.isArray(detector['events'])
    if (!isRegistration) {
      faults.push(`defineTracker: the detector number ${index + 1} is not made by audit or react`)
      continue
    }
    if (detector['name'] === '')
      faults.push(
        `defineTracker: the detector number ${index + 1}, on ${String(detector['className'])}, is a function without a name`,
      )
    for (const event of detector['events'] as unknown[])
      if (!EVENTS.has(event as string))
        faults.push(`detector ${String(detector['name'])}: there is no event ${String(event)}`)
  }
}

function checkPermissions(permissions: unknown, faults: string[]): void {
  if (!isRecord(permissions) || !Array.isArray(permissions['roles']) || !Array.isArray(permissions['grants']))
    faults.push('defineTracker: permissions has to be what define(…) of permissionsFor gives')
}

function checkSchema(schema: unknown, faults: string[]): void {
  if (!isRecord(schema) || !isRecord(schema['classes'])) {
    faults.push('defineTracker: schema has to be the result of defineSchema')
    return
  }
  for (const [className, definition] of Object.entries(schema['classes'])) {
    if (!isRecord(definition) || !isRecord(definition['properties']) || !isRecord(definition['options'])) {
      faults.push(
        `class ${className}: it has to be made by plainClass, issueClass, messageClass, fileClass or userClass`,
      )
      continue
    }
    for (const [name, property] of Object.entries(definition['properties']))
      if (!isRecord(property) || !PROPERTY_TYPES.has(property['type'] as string))
        faults.push(
          `${className}.${name}: it has to be made by string, boolean, number, integer, date, interval, password, link or multilink`,
        )
  }
}
