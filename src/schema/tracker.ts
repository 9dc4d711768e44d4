import type { Classes, SchemaDefinition, Seed } from './define-schema.ts'
import type { ClassKind, ClassOptions } from './class.ts'
import type { Demo } from './demo.ts'
import type { DetectorRegistration } from './detectors.ts'
import type { PermissionGrant, Permissions } from './permissions.ts'
import type { PropertyDefinition, PropertyType } from './property.ts'
import type { TrackerViews } from './views.ts'

/** How nosy lists grow and who is told; names and values are Roundup's `[nosy]` options. */
export interface NosyRules {
  /** Puts the author of a message on the nosy list. */
  readonly addAuthor: 'yes' | 'no' | 'new'
  /** Puts a message's recipients on the nosy list. */
  readonly addRecipients: 'yes' | 'no' | 'new'
  /** Mails a message to its own author too: always, of new issues, or where the author is on the nosy list. */
  readonly messagesToAuthor: 'yes' | 'no' | 'new' | 'nosy'
}

/** What the mails about changes look like; names and values follow Roundup's `[mail]` and `[nosy]` options. */
export interface MailRules {
  /** Begins the text with a line that names the author. */
  readonly authorLine: boolean
  /** Tells the author's address in that line, to everybody who gets the mail. */
  readonly authorAddress: boolean
  /** Where the tracker's name and the address stand. */
  readonly signature: 'top' | 'bottom' | 'none'
  /** Bytes; a larger file is linked instead of attached. */
  readonly attachUpTo: number
}

export interface TrackerOptions {
  /** Name on every page. */
  readonly title: string
  readonly nosy?: Partial<NosyRules>
  readonly mail?: Partial<MailRules>
  /** What `@action=export_csv` writes: names (Roundup), or ids and Python lists (bugs.python.org). */
  readonly csv?: 'names' | 'ids'
  readonly views?: TrackerViews
  /** Believable content for a first look; never loaded but on an empty, embedded, local tracker. */
  readonly demo?: () => Promise<Demo>
  /** Schemes of old hashes are always accepted; roles a person gets by registering. */
  readonly newUserRoles?: readonly string[]
}

/** What a tracker folder's `tracker.ts` default-exports, through {@link defineTracker}. */
export interface TrackerDefinition<S extends Classes = Classes> extends TrackerOptions {
  readonly schema: SchemaDefinition<S>
  readonly permissions: Permissions
  readonly seed: Seed<S>
  readonly detectors: readonly DetectorRegistration[]
}

export function defineTracker<const S extends Classes>(definition: TrackerDefinition<S>): TrackerDefinition<S> {
  return definition
}

/* ---- the same at run time, resolved: what everything behind the tracker folder works with ---- */

export interface PropertySchema {
  readonly name: string
  readonly type: PropertyType
  readonly definition: PropertyDefinition
  /** `creation`, `creator`, `activity`, `actor`: written by the tracker alone. */
  readonly automatic: boolean
  /** Target class of a link or multilink, null for the rest. */
  readonly to: string | null
  /** For a computed multilink, the class and property that it turns round; it has no storage. */
  readonly computedFrom: { readonly className: string; readonly property: string } | null
}

export interface ClassSchema {
  readonly name: string
  readonly kind: ClassKind
  /** Message and file kinds: nodes have bytes, addressed by hash. */
  readonly hasContent: boolean
  /** Declared, automatic and computed properties; without `id` and `content`. */
  readonly properties: ReadonlyMap<string, PropertySchema>
  readonly key: string | null
  /** `id` where no property fits. */
  readonly label: string
  readonly order: string
  readonly journal: boolean
  readonly legacy: boolean
  readonly options: ClassOptions
}

export interface Tracker {
  /** Name of the folder. */
  readonly name: string
  readonly title: string
  readonly classes: ReadonlyMap<string, ClassSchema>
  readonly roles: readonly string[]
  readonly grants: readonly PermissionGrant[]
  readonly seed: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  /** By priority, then name. */
  readonly detectors: readonly DetectorRegistration[]
  readonly nosy: NosyRules
  readonly mail: MailRules
  readonly csv: 'names' | 'ids'
  readonly views: TrackerViews
  readonly newUserRoles: readonly string[]
  readonly demo: (() => Promise<Demo>) | null
}
