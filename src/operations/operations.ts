import { Access, isAdministrator } from '../access/access.ts'
import { invalid, TrackerError } from '../errors.ts'
import type { ParseContext } from '../schema/properties/index.ts'
import type { Condition, Reader } from '../schema/filter-spec.ts'
import type { ClassOperation, GeneralPermission } from '../schema/permissions.ts'
import type { HistoryEntry, KeptValue, LineForm, NodeView, Page, ReadQuery, Row } from '../schema/read-query.ts'
import type { ClassSchema, Tracker } from '../schema/tracker.ts'
import { sqlState } from '../store/database.ts'
import type { Database, Sql } from '../store/database.ts'
import { getContent } from '../store/files/content.ts'
import { readLabels } from '../store/filter/read-labels.ts'
import type { LabelsByClass } from '../store/filter/read-labels.ts'
import { readPage, readRows } from '../store/filter/read-page.ts'
import { readLines } from '../store/filter/read-lines.ts'
import type { Lines } from '../store/filter/read-lines.ts'
import { readJournal } from '../store/journal/journal.ts'
import type { StoredJournalEntry } from '../store/journal/journal.ts'
import { findByKey, loadNodes } from '../store/nodes/load-nodes.ts'
import { readKept } from '../store/nodes/read-kept.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import type { Designator } from '../values/designator.ts'
import { printDesignator } from '../values/designator.ts'
import { Recent } from '../values/recent.ts'
import { ChangeRun } from './change-run.ts'
import type { RunOptions } from './change-run.ts'
import { namedInHistory, visibleHistory } from './history.ts'
import type { NamedNodes } from './history.ts'
import { MailPreferences } from './mail-preferences.ts'
import { Outbox } from './outbox.ts'
import { isThere } from './may-change.ts'
import type { Judgeable } from './may-change.ts'
import { absent } from './plan-parts.ts'
import { UnsubscribeLinks } from './unsubscribe-links.ts'
import type { Actor, Applied, Change, ChangeSet, ChangeValue } from './types.ts'

export interface Content {
  readonly bytes: Buffer
  readonly hash: string
  /** MIME type as it was given, never to be trusted. */
  readonly type: string | null
  readonly name: string | null
}

export interface ViewOptions {
  /** Properties to read; all of them where absent. */
  readonly properties?: readonly string[]
  /** Reads what an import left beside the node, too. */
  readonly kept?: true
}

export interface TrustedOptions extends Pick<RunOptions, 'tells'> {
  /** Done before the change in its transaction: it stands and falls with it. */
  readonly first?: ((sql: Sql) => Promise<void>) | undefined
}

/** What a rehearsal ends with, so that all of it is rolled back. */
class Rehearsed extends Error {}

/** Histories of which it is known what they name. */
const REMEMBERED = 2_000

/**
 * The one way to read and write a tracker's nodes. Every reading is the actor's: what the actor may not see is
 * absent. Every change is checked, audited, validated, journalled and indexed in one transaction.
 */
export class Operations {
  readonly tracker: Tracker
  readonly access: Access
  readonly mailPreferences: MailPreferences
  readonly unsubscribeLinks: UnsubscribeLinks
  readonly outbox: Outbox
  readonly #database: Database
  /** What histories named when they were read last: its labels are asked for together with the history, for any reader. */
  readonly #named = new Recent<NamedNodes>(REMEMBERED)

  constructor(database: Database, tracker: Tracker) {
    this.tracker = tracker
    this.access = new Access(tracker)
    this.mailPreferences = new MailPreferences(database, tracker, this.access)
    this.unsubscribeLinks = new UnsubscribeLinks(database)
    this.outbox = new Outbox(database)
    this.#database = database
  }

  /* ---- changes ---- */

  /** Applies all changes or none. @throws {TrackerError} with every fault of the set, when it may not be. */
  apply(actor: Actor, changeSet: ChangeSet): Promise<readonly Applied[]> {
    return this.#run(actor, changeSet, {})
  }

  /** A change of the tracker's own: permissions are not asked, detectors run. */
  applyTrusted(actor: Actor, changeSet: ChangeSet, options: TrustedOptions = {}): Promise<readonly Applied[]> {
    return this.#run(actor, changeSet, { trusted: true, tells: options.tells ?? true }, options.first)
  }

