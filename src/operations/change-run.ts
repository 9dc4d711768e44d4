import type { Access } from '../access/access.ts'
import { invalid } from '../errors.ts'
import type { Fault } from '../errors.ts'
import type { DetectorRegistration, Notice } from '../schema/detectors.ts'
import type { Value } from '../schema/property.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { Sql } from '../store/database.ts'
import { enqueueAccountJobs } from '../store/accounts/requests.ts'
import type { AccountNotice } from '../store/accounts/requests.ts'
import { hashOf } from '../store/files/content.ts'
import { appendJournal } from '../store/journal/journal.ts'
import type { JournalEntry } from '../store/journal/journal.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import { insertNode, setRetired, updateNode } from '../store/nodes/write-node.ts'
import { promise } from '../store/outbox/notifications.ts'
import type { Notification } from '../store/outbox/notifications.ts'
import { indexWritten } from '../store/search/index-written.ts'
import type { WrittenText } from '../store/search/index-written.ts'
import { endOpenRequests, noticeFor } from './account-notices.ts'
import { detectorContext, nodeForDetector, NO_WRITES } from './detector-context.ts'
import type { NestedWrites } from './detector-context.ts'
import { defaultsFor } from './defaults.ts'
import { effective, targetsAfter } from './differences.ts'
import type { Changes } from './differences.ts'
import { changesOf, entriesOf } from './journal-entries.ts'
import type { NodeChange, Stamp } from './journal-entries.ts'
import { KnownNodes } from './known-nodes.ts'
import { checkFresh, checkMayChange } from './may-change.ts'
import { dropUnchanged, hex, linkWrites, withoutMultilinks } from './node-writes.ts'
import type { Part } from './part.ts'
import { planParts } from './plan-parts.ts'
import type { Actor, Applied, ChangeSet } from './types.ts'
import { unseenTargets } from './unseen-targets.ts'
import { findFaults, keyTaken } from './validate-part.ts'
import { wantedBy } from './wanted-nodes.ts'
import { nodeAfter, WrittenNodes } from './written-nodes.ts'

/** Reactors may change nodes whose reactors change nodes; deeper than this they go round in a circle. */
const MAX_DEPTH = 10

export interface RunOptions {
  /** The tracker's own change: no permission is asked. */
  readonly trusted?: boolean
  /** False for seeds: values are written as they are given. */
  readonly detectors?: boolean
  /** False where the caller indexes all texts at the end. */
  readonly index?: boolean
  /** False where what is written happened long ago, or never: nobody is told. */
  readonly tells?: boolean
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
  readonly #known: KnownNodes
  readonly #written = new WrittenNodes()
  readonly #entries: JournalEntry[] = []
  readonly #notifications: Notification[] = []
  readonly #accountNotices: AccountNotice[] = []
  #depth = 0

