import type { ClassSchema, PropertySchema, Tracker } from './tracker.ts'

type SeedNode = Readonly<Record<string, unknown>>

/** Faults of the seed that would otherwise show when a database is set up. */
export function checkSeed(tracker: Tracker, faults: string[]): void {
  for (const [className, nodes] of Object.entries(tracker.seed)) {
    const schema = tracker.classes.get(className)
    if (!schema) continue
    checkUnique(
      `seed: ${className}`,
      'id',
      nodes.map((node) => node['id']),
      faults,
    )
    if (schema.key !== null) checkUnique(`seed: ${className}`, schema.key, liveKeys(schema.key, nodes), faults)
    for (const node of nodes) checkNode(tracker, schema, node, faults)
  }
}

function liveKeys(key: string, nodes: readonly SeedNode[]): unknown[] {
  return nodes.filter((node) => node['retired'] !== true).map((node) => node[key])
}

function checkUnique(place: string, name: string, values: readonly unknown[], faults: string[]): void {
  const seen = new Set<unknown>()
  for (const value of values.filter((one) => one !== undefined && one !== null)) {
    if (seen.has(value)) faults.push(`${place}.${name} ${JSON.stringify(value)} is there twice`)
    seen.add(value)
  }
}

function checkNode(tracker: Tracker, schema: ClassSchema, node: SeedNode, faults: string[]): void {
  for (const [name, value] of Object.entries(node)) {
    const property = schema.properties.get(name)
    if (!property || value === null) continue
    if (property.computedFrom)
      faults.push(
        `seed: ${schema.name}.${name} follows from ${property.computedFrom.className}.${property.computedFrom.property}; it can't be seeded`,
      )
    else if (property.to !== null) checkTargets(tracker, schema.name, property, value, faults)
    else if (!isOfType(property, value))
      faults.push(`seed: ${schema.name}.${name} has a value that is no ${property.type}: ${JSON.stringify(value)}`)
  }
  for (const property of schema.properties.values())
    if (property.definition.required && (node[property.name] ?? null) === null)
      faults.push(`seed: ${schema.name}.${property.name} is required, and a node lacks it: ${JSON.stringify(node)}`)
}

function checkTargets(
  tracker: Tracker,
  className: string,
  property: PropertySchema,
  value: unknown,
  faults: string[],
): void {
  const target = tracker.classes.get(property.to!)
  const targets = property.type === 'multilink' ? value : [value]
  if (!target) return
  if (!Array.isArray(targets)) {
    faults.push(`seed: ${className}.${property.name} has to be a list of keys or ids`)
    return
  }
  for (const wanted of targets) {
    const by = typeof wanted === 'number' ? 'id' : target.key
    const isThere = by !== null && (tracker.seed[target.name] ?? []).some((node) => node[by] === wanted)
    if (!isThere)
      faults.push(
        `seed: ${className}.${property.name} links to the ${target.name} ${String(wanted)}, which the seed does not hold`,
      )
  }
}

function isOfType({ type }: PropertySchema, value: unknown): boolean {
  switch (type) {
    case 'string':
    case 'password':
      return typeof value === 'string'
    case 'boolean':
      return typeof value === 'boolean'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'integer':
      return Number.isSafeInteger(value) && Math.abs(value as number) <= 2 ** 31 - 1
    case 'date':
      return value instanceof Date && !Number.isNaN(value.getTime())
    default:
      return typeof value === 'object'
  }
}
