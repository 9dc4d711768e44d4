import type { FastifyReply, FastifyRequest } from 'fastify'
import { invalid, TrackerError } from '../../../errors.ts'
import type { FormBody } from '../../../http/form-body.ts'
import { refuse } from '../../../http/refusal.ts'
import { TRAP } from '../../views/accounts/register.ts'
import { decodeForm } from '../forms/decode-form.ts'
import { typedText } from '../forms/typed-text.ts'
import { endOldSession } from '../sign-in.ts'
import { redirectAfter } from '../site.ts'
import type { Site } from '../site.ts'
import { textIn } from './private-page.ts'
import { showRegister, showRegistrationLink } from './registration-pages.ts'

/** Roundup's and bugs.python.org's name of the stamp. */
const STAMPS = ['opaqueregister', 'opaque']

export async function register(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  body: FormBody,
): Promise<FastifyReply> {
  const { registration } = site.http.identity
  const stamp = STAMPS.map((name) => textIn(body, name)).find((text) => text !== '') ?? ''
  try {
    if (registration.properties(request.visit.actor).length === 0)
      throw new TrackerError('forbidden', 'This tracker takes no registrations')
    await registration.admit(stamp, textIn(body, TRAP), request.visit.origin.address)
    const handle = await registration.request(request.visit.actor, await valuesOf(site, request, body))
    return redirectAfter(site, request, reply, `/user?@template=rego_progress&registration=${handle}`, null)
  } catch (error) {
    if (!(error instanceof TrackerError) || error.code === 'forbidden') throw error
    const { status } = refuse(error, request, reply)
    const { typed } = typedText(body, site.tracker, 'user')
    const faults = error.faults.length > 0 ? error.faults : [{ property: null, message: error.message }]
    return showRegister(site, request, reply, { typed, faults, stamp, status })
  }
}

/** Properties of the form that may be given; who gives another one, roles say, is told. */
async function valuesOf(
  { operations, tracker }: Site,
  { visit: { actor } }: FastifyRequest,
  body: FormBody,
): Promise<Readonly<Record<string, string>>> {
  const properties = tracker.classes.get('user')!.properties
  const fields = body.filter(({ name, value }) => {
    const type = properties.get(name.replace(/^@confirm@/, ''))?.type
    return typeof value === 'string' && (type === 'string' || type === 'password')
  })
  const subject = { className: 'user', id: -1 }
  const { changeSet, faults } = await decodeForm({ operations, actor, body: fields, subject, node: null })
  if (faults.length > 0) throw invalid(faults)
  return (changeSet[0]?.changes ?? {}) as Readonly<Record<string, string>>
}

export async function resend(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  body: FormBody,
): Promise<FastifyReply> {
  const handle = textIn(body, 'registration')
  await site.http.identity.registration.resend(handle, request.visit.origin.address)
  return redirectAfter(
    site,
    request,
    reply,
    `/user?@template=rego_progress&registration=${encodeURIComponent(handle)}`,
    'The mail is written once more.',
  )
}

export async function confirmRegistration(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  body: FormBody,
): Promise<FastifyReply> {
  const { identity, cookies } = site.http
  const { actor, origin } = request.visit
  const [token, typed] = [textIn(body, 'otk'), textIn(body, 'username').trim()]
  try {
    const visitor = await identity.anonymous(actor.source)
    const userId = await identity.registration.confirm(visitor, token, typed === '' ? null : typed)
    site.choices.forget()
    const signedIn = await identity.enter(userId, origin)
    await endOldSession(site, request)
    cookies.setSession(reply, signedIn)
    request.visit = { ...request.visit, sessionToken: signedIn.token }
    return redirectAfter(site, request, reply, `/user${userId}`, 'You are now registered, welcome!')
  } catch (error) {
    if (!(error instanceof TrackerError)) throw error
    const { status, message } = refuse(error, request, reply)
    return showRegistrationLink(site, request, reply, { token, username: typed, fault: message, status })
  }
}
