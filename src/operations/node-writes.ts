import type { Value } from '../schema/property.ts'
import type { LinkWrite } from '../store/nodes/write-node.ts'
import { effective } from './differences.ts'
import type { Changes } from './differences.ts'
import { comings } from './journal-entries.ts'
import type { Part } from './part.ts'

/** What of a part's values lies in the row of the node itself. */
export function withoutMultilinks({ schema }: Part, values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => schema.properties.get(name)!.type !== 'multilink'),
  )
}

/** What comes to its multilinks and what goes. */
export function linkWrites({ schema, before }: Part, values: Readonly<Record<string, Value>>): readonly LinkWrite[] {
  return Object.entries(values).flatMap(([property, value]) => {
    if (schema.properties.get(property)!.type !== 'multilink') return []
    return [{ property, ...comings((before?.values[property] ?? []) as readonly number[], value as readonly number[]) }]
  })
}

export function hex(hash: Uint8Array | null): string | null {
  return hash && Buffer.from(hash).toString('hex')
}

/** Auditors see what differs: a form sends every value, changed or not. */
export function dropUnchanged({ schema, before }: Part, changes: Changes): void {
  const differing = effective(schema, before!.values, changes)
  for (const name of Object.keys(changes)) if (name !== 'content' && !(name in differing)) delete changes[name]
}
