import { TrackerError } from '../errors.ts'
import type { ChangesOf, Classes, ClassName, NodeOf, SchemaDefinition } from './define-schema.ts'
import type { Where } from './permissions.ts'
import type { NosyRules } from './tracker.ts'

export type DetectorEvent = 'create' | 'set' | 'retire' | 'restore'

/** Where a change came from; in the journal and for detectors. */
export type Source = 'web' | 'rest' | 'xmlrpc' | 'email' | 'cli' | 'github' | 'job' | 'import' | 'seed'

/** What a detector may ask and, if it is a reactor, do. It works in the change's own transaction. */
export interface DetectorContext<S extends Classes> {
  readonly event: DetectorEvent
  readonly actor: { readonly id: number; readonly username: string; readonly roles: readonly string[] }
  readonly source: Source
  /** What the actor named for this node, whether it differs or not: naming a value says that it shall be so. */
  readonly named: ReadonlySet<string>
  /** The instant that the change's journal entries carry. */
  readonly now: Date
  readonly nosy: NosyRules
  /** Roles of the tracker, Admin, User and Anonymous included. */
  readonly roles: readonly string[]

  /** Id of the live node with that key. @throws {TrackerError} rejected, when there is none. */
  lookup(className: ClassName<S>, key: string): Promise<number>
  /** As lookup, but null when there is none. */
  find(className: ClassName<S>, key: string): Promise<number | null>
  /** The node with that id, retired or not; null when there is none. */
  get<C extends ClassName<S>>(className: C, id: number): Promise<NodeOf<S, C> | null>
  /** Several at once, in one statement; those that are not there are left out. */
  getAll<C extends ClassName<S>>(className: C, ids: readonly number[]): Promise<readonly NodeOf<S, C>[]>
  /** Those of the ids whose nodes are there and not retired, ascending. Costs nothing for what the change links anyway. */
  live(className: ClassName<S>, ids: readonly number[]): Promise<readonly number[]>
  /** Live nodes for which the condition holds, by id; 1,000 at most. */
  filter<C extends ClassName<S>>(className: C, where: Where): Promise<readonly NodeOf<S, C>[]>
  /** The bytes of a message or file; null when there are none. */
  content(className: ClassName<S>, id: number): Promise<Uint8Array | null>

  /** Changes another node as part of this change; reactors only. Detectors of that node run too. */
  set<C extends ClassName<S>>(className: C, id: number, changes: ChangesOf<S, C>): Promise<void>
  create<C extends ClassName<S>>(className: C, values: ChangesOf<S, C>): Promise<number>
  /** Promises a mail about this change; it is sent once the change stands, and only then. Reactors only. */
  notify(notice: Notice): Promise<void>
}

/** What a reactor wants told of the node that it reacts to. */
export interface Notice {
  /** The message whose text is sent; null sends the changes alone. */
  readonly message: number | null
  /**
   * Users to tell, the nosy list as a rule. Those who may not read it, or want none, are left out; those whom the
   * message names, and those who follow what the node links, are told too.
   */
  readonly people: readonly number[]
  /** Addresses that get it whoever they are, with what a visitor may read: lists, for instance. */
  readonly addresses?: readonly string[]
  /** Properties that are not worth a line. */
  readonly quiet?: readonly string[]
}

/**
 * Runs before the write. May alter `changes` (also what the actor may not set) or refuse with
 * {@link reject}. `node` is null on create; `changes` holds whole multilinks and only what differs.
 */
export type Auditor<Schema, C extends string> =
  Schema extends SchemaDefinition<infer S>
    ? (context: DetectorContext<S>, node: NodeOf<S, C> | null, changes: ChangesOf<S, C>) => void | Promise<void>
    : never

/** Runs after the write and before the commit; a throw undoes the whole change. No I/O to the outside. */
export type Reactor<Schema, C extends string> =
  Schema extends SchemaDefinition<infer S>
    ? (context: DetectorContext<S>, node: NodeOf<S, C>, before: NodeOf<S, C> | null) => void | Promise<void>
    : never

type AnyDetector = (context: DetectorContext<Classes>, node: unknown, other: unknown) => void | Promise<void>

export interface DetectorRegistration {
  readonly kind: 'auditor' | 'reactor'
  readonly className: string
  readonly events: readonly DetectorEvent[]
  readonly name: string
  /** Ascending; 100 where none is given. */
  readonly priority: number
  readonly run: AnyDetector
}

export interface RegistrationOptions {
  readonly priority?: number
}

/**
 * @example
 * const { audit, react } = detectorsFor(schema)
 * export const detectors = [audit('issue', 'set', reopenPending), audit('issue', ['create', 'set'], countMessages, { priority: 120 })]
 */
export function detectorsFor<S extends Classes>(
  _schema: SchemaDefinition<S>,
): {
  audit<C extends ClassName<S>>(
    className: C,
    events: DetectorEvent | readonly DetectorEvent[],
    auditor: Auditor<SchemaDefinition<S>, C>,
    options?: RegistrationOptions,
  ): DetectorRegistration
  react<C extends ClassName<S>>(
    className: C,
    events: DetectorEvent | readonly DetectorEvent[],
    reactor: Reactor<SchemaDefinition<S>, C>,
    options?: RegistrationOptions,
  ): DetectorRegistration
} {
  const register =
    (kind: 'auditor' | 'reactor') =>
    (
      className: string,
      events: DetectorEvent | readonly DetectorEvent[],
      detector: unknown,
      options: RegistrationOptions = {},
    ) => {
      const run = detector as AnyDetector
      return { kind, className, events: [events].flat(), name: run.name, priority: options.priority ?? 100, run }
    }
  return { audit: register('auditor'), react: register('reactor') }
}

/** Refuses the change with a sentence that the actor will read. */
export function reject(message: string): never {
  throw new TrackerError('rejected', message)
}