  constructor(given: Given, options: RunOptions) {
    this.#given = given
    this.#known = new KnownNodes(given.sql, given.tracker)
    this.#stamp = { at: given.now, actor: given.actor.userId, source: given.actor.source }
    this.#options = {
      trusted: options.trusted ?? false,
      detectors: options.detectors ?? true,
      index: options.index ?? true,
      tells: options.tells ?? true,
    }
  }

  async apply(changeSet: ChangeSet): Promise<readonly Applied[]> {
    const { sql, tracker } = this.#given
    const applied = await this.#applyAll(changeSet, this.#options.trusted)
    appendJournal(sql, this.#entries)
    const promised = promise(sql, this.#notifications)
    if (this.#options.index) await indexWritten(sql, tracker, this.#written.texts())
    await promised
    await enqueueAccountJobs(
      sql,
      this.#accountNotices.map((notice) => ({ notice })),
    )
    return applied
  }

  async #applyAll(changeSet: ChangeSet, trusted: boolean): Promise<readonly Applied[]> {
    const { sql, tracker, access, actor } = this.#given
    const [parts] = await Promise.all([
      planParts({ sql, tracker, written: this.#written }, changeSet),
      this.#known.gather(wantedBy(tracker, this.#known, actor, changeSet)),
    ])
    for (const part of parts) {
      if (!trusted) checkMayChange(access, actor, part)
      checkFresh(part)
    }
    const byDesignator = new Map<Part, Applied>()
    const faults: Fault[] = []
    const unseen = trusted ? null : await unseenTargets(sql, this.#given, parts)
    for (const part of parts) {
      const applied = await this.#applyPart(part, unseen?.get(part) ?? NOTHING, faults)
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
    const found = await findFaults(this.#known, {
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
      : await defaultsFor(
          (className, key) => this.#known.findFor(eventName(part), className, key),
          part.schema,
          this.#given.actor,
          this.#given.now,
        )
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
    const contentHash = content === undefined ? null : hashOf(content)
    const { at, actor } = this.#stamp
    const row = { ...withoutMultilinks(part, values), creation: at, creator: actor, activity: at, actor }
    const links = linkWrites(part, values)
    insertNode(sql, schema, { id, values: row, links, content, ...(schema.hasContent && { contentHash }) })
    this.#journal({ schema, id, before: null, values })
    const node = nodeAfter(schema, id, null, { ...values, ...row }, contentHash)
    this.#wrote(node, { created: true, changed: null, content })
    await this.#react(part, values)
    return { designator: { className: schema.name, id }, revision: 1, changed: Object.keys(values), created: true }
  }

  async #update({ part, values, content }: Audited, before: StoredNode): Promise<Applied> {
    const { sql } = this.#given
    const { schema, id } = part
    const designator = { className: schema.name, id }
    const contentHash = content === undefined ? undefined : hashOf(content)
    const hasNewContent = contentHash !== undefined && hex(contentHash) !== hex(before.contentHash)
    if (Object.keys(values).length === 0 && !hasNewContent)
      return { designator, revision: before.revision, changed: [], created: false }

    const { at, actor } = this.#stamp
    const row = { ...withoutMultilinks(part, values), activity: at, actor }
    const links = linkWrites(part, values)
    updateNode(sql, schema, { id, values: row, links, ...(hasNewContent && { contentHash, content }) })
    this.#journal({
      schema,
      id,
      before: before.values,
      values,
      ...(hasNewContent && { content: [hex(before.contentHash), hex(contentHash)!] as const }),
    })
    const node = nodeAfter(schema, id, before, { ...values, ...row }, hasNewContent ? contentHash : undefined)
    const changed = [...Object.keys(values), ...(hasNewContent ? ['content'] : [])]
    this.#wrote(node, { created: false, changed, content: hasNewContent ? content : undefined })
    if (schema.kind === 'user') await this.#accountChanged(id, before, values)
    await this.#react(part, values)
    return { designator, revision: node.revision, changed, created: false }
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
    setRetired(sql, schema, id, retired)
    if (schema.journal)
      this.#entries.push({
        ...this.#stamp,
        className: schema.name,
        node: id,
        action: retired ? 'retired' : 'restored',
        changes: null,
      })
    const revision = before.revision + 1
    this.#wrote({ ...before, retired, revision }, { created: false, changed: null, content: undefined })
    await this.#react(part, {})
    return { designator, revision, changed: [], created: false }
  }

  async #checkKeyIsFree({ schema }: Part, before: StoredNode): Promise<void> {
    const key = schema.key === null ? null : before.values[schema.key]
    if (typeof key === 'string' && (await this.#known.find(schema.name, key)) !== null)
      throw invalid([keyTaken(schema, key)])
  }

  #journal(change: NodeChange): void {
    this.#entries.push(...entriesOf(this.#given.tracker, this.#stamp, change))
  }

  #wrote(node: StoredNode, text: Omit<WrittenText, 'node'>): void {
    this.#written.written({ node, ...text })
    this.#known.written(node.className, node.id, !node.retired)
  }

  async #react(part: Part, values: Readonly<Record<string, Value>>): Promise<void> {
    const reactors = this.#detectors('reactor', part)
    if (reactors.length === 0) return
    const context = this.#context(part, new Set(Object.keys(part.named)), this.#nestedWrites(part, values))
    const before = part.before && nodeForDetector(part.before)
    for (const reactor of reactors)
      await reactor.run(context, nodeForDetector(this.#written.get(part.schema.name, part.id)!), before)
  }

  async #accountChanged(id: number, before: StoredNode, values: Readonly<Record<string, Value>>): Promise<void> {
    await endOpenRequests(this.#given.sql, id, values)
    const notice = this.#options.tells ? noticeFor(this.#given.actor, before, values) : null
    if (notice) this.#accountNotices.push(notice)
  }

  #notify({ schema, id, before, event }: Part, values: Readonly<Record<string, Value>>, notice: Notice): void {
    const { message, people, addresses = [], quiet = [] } = notice
    if (!this.#options.tells) return
    this.#notifications.push({
      ...this.#stamp,
      className: schema.name,
      node: id,
      event: event === 'create' ? 'create' : 'set',
      message,
      changes: before && changesOf({ schema, id, before: before.values, values }),
      people,
      addresses,
      quiet,
    })
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
    return detectorContext({
      sql,
      tracker,
      actor,
      now,
      named,
      writes,
      known: this.#known,
      written: this.#written,
      className: part.schema.name,
      event: part.event,
    })
  }

  #nestedWrites(part: Part, values: Readonly<Record<string, Value>>): NestedWrites {
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
      notify: async (notice) => this.#notify(part, values, notice),
    }
  }
}

const NOTHING: ReadonlySet<string> = new Set()

function eventName({ schema, event }: Part): string {
  return `${schema.name} ${event}`
}
