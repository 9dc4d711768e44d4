import type { Access } from '../access/access.ts'
import { invalid } from '../errors.ts'
import type { Fault } from '../errors.ts'
import type { DetectorRegistration } from '../schema/detectors.ts'
import type { Value } from '../schema/property.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { Sql } from '../store/database.ts'
import { putContent } from '../store/files/content.ts'
import { appendJournal } from '../store/journal/journal.ts'
import type { JournalEntry } from '../store/journal/journal.ts'
import { findByKey, loadNodes } from '../store/nodes/load-nodes.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import { insertNode, setRetired, updateNode, writeLinks } from '../store/nodes/write-node.ts'
import { indexTexts } from '../store/search/index-texts.ts'
import { detectorContext, nodeForDetector } from './detector-context.ts'
import type { NestedWrites } from './detector-context.ts'
import { defaultsFor } from './defaults.ts'
import { effective, targetsAfter } from './differences.ts'
import type { Changes } from './differences.ts'
import { comings, entriesOf } from './journal-entries.ts'
import type { Stamp } from './journal-entries.ts'
import { checkFresh, checkMayChange } from './may-change.ts'
import type { Part } from './part.ts'
import { planParts } from './plan-parts.ts'
import type { Actor, Applied, ChangeSet } from './types.ts'
import { unseenTargets } from './unseen-targets.ts'
import { findFaults, keyTaken } from './validate-part.ts'

/** Reactors may change nodes whose reactors change nodes; deeper than this they go round in a circle. */
const MAX_DEPTH = 10

export interface RunOptions {
  /** The tracker's own change: no permission is asked. */
  readonly trusted?: boolean
  /** False for seeds: values are written as they are given. */
  readonly detectors?: boolean
  /** False where the caller indexes all texts at the end. */
  readonly index?: boolean
}

interface Given {
  readonly sql: Sql
  readonly tracker: Tracker
  readonly access: Access
  readonly actor: Actor
  readonly now: Date
}

/** What a part comes to once the auditors have had their say. */
interface Audited {
  readonly part: Part
  readonly values: Record<string, Value>
  readonly content: Uint8Array | undefined
}

/** One change set on its way through the transaction it is written in. */
export class ChangeRun {
  readonly #given: Given
  readonly #stamp: Stamp
  readonly #options: Required<RunOptions>
  readonly #touched = new Map<string, Set<number>>()
  #depth = 0

