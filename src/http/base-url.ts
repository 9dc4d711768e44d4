/** Where the tracker is reached from outside: every link, cookie and redirect is made from it. */
export interface BaseUrl {
  /** `https://bugs.example.org` */
  readonly origin: string
  /** Without the `/` at its end: '' at the root, `/tracker` below a path. */
  readonly path: string
  readonly isHttps: boolean
}

export function parseBaseUrl(text: string): BaseUrl {
  const url = new URL(text)
  return { origin: url.origin, path: url.pathname.replace(/\/+$/, ''), isHttps: url.protocol === 'https:' }
}

/** A path of the tracker as a link: `/issue12` → `/tracker/issue12`. */
export function linkTo(base: BaseUrl, path: string): string {
  return base.path + path
}

export function absoluteUrl(base: BaseUrl, path: string): string {
  return base.origin + base.path + path
}

/** What probes and scrapers ask for: they don't come through the proxy, and know nothing of a path. */
const ROOT_ROUTES = /^\/(?:healthz\/|metrics(?:\?|$))/
/** No route has these names, so the answer is "not found", or the way to the tracker's first page. */
export const OUTSIDE = '/@@outside'
export const WITHOUT_SLASH = '/@@base'

/** What the router sees of a request's URL: the tracker's own part. */
export function ownPath(base: BaseUrl, url: string): string {
  if (base.path === '' || ROOT_ROUTES.test(url)) return url
  if (url.startsWith(`${base.path}/`)) return url.slice(base.path.length)
  return url === base.path || url.startsWith(`${base.path}?`) ? WITHOUT_SLASH : OUTSIDE
}

/**
 * Whether a text from a form or URL may be redirected to: a path below the base. A scheme, a host, `//host`
 * and `/\host`, which browsers read as one, are refused, and so is anything with control characters.
 */
export function isOwnPath(base: BaseUrl, text: string): boolean {
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes('\\')) return false
  let url: URL
  try {
    url = new URL(text, base.origin)
  } catch {
    return false
  }
  return url.origin === base.origin && (url.pathname === base.path || url.pathname.startsWith(`${base.path}/`))
}
