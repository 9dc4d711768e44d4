import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpContext } from '../../http/server.ts'
import { csrfToken } from '../../identity/session-token.ts'
import type { Operations } from '../../operations/operations.ts'
import type { Actor } from '../../operations/types.ts'
import type { FilterValues } from '../../query/index-request.ts'
import type { Tracker } from '../../schema/tracker.ts'
import type { Designator } from '../../values/designator.ts'
import { Recent } from '../../values/recent.ts'
import type { Html } from '../../values/html.ts'
import { ChoiceLists } from './choices.ts'
import { OfferedColumns } from './list-columns.ts'
import { ownFilters } from './own-filters.ts'
import { ParsedTexts } from './parsed-texts.ts'
import { mainClassOf } from '../views/page-context.ts'
import type { MenuLink, Notice, PageContext, Viewer } from '../views/page-context.ts'

export interface SiteOptions {
  readonly operations: Operations
  /** A line on every page. */
  readonly banner: string | null
  /** What the login page says of demo accounts. */
  readonly demo: string | null
  /** Whether nothing leaves the tracker: what would be mailed stays in the outbox. */
  readonly keepsMail?: boolean
}

/** Pages of which it is known what they name. */
const REMEMBERED = 2_000

/** What the pages' routes have at hand. */
export interface Site extends SiteOptions {
  readonly tracker: Tracker
  readonly http: HttpContext
  readonly choices: ChoiceLists
  readonly offered: OfferedColumns
  readonly texts: ParsedTexts
  /** What the pages of issues named when they were shown last: it is asked for together with the page, for any reader. */
  readonly named: Recent<readonly Designator[]>
  readonly isOwnFilter: (filter: FilterValues) => boolean
  /** What the log was warned of already: a list that everybody opens would fill it. */
  readonly warned: Set<string>
}

export function openSite(options: SiteOptions, http: HttpContext): Site {
  const { operations } = options
  return {
    ...options,
    http,
    tracker: operations.tracker,
    choices: new ChoiceLists(operations),
    offered: new OfferedColumns({ operations, tracker: operations.tracker }),
    texts: new ParsedTexts(operations.tracker),
    named: new Recent(REMEMBERED),
    isOwnFilter: ownFilters(operations.tracker),
    warned: new Set(),
  }
}

/** What a page says besides its own matter. */
export interface Shell {
  readonly searchText?: string
  readonly notices?: readonly Notice[]
}

/** Gathers what every page needs; one statement for those who are signed in, none for visitors. */
export async function pageContext(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  shell: Shell = {},
): Promise<PageContext> {
  const { actor, sessionToken } = request.visit
  const { http, tracker } = site
  const signedIn = isSignedIn(request)
  const path = pathOf(request)
  return {
    tracker,
    link: http.link,
    asset: http.asset,
    viewer: viewerOf(actor, signedIn),
    now: new Date(),
    loginHref: http.link(`/home?@template=login&__came_from=${encodeURIComponent(http.link(path))}`),
    menu: menuOf(site, path, signedIn),
    savedQueries: signedIn ? await savedQueries(site, actor, path) : [],
    searchText: shell.searchText ?? '',
    mayCreate: site.operations.may(actor, 'Create', mainClassOf(tracker)),
    notices: [...noticesOf(site, request, reply), ...(shell.notices ?? [])],
    banner: site.banner,
    outbox: outboxOf(site, actor),
    csrf: sessionToken === null ? '' : csrfToken(sessionToken),
    density: 'compact',
  }
}

/** In a demo everybody hears of it, and who is not logged in yet is asked to. */
function outboxOf({ operations, http, demo, keepsMail }: Site, actor: Actor): PageContext['outbox'] {
  const href = http.link('/outbox')
  const isShown = operations.outbox.mayView(actor, demo !== null)
  return { href: isShown ? href : null, bannerHref: demo !== null && keepsMail === true ? href : null }
}

export function isSignedIn({ visit }: FastifyRequest): boolean {
  return visit.sessionToken !== null || visit.hasCredentials
}

