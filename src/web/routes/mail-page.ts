import type { FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../errors.ts'
import type { FormBody } from '../../http/form-body.ts'
import { parseDesignator, printDesignator } from '../../values/designator.ts'
import type { Designator } from '../../values/designator.ts'
import { QUERY } from '../../operations/mail-preferences.ts'
import type { ClassSchema, Tracker } from '../../schema/tracker.ts'
import { mailPage } from '../views/mail.ts'
import type { MailPageProps } from '../views/mail.ts'
import { actionIn, signInAction } from './class-routes.ts'
import { isSignedIn, pageContext, queryOf, redirectAfter, sendPage } from './site.ts'
import type { Site } from './site.ts'

/** `/mail`: one's own; `/mail?user=7`, for administrators, somebody else's. */
export async function showMail(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return sendMail(site, request, reply, { userId: userIn(request, queryOf(request).get('user')), refusal: null })
}

interface Showing {
  readonly userId: number
  readonly refusal: { readonly message: string; readonly typed: MailPageProps['typed'] } | null
}

async function sendMail(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { userId, refusal }: Showing,
): Promise<FastifyReply> {
  const { actor } = request.visit
  const { operations, tracker } = site
  const settings = await operations.mailPreferences.of(actor, userId)
  const context = await pageContext(site, request, reply, {
    notices: refusal ? [{ kind: 'error', text: refusal.message }] : [],
  })
  const classes = followable(site, request)
  const props: MailPageProps = {
    settings,
    isOwn: userId === actor.userId,
    ownByDefault: OWN_BY_DEFAULT[tracker.nosy.messagesToAuthor],
    classes,
    typed: refusal?.typed ?? null,
  }
  return sendPage(request, reply, mailPage(context, props), refusal ? 400 : 200)
}

/** What issues have several of comes first: people follow components and keywords rather than priorities. */
function followable({ operations, tracker }: Site, { visit }: FastifyRequest): readonly ClassSchema[] {
  const several = new Set(
    [...tracker.classes.values()].flatMap(({ kind, properties }) =>
      kind === 'issue' ? [...properties.values()].flatMap(({ type, to }) => (type === 'multilink' ? [to] : [])) : [],
    ),
  )
  const rank = ({ name }: ClassSchema): number => (several.has(name) ? 0 : name === QUERY ? 1 : 2)
  return [...tracker.classes.values()]
    .filter(({ name }) => operations.mailPreferences.isFollowable(name) && operations.may(visit.actor, 'View', name))
    .sort((one, other) => rank(one) - rank(other))
}

const OWN_BY_DEFAULT: Readonly<Record<Tracker['nosy']['messagesToAuthor'], string>> = {
  yes: 'told too',
  no: 'not told',
  new: 'told of new issues only',
  nosy: 'told where you are on the nosy list',
}

/** @throws {TrackerError} forbidden, for those who are not logged in; not-found, for what is no number. */
function userIn({ visit }: FastifyRequest, text: string | null): number {
  const own = visit.actor.userId
  if (text === null || text === '') {
    if (own !== null) return own
    throw new TrackerError('forbidden', 'Please login with your username and password.')
  }
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new TrackerError('not-found', `There is no user "${text.slice(0, 50)}"`)
}

export async function changeMail(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  body: FormBody,
): Promise<FastifyReply> {
  const action = actionIn(body)
  const signedIn = signInAction(site, request, reply, body, action)
  if (signedIn) return signedIn
  if (!isSignedIn(request)) throw new TrackerError('forbidden', 'Please login with your username and password.')
  const userId = userIn(request, textIn(body, 'user'))
  const self = userId === request.visit.actor.userId
  try {
    const { node, said } = await changed(site, request, userId, action, body)
    const back = textIn(body, 'back') === 'node' && node ? `/${printDesignator(node)}` : null
    return redirectAfter(site, request, reply, back ?? (self ? '/mail' : `/mail?user=${userId}`), said)
  } catch (error) {
    if (action !== 'follow' || !(error instanceof TrackerError) || error.code === 'forbidden') throw error
    const typed = { className: textIn(body, 'class'), name: textIn(body, 'name'), told: textIn(body, 'told') }
    return sendMail(site, request, reply, { userId, refusal: { message: error.message, typed } })
  }
}

interface Changed {
  readonly node: Designator | null
  readonly said: string
}

async function changed(
  { operations }: Site,
  { visit: { actor } }: FastifyRequest,
  userId: number,
  action: string | null,
  body: FormBody,
): Promise<Changed> {
  const { mailPreferences } = operations
  if (action === 'tell') {
    const own = textIn(body, 'own')
    await mailPreferences.set(actor, userId, { told: textIn(body, 'told'), own: own === '' ? null : own === 'yes' })
    return { node: null, said: 'Saved.' }
  }
  if (action === 'follow') {
    const node = textIn(body, 'node')
    const chosen =
      node === ''
        ? await mailPreferences.named(actor, textIn(body, 'class'), textIn(body, 'name'))
        : parseDesignator(node)
    await mailPreferences.follow(actor, userId, chosen, textIn(body, 'told'))
    return { node: chosen, said: `You follow ${printDesignator(chosen)}.` }
  }
  if (action !== 'mute' && action !== 'unmute' && action !== 'unfollow')
    throw new TrackerError(
      'invalid',
      `No such action "${action ?? ''}": there are tell, mute, unmute, follow, unfollow`,
    )
  const node = parseDesignator(textIn(body, 'node'))
  await mailPreferences[action](actor, userId, node)
  return { node, said: SAID[action](printDesignator(node)) }
}

const SAID = {
  mute: (node: string) => `${node} is muted.`,
  unmute: (node: string) => `${node} is not muted any more.`,
  unfollow: (node: string) => `You don't follow ${node} any more.`,
}

function textIn(body: FormBody, name: string): string {
  const value = body.findLast((entry) => entry.name === name)?.value
  return typeof value === 'string' ? value : ''
}
