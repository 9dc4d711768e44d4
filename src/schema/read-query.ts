import type { Condition, PropertyPath, SearchSpec, SortKey } from './filter-spec.ts'
import type { Source } from './detectors.ts'
import type { Designator } from '../values/designator.ts'
import type { Interval } from '../values/interval.ts'
import type { SnippetPart } from '../values/snippet.ts'

/** A link as a reader sees it: `label` is null where the reader may not see what it names. */
export interface LinkCell {
  readonly id: number
  readonly label: string | null
  readonly retired: boolean
}
/** A cell that the reader may not see. Shown as `[hidden]`, empty in CSV. */
export const HIDDEN = Symbol('hidden')
export type Cell =
  | string
  | number
  | boolean
  | Date
  | Interval
  | LinkCell
  | readonly LinkCell[]
  | Uint8Array
  | null
  | typeof HIDDEN
export interface Row {
  readonly id: number
  readonly revision: number
  readonly retired: boolean
  /** In the order of the query's columns. */
  readonly cells: readonly Cell[]
  /** Where the search hit; absent where it was not asked for, and where only the title was hit. */
  readonly snippet?: Snippet
}

/** Where a search hit, other than in the title, which is shown anyway. */
export interface Snippet {
  /** The node whose text it is: the issue itself, a message, a file. */
  readonly designator: Designator
  readonly property: string
  readonly parts: readonly SnippetPart[]
}

/**
 * What to read of one class. Answered by one statement, whatever the number of rows: filter, the reader's
 * permissions, search, order, the page and the labels of everything that is linked.
 */
export interface ReadQuery {
  readonly className: string
  readonly where: Condition
  readonly search?: SearchSpec | null
  /** Whether each row says where the search hit. */
  readonly snippets?: boolean
  /** Only the targets of that node's multilink, in the order asked for: an issue's messages. */
  readonly linkedFrom?: { readonly className: string; readonly id: number; readonly property: string }
  readonly retired?: 'live' | 'retired' | 'both'
  /** Group keys first. `id` ascending is added when it is not there. Empty: by id. */
  readonly order: readonly SortKey[]
  /** `['id']`, `['status']`, `['assignee', 'realname']`, `['content']`. One row has a cell for each. */
  readonly columns: readonly PropertyPath[]
  /** Zero-based offset, at most 100,000. */
  readonly offset?: number
  /** Rows; null is all of them (CSV). */
  readonly limit: number | null
  /** Count matching rows, but stop at this many; 0: do not count. */
  readonly countUpTo?: number
}

export interface Page {
  readonly rows: readonly Row[]
  /** Whether rows follow this page. */
  readonly more: boolean
  /** Matching rows, at most `countUpTo`; null when not asked for. */
  readonly total: number | null
}

/** How lists are written as lines of comma-separated values. */
export interface LineForm {
  /** Which values stand in quotes: those that have to, or all. */
  readonly quotes: 'needed' | 'all'
  /** How the ids of a multilink are sorted. */
  readonly ids: 'numbers' | 'texts'
}

/** One node with everything the reader may see of it. */
export interface NodeView {
  readonly designator: Designator
  readonly revision: number
  readonly retired: boolean
  readonly label: string
  /** Property name → cell; content is not among them. */
  readonly cells: ReadonlyMap<string, Cell>
  /** Names of the properties, `content` among them, that the reader may change. */
  readonly editable: ReadonlySet<string>
  readonly mayRetire: boolean
  readonly mayRestore: boolean
  /** Where it was asked for: of what the reader may change. */
  readonly kept: readonly KeptValue[]
}

/** What an import could not store in its place. */
export interface KeptValue {
  readonly property: string
  /** The id of the node that is not there, or the value as the export had it; a long one is cut. */
  readonly text: string
  readonly reason: string
}

export interface HistoryEntry {
  readonly sequence: number
  readonly at: Date
  /** Who; `name` is what the journal says where the user is not there (any more). */
  readonly actor: { readonly id: number | null; readonly name: string }
  readonly source: Source
  readonly action: 'create' | 'set' | 'retired' | 'restored' | 'link' | 'unlink'
  /** Property → old and new, as links with labels; of multilinks what came and went. */
  readonly changes: readonly HistoryChange[]
  /** For link and unlink: the node that points (or pointed) here, and through which property. */
  readonly linker: { readonly designator: Designator; readonly property: string } | null
}
export type HistoryChange =
  | { readonly property: string; readonly old: Cell; readonly new: Cell }
  | { readonly property: string; readonly added: readonly LinkCell[]; readonly removed: readonly LinkCell[] }