/** The tracker's own part of a request's URL; of a form only the path, since it can't be asked for again. */
export function pathOf(request: FastifyRequest): string {
  return request.method === 'POST' ? request.url.split('?', 1)[0]! : request.url
}

function viewerOf(actor: Actor, signedIn: boolean): Viewer {
  return { id: signedIn ? actor.userId : null, username: actor.username, signedIn, timezone: actor.timezone }
}

function menuOf({ http, tracker }: Site, path: string, signedIn: boolean): readonly MenuLink[] {
  const mainClass = mainClassOf(tracker)
  return (tracker.views.menu ?? [])
    .filter((one) => !one.signedIn || signedIn)
    .map(({ title, query }) => {
      const href = `/${mainClass}?${query}&@dispname=${encodeURIComponent(title)}`
      return { title, href: http.link(href), current: path === href }
    })
}

/** Those on the user's own list, which other people's may be on. */
async function savedQueries(
  { operations, tracker, http }: Site,
  actor: Actor,
  path: string,
): Promise<readonly MenuLink[]> {
  const className = tracker.classes.get('user')?.properties.get('queries')?.to
  const properties = tracker.classes.get(className ?? '')?.properties
  if (!className || actor.userId === null || !['name', 'klass', 'url'].every((name) => properties?.has(name))) return []

  const { rows } = await operations.page(actor, {
    className,
    where: { all: [] },
    linkedFrom: { className: 'user', id: actor.userId, property: 'queries' },
    order: [{ path: ['name'], descending: false }],
    columns: [['name'], ['klass'], ['url']],
    limit: 50,
  })
  return rows.flatMap(({ cells: [name, klass, url] }) => {
    if (typeof name !== 'string' || typeof klass !== 'string' || typeof url !== 'string' || !tracker.classes.has(klass))
      return []
    const href = `/${klass}?${url.replace(/^\?/, '')}&@dispname=${encodeURIComponent(name)}`
    return [{ title: name, href: http.link(href), current: path === href }]
  })
}

/** What the page before left to say; and Roundup's `@ok_message`, where the link is one of our own pages'. */
function noticesOf({ http }: Site, request: FastifyRequest, reply: FastifyReply): readonly Notice[] {
  const notices: Notice[] = []
  const flash = http.cookies.takeFlash(request, reply, request.visit.sessionToken)
  if (flash !== null) notices.push({ kind: 'ok', text: flash })
  if (request.visit.stated !== 'same') return notices
  const query = queryOf(request)
  for (const [kind, name] of [
    ['ok', 'ok_message'],
    ['error', 'error_message'],
  ] as const)
    for (const prefix of ['@', ':']) for (const text of query.getAll(prefix + name)) notices.push({ kind, text })
  return notices
}

/** The query string, parsed; see the server's options. */
export function queryOf(request: FastifyRequest): URLSearchParams {
  return request.query as URLSearchParams
}

/** The last value of a special variable, with `@` or `:`. */
export function special(params: URLSearchParams, name: string): string | null {
  return params.getAll(`@${name}`).at(-1) ?? params.getAll(`:${name}`).at(-1) ?? null
}

/** Pages of visitors may be kept if they are asked about; those of people who are signed in are nobody else's. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: Html, status = 200): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', isSignedIn(request) ? 'no-store' : 'private, no-cache')
    .header('vary', 'Cookie')
    .send(page.toString())
}

/**
 * After a form: on to a page that may be loaded again. What there is to say goes along in a cookie that the session
 * signs; without a session as Roundup's `@ok_message`.
 */
export function redirectAfter(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  text: string | null,
): FastifyReply {
  const { http } = site
  const { sessionToken } = request.visit
  if (text !== null && sessionToken !== null) http.cookies.setFlash(reply, sessionToken, text)
  const target = text === null || sessionToken !== null ? path : withMessage(path, text)
  return reply.header('cache-control', 'no-store').redirect(http.link(target), 303)
}

function withMessage(path: string, text: string): string {
  const [before, fragment] = path.split('#', 2) as [string, string?]
  return `${before}${before.includes('?') ? '&' : '?'}@ok_message=${encodeURIComponent(text)}${fragment === undefined ? '' : `#${fragment}`}`
}