  constructor(given: Given, options: RunOptions) {
    this.#given = given
    this.#stamp = { at: given.now, actor: given.actor.userId, source: given.actor.source }
    this.#options = {
      trusted: options.trusted ?? false,
      detectors: options.detectors ?? true,
      index: options.index ?? true,
    }
  }

  async apply(changeSet: ChangeSet): Promise<readonly Applied[]> {
    const { sql, tracker } = this.#given
    const applied = await this.#applyAll(changeSet, this.#options.trusted)
    if (this.#options.index)
      for (const [className, ids] of this.#touched) await indexTexts(sql, tracker, className, [...ids])
    return applied
  }

  async #applyAll(changeSet: ChangeSet, trusted: boolean): Promise<readonly Applied[]> {
    const { sql, tracker, access, actor } = this.#given
    const parts = await planParts(sql, tracker, changeSet)
    for (const part of parts) {
      if (!trusted) checkMayChange(access, actor, part)
      checkFresh(part)
    }
    const byDesignator = new Map<Part, Applied>()
    const faults: Fault[] = []
    const created = new Set(parts.filter(({ before }) => !before).map(({ schema, id }) => `${schema.name}${id}`))
    for (const part of parts) {
      const unseen = trusted ? NOTHING : await unseenTargets(sql, this.#given, part, created)
      const applied = await this.#applyPart(part, unseen, faults)
      if (applied) byDesignator.set(part, applied)
    }
    if (faults.length > 0) throw invalid(faults)
    return changeSet.map((change) => byDesignator.get(parts.find((part) => part.change === change)!)!)
  }

  /** @returns null when the part has faults, which are added to those of the whole set. */
  async #applyPart(part: Part, unseen: ReadonlySet<string>, faults: Fault[]): Promise<Applied | null> {
    if (part.event === 'retire' || part.event === 'restore') return this.#flip(part)

    const audited = await this.#audit(part)
    const { schema, id, before } = part
    const found = await findFaults(this.#given.sql, {
      schema,
      id,
      before,
      values: audited.values,
      content: audited.content,
      unseen,
    })
    faults.push(...found)
    if (faults.length > 0) return null
    return before ? this.#update(audited, before) : this.#insert(audited)
  }

  /** Lets the auditors alter the changes, and takes what then differs from what is stored. */
  async #audit(part: Part): Promise<Audited> {
    const { schema, before } = part
    const changes = await this.#startingChanges(part)
    const named = new Set(Object.keys(part.named))
    if (before) dropUnchanged(part, changes)
    if (!before || Object.keys(changes).length > 0 || named.size > 0)
      for (const detector of this.#detectors('auditor', part))
        await detector.run(this.#context(part, named, NO_WRITES), before && nodeForDetector(before), changes)
    const values = effective(schema, before?.values ?? null, changes)
    const content = changes['content']
    return { part, values, content: content instanceof Uint8Array ? content : undefined }
  }

  async #startingChanges(part: Part): Promise<Changes> {
    const changes: Changes = part.before
      ? {}
      : await defaultsFor(this.#given.sql, this.#given.tracker, part.schema, this.#given.actor, this.#given.now)
    for (const [name, value] of Object.entries(part.named)) {
      const isMultilink = part.schema.properties.get(name)?.type === 'multilink'
      const before = (part.before?.values[name] ?? []) as readonly number[]
      changes[name] = isMultilink ? targetsAfter(before, value) : (value as Value)
    }
    return changes
  }

  async #insert({ part, values, content }: Audited): Promise<Applied> {
    const { sql } = this.#given
    const { schema, id } = part
    const contentHash = content === undefined ? null : await putContent(sql, content)
    const { at, actor } = this.#stamp
    const row = { ...withoutMultilinks(part, values), creation: at, creator: actor, activity: at, actor }
    await insertNode(sql, schema, { id, values: row, ...(schema.hasContent && { contentHash }) })
    await writeLinks(sql, schema, id, linkWrites(part, values))
    await this.#written(part, values, null)
    return { designator: { className: schema.name, id }, revision: 1, changed: Object.keys(values), created: true }
  }

  async #update({ part, values, content }: Audited, before: StoredNode): Promise<Applied> {
    const { sql } = this.#given
    const { schema, id } = part
    const designator = { className: schema.name, id }
    const contentHash = content === undefined ? undefined : await putContent(sql, content)
    const hasNewContent = contentHash !== undefined && hex(contentHash) !== hex(before.contentHash)
    if (Object.keys(values).length === 0 && !hasNewContent)
      return { designator, revision: before.revision, changed: [], created: false }

    const { at, actor } = this.#stamp
    const row = { ...withoutMultilinks(part, values), activity: at, actor }
    const revision = await updateNode(sql, schema, { id, values: row, ...(hasNewContent && { contentHash }) })
    await writeLinks(sql, schema, id, linkWrites(part, values))
    await this.#written(part, values, hasNewContent ? [hex(before.contentHash), hex(contentHash)!] : null)
    return {
      designator,
      revision,
      changed: [...Object.keys(values), ...(hasNewContent ? ['content'] : [])],
      created: false,
    }
  }

  async #flip(part: Part): Promise<Applied> {
    const { sql } = this.#given
    const { schema, id, event } = part
    const before = part.before!
    const retired = event === 'retire'
    const designator = { className: schema.name, id }
    if (before.retired === retired) return { designator, revision: before.revision, changed: [], created: false }
    if (!retired) await this.#checkKeyIsFree(part, before)

    for (const detector of this.#detectors('auditor', part))
      await detector.run(this.#context(part, new Set(), NO_WRITES), nodeForDetector(before), {})
    const revision = await setRetired(sql, schema, id, retired)
    if (schema.journal)
      await this.#journal([
        { ...this.#stamp, className: schema.name, node: id, action: retired ? 'retired' : 'restored', changes: null },
      ])
    this.#touch(schema.name, id)
    await this.#react(part)
    return { designator, revision, changed: [], created: false }
  }

  async #checkKeyIsFree({ schema }: Part, before: StoredNode): Promise<void> {
    const key = schema.key === null ? null : before.values[schema.key]
    if (typeof key === 'string' && (await findByKey(this.#given.sql, schema, key)) !== null)
      throw invalid([keyTaken(schema, key)])
  }

  /** Journal, search and reactors of a part whose row is written. */
  async #written(
    part: Part,
    values: Readonly<Record<string, Value>>,
    content: readonly [string | null, string] | null,
  ): Promise<void> {
    const { schema, id, before } = part
    await this.#journal(
      entriesOf(this.#given.tracker, this.#stamp, {
        schema,
        id,
        before: before?.values ?? null,
        values,
        ...(content && { content }),
      }),
    )
    this.#touch(schema.name, id)
    await this.#react(part)
  }

  async #journal(entries: readonly JournalEntry[]): Promise<void> {
    await appendJournal(this.#given.sql, entries)
  }

  #touch(className: string, id: number): void {
    const ids = this.#touched.get(className) ?? new Set()
    ids.add(id)
    this.#touched.set(className, ids)
  }

  async #react(part: Part): Promise<void> {
    const reactors = this.#detectors('reactor', part)
    if (reactors.length === 0) return
    const { sql } = this.#given
    const context = this.#context(part, new Set(Object.keys(part.named)), this.#nestedWrites())
    const before = part.before && nodeForDetector(part.before)
    for (const reactor of reactors) {
      const [node] = await loadNodes(sql, part.schema, [part.id])
      await reactor.run(context, nodeForDetector(node!), before)
    }
  }

  #detectors(kind: DetectorRegistration['kind'], part: Part): readonly DetectorRegistration[] {
    if (!this.#options.detectors) return []
    return this.#given.tracker.detectors.filter(
      (detector) =>
        detector.kind === kind && detector.className === part.schema.name && detector.events.includes(part.event),
    )
  }

  #context(part: Part, named: ReadonlySet<string>, writes: NestedWrites) {
    const { sql, tracker, actor, now } = this.#given
    return detectorContext({ sql, tracker, actor, now, event: part.event, named, writes })
  }

  #nestedWrites(): NestedWrites {
    const nested = async (changeSet: ChangeSet): Promise<readonly Applied[]> => {
      if (this.#depth === MAX_DEPTH) throw new Error(`Reactors set each other off more than ${MAX_DEPTH} deep`)
      this.#depth += 1
      try {
        return await this.#applyAll(changeSet, true)
      } finally {
        this.#depth -= 1
      }
    }
    return {
      set: async (className, id, changes) => {
        await nested([{ className, id, changes: changes as Record<string, Value> }])
      },
      create: async (className, values) => {
        const [applied] = await nested([{ className, id: null, changes: values as Record<string, Value> }])
        return applied!.designator.id
      },
    }
  }
}

const NOTHING: ReadonlySet<string> = new Set()

const NO_WRITES: NestedWrites = {
  set: () => Promise.reject(new TypeError('An auditor may alter its own changes only; a reactor may set other nodes')),
  create: () => Promise.reject(new TypeError('An auditor may not create nodes; a reactor may')),
}

/** Auditors see what differs: a form sends every value, changed or not. */
function dropUnchanged({ schema, before }: Part, changes: Changes): void {
  const differing = effective(schema, before!.values, changes)
  for (const name of Object.keys(changes)) if (name !== 'content' && !(name in differing)) delete changes[name]
}

function withoutMultilinks({ schema }: Part, values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => schema.properties.get(name)!.type !== 'multilink'),
  )
}

function linkWrites({ schema, before }: Part, values: Readonly<Record<string, Value>>) {
  return Object.entries(values).flatMap(([property, value]) => {
    if (schema.properties.get(property)!.type !== 'multilink') return []
    return [{ property, ...comings((before?.values[property] ?? []) as readonly number[], value as readonly number[]) }]
  })
}

function hex(hash: Uint8Array | null): string | null {
  return hash && Buffer.from(hash).toString('hex')
}
