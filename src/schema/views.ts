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
}

/**
 * Plain text that becomes a link. `pattern` has to be sticky-safe (no lookbehind over more than one
 * character) and linear; `href` gives null where the match is no link after all.
 */
export interface LinkRule {
  readonly name: string
  readonly pattern: RegExp
  readonly href: (match: RegExpExecArray) => string | null
  /** A node of the tracker that has to exist; its title and whether it is closed show on the link. */
  readonly node?: (match: RegExpExecArray) => { readonly className: string; readonly id: number } | null
}