  /** Whether it could be applied now; nothing stays of it. @throws {TrackerError} as {@link apply} or {@link applyTrusted} would. */
  async rehearse(actor: Actor, changeSet: ChangeSet, options: Pick<RunOptions, 'trusted'> = {}): Promise<void> {
    try {
      await this.#database.transaction(async (sql) => {
        await this.#changeRun(sql, actor, { ...options, tells: false }).apply(changeSet)
        throw new Rehearsed()
      })
    } catch (cause) {
      if (!(cause instanceof Rehearsed)) throw explained(cause)
    }
  }

  async create(actor: Actor, className: string, values: Readonly<Record<string, ChangeValue>>): Promise<Designator> {
    const [applied] = await this.apply(actor, [{ className, id: null, changes: values }])
    return applied!.designator
  }

  async set(
    actor: Actor,
    { className, id }: Designator,
    changes: Readonly<Record<string, ChangeValue>>,
    options: Pick<Change, 'ifRevision' | 'seen'> = {},
  ): Promise<Applied> {
    const [applied] = await this.apply(actor, [{ className, id, changes, ...options }])
    return applied!
  }

  async retire(actor: Actor, { className, id }: Designator): Promise<Applied> {
    const [applied] = await this.apply(actor, [{ className, id, changes: {}, action: 'retire' }])
    return applied!
  }

  async restore(actor: Actor, { className, id }: Designator): Promise<Applied> {
    const [applied] = await this.apply(actor, [{ className, id, changes: {}, action: 'restore' }])
    return applied!
  }

  async #run(
    actor: Actor,
    changeSet: ChangeSet,
    options: RunOptions,
    first?: TrustedOptions['first'],
  ): Promise<readonly Applied[]> {
    try {
      return await this.#database.transaction(async (sql) => {
        await first?.(sql)
        return this.#changeRun(sql, actor, options).apply(changeSet)
      })
    } catch (cause) {
      throw explained(cause)
    }
  }

  #changeRun(sql: Sql, actor: Actor, options: RunOptions): ChangeRun {
    return new ChangeRun({ sql, tracker: this.tracker, access: this.access, actor, now: new Date() }, options)
  }

  /* ---- readings ---- */

  /** One page of a list, its rows, cells, labels and permissions in a fixed number of statements. */
  page(actor: Actor, query: ReadQuery): Promise<Page> {
    return readPage(this.#database.sql, this.tracker, this.reader(actor), query)
  }

  /** The same as lines of a CSV file; null where only {@link page} can read it. */
  lines(actor: Actor, query: ReadQuery, form: LineForm): Promise<Lines | null> {
    return readLines(this.#database.sql, this.tracker, this.reader(actor), query, form)
  }

  /** Nodes of one class as the actor may see them, in the order of their ids; retired ones are among them. */
  rows(actor: Actor, query: Pick<ReadQuery, 'className' | 'columns'>, ids: readonly number[]): Promise<readonly Row[]> {
    return readRows(this.#database.sql, this.tracker, this.reader(actor), query, ids)
  }

  /** @throws {TrackerError} not-found, when it is not there for this actor. */
  async view(actor: Actor, designator: Designator, options: ViewOptions = {}): Promise<NodeView> {
    return (await this.#view(actor, designator, options)).view
  }

  async history(actor: Actor, designator: Designator): Promise<readonly HistoryEntry[]> {
    const [node, entries] = await Promise.all([this.#load(actor, designator), this.#journal(designator)])
    const named = namedInHistory(this.tracker, this.classNamed(node.className), entries)
    return this.#visibleHistory(actor, node, entries, await this.#labels(actor, named))
  }

  /** Both at once, for pages that show both. @throws {TrackerError} not-found */
  async viewWithHistory(
    actor: Actor,
    designator: Designator,
    options: ViewOptions = {},
  ): Promise<{ readonly view: NodeView; readonly history: readonly HistoryEntry[] }> {
    const name = printDesignator(designator)
    const expected = this.#named.get(name)
    const [{ view, node }, entries, early] = await Promise.all([
      this.#view(actor, designator, options),
      this.#journal(designator),
      expected ? this.#labels(actor, expected) : null,
    ])
    const named = namedInHistory(this.tracker, this.classNamed(designator.className), entries)
    const isAsExpected = expected !== undefined && isWithin(named, expected)
    if (!isAsExpected) this.#named.set(name, named)
    const labels = isAsExpected ? early! : await this.#labels(actor, named)
    return { view, history: this.#visibleHistory(actor, node, entries, labels) }
  }

  async #view(
    actor: Actor,
    designator: Designator,
    options: ViewOptions,
  ): Promise<{ readonly view: NodeView; readonly node: Judgeable }> {
    const schema = this.classNamed(designator.className)
    const names = options.properties ?? [...schema.properties.keys()]
    const label = this.reader(actor).visibility(schema.name).label ?? 'id'
    const columns = [...names.map((name) => [name]), [label]]
    const [loaded, [row], kept] = await Promise.all([
      this.access.dependsOnNode(actor, schema.name) ? this.#load(actor, designator) : null,
      readRows(this.#database.sql, this.tracker, this.reader(actor), { className: schema.name, columns }, [
        designator.id,
      ]),
      options.kept ? this.#kept(actor, designator, schema) : [],
    ])
    if (!row) throw absent(designator.className, designator.id)
    const node = row.retired
      ? (loaded ?? (await this.#load(actor, designator)))
      : (loaded ?? { ...designator, retired: false, values: {} })
    const labelCell = row.cells.at(-1)
    const rights = this.#rights(actor, schema, node)
    const view: NodeView = {
      designator,
      revision: row.revision,
      retired: row.retired,
      label: typeof labelCell === 'string' && labelCell !== '' ? labelCell : printDesignator(designator),
      cells: new Map(names.map((name, index) => [name, row.cells[index] ?? null])),
      ...rights,
      kept: kept.filter(({ property }) => rights.editable.has(property)),
    }
    return { view, node }
  }

  /** Those who may edit nothing of the class pay nothing. A password that could not be stored is a password yet. */
  async #kept(actor: Actor, { className, id }: Designator, schema: ClassSchema): Promise<readonly KeptValue[]> {
    if (!this.access.mightEver(actor, 'Edit', className)) return []
    const kept = await readKept(this.#database.sql, className, id)
    return kept.filter(({ property }) => schema.properties.get(property)?.type !== 'password')
  }

  #journal({ className, id }: Designator): Promise<readonly StoredJournalEntry[]> {
    return readJournal(this.#database.sql, this.classNamed(className).name, id)
  }

  #labels(actor: Actor, named: NamedNodes): Promise<LabelsByClass> {
    return readLabels(this.#database.sql, this.tracker, this.reader(actor), named)
  }

  #visibleHistory(
    actor: Actor,
    node: Judgeable,
    entries: readonly StoredJournalEntry[],
    labels: LabelsByClass,
  ): readonly HistoryEntry[] {
    const schema = this.classNamed(node.className)
    return visibleHistory({ access: this.access, actor, schema, node, labels }, entries)
  }

  /** Id of the live node with that key, when it is there for the actor; else null. */
  async lookup(actor: Actor, className: string, key: string): Promise<number | null> {
    const schema = this.classNamed(className)
    if (schema.key === null) throw new TrackerError('invalid', `A ${className} has no key: name it by its id`)
    const { sql } = this.#database
    if (!this.access.mightEver(actor, 'View', className)) return null
    const id = await findByKey(sql, schema, key)
    if (id === null || this.access.predicate(actor, 'View', className) === true) return id
    const [node] = await loadNodes(sql, schema, [id])
    return node && isThere(this.access, actor, node) ? id : null
  }

  /** Live nodes whose key holds the text, in whatever case, 50 at most and only those that are there for the actor. */
  async similar(
    actor: Actor,
    className: string,
    text: string,
  ): Promise<readonly { readonly id: number; readonly key: string }[]> {
    const { key } = this.classNamed(className)
    if (key === null || !this.access.mightEver(actor, 'View', className, key)) return []
    const where: Condition = { path: [key], test: { is: 'containing', text } }
    const { rows } = await this.page(actor, {
      className,
      where,
      order: [{ path: ['id'], descending: false }],
      columns: [[key]],
      limit: 50,
    })
    return rows.flatMap(({ id, cells }) => (typeof cells[0] === 'string' ? [{ id, key: cells[0] }] : []))
  }

  /** @throws {TrackerError} not-found, when there is no content or the actor may not read it. */
  async content(actor: Actor, designator: Designator): Promise<Content> {
    const schema = this.classNamed(designator.className)
    const node = await this.#load(actor, designator)
    const mayRead = schema.hasContent && this.access.may(actor, 'View', schema.name, node, 'content')
    const bytes = mayRead && node.contentHash ? await getContent(this.#database.sql, node.contentHash) : null
    if (!bytes) throw new TrackerError('not-found', `There is no content of ${printDesignator(designator)}`)
    const { type, name } = node.values
    return {
      bytes,
      hash: Buffer.from(node.contentHash!).toString('hex'),
      type: typeof type === 'string' ? type : null,
      name: typeof name === 'string' && this.access.may(actor, 'View', schema.name, node, 'name') ? name : null,
    }
  }

  /** Whether it is there for the actor, without reading it. */
  async exists(actor: Actor, designator: Designator): Promise<boolean> {
    try {
      await this.#load(actor, designator)
      return true
    } catch (cause) {
      if (cause instanceof TrackerError && cause.code === 'not-found') return false
      throw cause
    }
  }

  /* ---- rights ---- */

  reader(actor: Actor): Reader {
    return this.access.reader(actor)
  }

  /** Whether the actor might ever do it, conditions aside: enough to offer it, never to do it. */
  may(actor: Actor, permission: GeneralPermission): boolean
  may(actor: Actor, permission: ClassOperation, className: string, property?: string | null): boolean
  may(
    actor: Actor,
    permission: ClassOperation | GeneralPermission,
    className?: string,
    property: string | null = null,
  ): boolean {
    if (className === undefined) return this.access.has(actor, permission as GeneralPermission)
    return this.access.mightEver(actor, permission as ClassOperation, className, property)
  }

  isAdministrator({ roles }: Actor): boolean {
    return isAdministrator(roles)
  }

  /** Names of the properties that the actor may give a new node. */
  creatable(actor: Actor, className: string): ReadonlySet<string> {
    return new Set(
      writableNames(this.classNamed(className)).filter((name) => this.may(actor, 'Create', className, name)),
    )
  }

  /** How the actor's texts are read: zone, clock and keys. */
  parseContext(actor: Actor): ParseContext {
    return {
      zone: actor.timezone,
      now: new Date(),
      me: actor.userId,
      lookup: async (className, key) => {
        const schema = this.classNamed(className)
        return schema.key === null ? null : this.lookup(actor, className, key)
      },
      similar: (className, text) => this.similar(actor, className, text),
    }
  }

  /** @throws {TrackerError} not-found */
  classNamed(className: string): ClassSchema {
    const schema = this.tracker.classes.get(className)
    if (!schema) throw new TrackerError('not-found', `There is no class ${className}`)
    return schema
  }

  async #load(actor: Actor, { className, id }: Designator): Promise<StoredNode> {
    const [node] = await loadNodes(this.#database.sql, this.classNamed(className), [id])
    if (!node || !isThere(this.access, actor, node)) throw absent(className, id)
    return node
  }

  #rights(actor: Actor, schema: ClassSchema, node: Judgeable): Pick<NodeView, 'editable' | 'mayRetire' | 'mayRestore'> {
    const may = (operation: ClassOperation, name: string | null = null): boolean =>
      this.access.may(actor, operation, schema.name, node, name)
    const editable = node.retired ? [] : writableNames(schema).filter((name) => may('Edit', name))
    return {
      editable: new Set(editable),
      mayRetire: !node.retired && may('Retire'),
      mayRestore: node.retired && (may('Restore') || may('Retire')),
    }
  }
}

function isWithin(named: NamedNodes, expected: NamedNodes): boolean {
  return [...named].every(([className, ids]) => {
    const known = new Set(expected.get(className))
    return ids.every((id) => known.has(id))
  })
}

function writableNames(schema: ClassSchema): readonly string[] {
  const names = [...schema.properties.values()]
    .filter((property) => !property.automatic && !property.computedFrom)
    .map((property) => property.name)
  return schema.hasContent ? [...names, 'content'] : names
}

/** unique_violation and foreign_key_violation: what another change did between our look and our commit. */
function explained(cause: unknown): unknown {
  const state = sqlState(cause)
  if (state === '23505')
    return invalid([{ property: null, message: 'Another change took the same key in this moment; try another one' }])
  if (state === '23503') return new TrackerError('conflict', 'Something this change links to is gone by now', { cause })
  return cause
}
