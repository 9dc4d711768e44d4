import type { Value } from '../schema/property.ts'
import type { ClassSchema, PropertySchema } from '../schema/tracker.ts'
import type { WrittenText } from '../store/search/index-written.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import { printInterval, readInterval } from '../values/interval.ts'
import type { Interval } from '../values/interval.ts'
import { emptyValue } from './differences.ts'

/** What a change set has written so far, and what it has locked: these nodes need not be read again. */
export class WrittenNodes {
  readonly #held = new Map<string, StoredNode>()
  readonly #texts = new Map<string, WrittenText>()

  /** As it lies in the database by now, for nodes that this change set holds the lock of. */
  get(className: string, id: number): StoredNode | undefined {
    return this.#held.get(`${className}${id}`)
  }

  hold(node: StoredNode): void {
    this.#held.set(`${node.className}${node.id}`, node)
  }

  written(text: WrittenText): void {
    const { node, changed, content } = text
    this.hold(node)
    const key = `${node.className}${node.id}`
    const before = this.#texts.get(key)
    if (!before) this.#texts.set(key, text)
    else
      this.#texts.set(key, {
        node,
        created: before.created,
        changed: before.changed && changed && [...before.changed, ...changed],
        content: content ?? before.content,
      })
  }

  /** What the search has to learn. */
  texts(): readonly WrittenText[] {
    return [...this.#texts.values()]
  }
}

/** A node as it is once these values are written. */
export function nodeAfter(
  schema: ClassSchema,
  id: number,
  before: StoredNode | null,
  values: Readonly<Record<string, Value>>,
  contentHash: Uint8Array | null | undefined,
): StoredNode {
  const after: Record<string, Value> = {}
  for (const property of schema.properties.values()) {
    if (property.computedFrom) continue
    const { name } = property
    const value = values[name]
    if (value === undefined) after[name] = before?.values[name] ?? emptyValue(schema, name)
    else after[name] = asStored(property, value)
  }
  return {
    className: schema.name,
    id,
    revision: (before?.revision ?? 0) + 1,
    retired: false,
    values: after,
    contentHash: contentHash === undefined ? (before?.contentHash ?? null) : contentHash,
  }
}

/** As it would be read back: its own spelling of an interval, and of most numbers six or seven digits. */
function asStored({ type, definition }: PropertySchema, value: Value): Value {
  if (value === null) return null
  if (type === 'interval') return readInterval(printInterval(value as Interval))
  if (definition.type === 'number' && !definition.double) return shortestReal(value as number)
  return value
}

/** The shortest number that a `real` can't tell from this one, which is how PostgreSQL prints it. */
function shortestReal(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === Math.fround(value)) return short
  }
  return Number(Math.fround(value).toPrecision(9))
}
