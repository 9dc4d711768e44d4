/** How a tracker's pages are arranged; what is absent follows from the schema. Query strings are Roundup's URL form. */
export interface TrackerViews {
  /** The issue-like class that home, search box and "new" are about; `issue` where absent. */
  readonly mainClass?: string
  /** Query string of the home list. */
  readonly home?: string
  /** Links of the side menu. */
  readonly menu?: readonly { readonly title: string; readonly query: string; readonly signedIn?: boolean }[]
  readonly classes?: Readonly<Record<string, ClassViews>>
  /** Turned into links when text is shown; first match wins, code is left alone. */
  readonly linkRules?: readonly LinkRule[]
  /** Classes whose designators (`msg5`, `msg 5`) become links in text; every class where absent. */
  readonly linkedClasses?: readonly string[]
  /** Values of the search box's radio: name and what it adds to the query string. */
  readonly searchScopes?: readonly { readonly title: string; readonly query: string }[]
}

export interface ClassViews {
  /** Default columns of the list. */
  readonly columns?: readonly string[]
  /** Default sort of the list, Roundup's form: `-activity`. */
  readonly sort?: string
  readonly group?: string
  /** Panels of the item page, each a list of properties. */
  readonly panels?: readonly { readonly title: string; readonly properties: readonly string[] }[]
  /** Properties of the form for a new one; those of the panels where absent. */
  readonly create?: readonly string[]
  /** What counts as closed: a link, and the keys of its targets. Closed nodes are struck through where they are linked. */
  readonly closed?: { readonly property: string; readonly values: readonly string[] }
  /** Multilinks that the item page shows as a table, with these columns of the linked class. */
  readonly tables?: readonly {
    readonly property: string
    readonly title?: string
    readonly columns: readonly string[]
  }[]
}

/**
 * Plain text that becomes a link. `pattern` has to be sticky-safe (no lookbehind over more than one
 * character) and linear; `href` gives null where the match is no link after all. Where the pattern has a
 * group named `link`, only that part of the match is the link. Where two rules match, the earlier match
 * wins, then the longer, then the rule that comes first.
 */
export interface LinkRule {
  readonly name: string
  readonly pattern: RegExp
  /** An absolute URL; for a node of the tracker its designator. */
  readonly href: (match: RegExpExecArray) => string | null
  /** What the link's tooltip says; a node's title and state where absent. */
  readonly title?: (match: RegExpExecArray) => string
  /** A node of the tracker that has to exist; its title and whether it is closed show on the link. */
  readonly node?: (match: RegExpExecArray) => { readonly className: string; readonly id: number } | null
}
