import type { IncomingHttpHeaders } from 'node:http'

/** What the browser says of the page that a request came from. */
export type Stated = 'same' | 'foreign' | 'nothing'

/**
 * Origin and Sec-Fetch-Site are written by browsers, and no page can change them. Each that is there has to
 * be of the same origin; `none` (typed by a person, or opened from a bookmark) says nothing.
 *
 * @param own  origins that the tracker is reached at: that of the base URL, and that of the request itself.
 */
export function statedOrigin(headers: IncomingHttpHeaders, own: readonly string[]): Stated {
  const { origin } = headers
  const site = headers['sec-fetch-site']
  if (origin !== undefined && !own.includes(origin.toLowerCase())) return 'foreign'
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'foreign'
  return origin !== undefined || site === 'same-origin' ? 'same' : 'nothing'
}
