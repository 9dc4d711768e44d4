import type { Fault } from '../errors.ts'
import { validate } from '../schema/properties/index.ts'
import type { Value } from '../schema/property.ts'
import type { ClassSchema } from '../schema/tracker.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import { isUnset } from './differences.ts'
import type { KnownNodes } from './known-nodes.ts'

export interface Validated {
  readonly schema: ClassSchema
  readonly id: number
  readonly before: StoredNode | null
  /** What differs from what is stored. */
  readonly values: Readonly<Record<string, Value>>
  readonly content: Uint8Array | undefined
  /** Designators that are not there for whoever makes the change. */
  readonly unseen: ReadonlySet<string>
}

/** Everything that is wrong with what would be written: types, required, key, and targets that are there. */
export async function findFaults(known: KnownNodes, part: Validated): Promise<readonly Fault[]> {
  const wrongTypes = typeFaults(part)
  if (wrongTypes.length > 0) return wrongTypes
  return [...requiredFaults(part), ...(await targetFaults(known, part)), ...(await keyFaults(known, part))]
}

function typeFaults({ schema, values }: Validated): readonly Fault[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const message = validate(schema.properties.get(name)!, value)
    return message === null ? [] : [{ property: name, message }]
  })
}

function requiredFaults({ schema, before, values, content }: Validated): readonly Fault[] {
  const faults: Fault[] = []
  for (const property of schema.properties.values()) {
    const isAsked = property.definition.required || property.name === schema.key
    if (!isAsked) continue
    const isEmptied = property.name in values && isUnset(values[property.name])
    const isMissing = !before && !(property.name in values)
    if (isEmptied || isMissing)
      faults.push({
        property: property.name,
        message: `Required ${schema.name} property ${property.name} not supplied`,
      })
  }
  if (!before && schema.hasContent && content === undefined)
    faults.push({ property: 'content', message: `A ${schema.name} needs content` })
  return faults
}

/** New targets have to be there and live; those that were linked before may have been retired since. */
async function targetFaults(
  known: KnownNodes,
  { schema, before, values, unseen }: Validated,
): Promise<readonly Fault[]> {
  const added = Object.entries(values).flatMap(([name, value]) => {
    const { to } = schema.properties.get(name)!
    if (to === null || value === null) return []
    const already = new Set([before?.values[name] ?? []].flat() as readonly number[])
    return [{ name, to, ids: ([value].flat() as readonly number[]).filter((id) => !already.has(id)) }]
  })
  const wanted = new Map<string, number[]>()
  for (const { to, ids } of added) wanted.set(to, [...(wanted.get(to) ?? []), ...ids])
  const live = await known.live(wanted)
  return added.flatMap(({ name, to, ids }) => {
    const missing = ids
      .map((id) => ({ id, designator: `${to}${id}` }))
      .filter(({ id, designator }) => !live.get(to)!.has(id) || unseen.has(designator))
      .map(({ designator }) => designator)
    return missing.length > 0 ? [{ property: name, message: `${name}: there is no ${missing.join(', ')}` }] : []
  })
}

async function keyFaults(known: KnownNodes, { schema, id, values }: Validated): Promise<readonly Fault[]> {
  const key = schema.key === null ? undefined : values[schema.key]
  if (typeof key !== 'string') return []
  const other = await known.find(schema.name, key)
  if (other === null || other === id) return []
  return [keyTaken(schema, key)]
}

export function keyTaken(schema: ClassSchema, key: string): Fault {
  return { property: schema.key, message: `There is a ${schema.name} with the ${schema.key} "${key}" already` }
}
