import type { Tracker } from '../../schema/tracker.ts'

/** Makes a URL of a path below the tracker's root, its `/` included: the one way to write a link. */
export type LinkTo = (path: string) => string

export interface Viewer {
  readonly id: number | null
  readonly username: string
  readonly signedIn: boolean
  /** IANA name or hours from UTC; '' is UTC. */
  readonly timezone: string
}

export interface MenuLink {
  readonly title: string
  /** Ready for use: made with `link`. */
  readonly href: string
  readonly current: boolean
}

export interface Notice {
  readonly kind: 'ok' | 'error'
  readonly text: string
}

/** What every page needs, whatever it shows. */
export interface PageContext {
  readonly tracker: Tracker
  readonly link: LinkTo
  /** URL of a file of `public/`, such that it may be cached for good. */
  readonly asset: (name: string) => string
  readonly viewer: Viewer
  readonly now: Date
  /** Where "Log in" leads: it brings people back to this page. */
  readonly loginHref: string
  readonly menu: readonly MenuLink[]
  readonly savedQueries: readonly MenuLink[]
  /** What stands in the search box: the words of the list that is shown. */
  readonly searchText: string
  /** Whether the viewer may file a new node of the main class. */
  readonly mayCreate: boolean
  readonly notices: readonly Notice[]
  /** A line for everybody on every page: demo accounts, read-only mode. */
  readonly banner: string | null
  readonly outbox: {
    /** For those who may look at it. */
    readonly href: string | null
    /** Where the banner says that mail is kept. */
    readonly bannerHref: string | null
  }
  /** Token that forms carry as `@csrf`. */
  readonly csrf: string
  readonly density: 'compact' | 'roomy'
}

export function mainClassOf(tracker: Tracker): string {
  return tracker.views.mainClass ?? 'issue'
}
