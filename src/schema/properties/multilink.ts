import type { PropertySchema } from '../tracker.ts'
import { isId, parseLinkId } from './link-input.ts'
import { linkTests } from './link-tests.ts'
import type { ParseContext, PropertyKind } from './property-kind.ts'

/** What was typed into a multilink: the whole of it, or what is to come and go. */
export type MultilinkInput =
  | { readonly set: readonly number[] }
  | { readonly add: readonly number[]; readonly remove: readonly number[] }

export const multilinkKind: PropertyKind = {
  columnType: () => 'integer',
  async parse(text, property, context) {
    const input = await parseMultilinkInput(text, property, context)
    return 'set' in input ? input.set : applyDelta(context.current ?? [], input)
  },
  print: (value) => ((value ?? []) as readonly number[]).join(','),
  tests: linkTests,
  fault: (value, { to }) => (Array.isArray(value) && value.every(isId) ? null : `has to be a list of ids of ${to}`),
}

/**
 * Reads names and ids: a text is cut at its commas, a list is taken as it is. As soon as one of them has a
 * sign, all are a change of what is there: `+name` and `name` come, `-name` goes, the last word on a node
 * counts.
 *
 * @throws {TrackerError} invalid, at the first that names no node.
 */
export async function parseMultilinkInput(
  text: string | readonly string[],
  property: PropertySchema,
  context: ParseContext,
): Promise<MultilinkInput> {
  const entries = (typeof text === 'string' ? text.split(',') : text)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  const wanted = new Map<number, boolean>()
  let hasSign = false
  for (const entry of entries) {
    const sign = /^[+-]/.exec(entry)?.[0]
    hasSign ||= sign !== undefined
    const id = await parseLinkId(sign ? entry.slice(1).trim() : entry, property, context)
    wanted.set(id, sign !== '-')
  }
  const idsThat = (come: boolean): number[] => sorted([...wanted.keys()].filter((id) => wanted.get(id) === come))
  return hasSign ? { add: idsThat(true), remove: idsThat(false) } : { set: idsThat(true) }
}

/** What is there after the change, ascending. */
function applyDelta(
  current: readonly number[],
  { add = [], remove = [] }: { readonly add?: readonly number[]; readonly remove?: readonly number[] },
): readonly number[] {
  const ids = new Set([...current, ...add])
  for (const id of remove) ids.delete(id)
  return sorted([...ids])
}

function sorted(ids: number[]): number[] {
  return ids.sort((a, b) => a - b)
}
