import type { FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../../errors.ts'
import type { FormState } from '../../views/form.ts'
import { confirmRegistrationPage } from '../../views/accounts/confirm-registration.ts'
import { progressPage } from '../../views/accounts/progress.ts'
import { registerPage } from '../../views/accounts/register.ts'
import { isSignedIn, pageContext, queryOf, sendPage } from '../site.ts'
import type { Site } from '../site.ts'
import { privateContext, sendPrivate, sendSpent, tokenOf } from './private-page.ts'

const REGISTER_AGAIN = { label: 'register again', path: '/user?@template=register' }

/** The form for an account, empty or as it was refused. */
export async function showRegister(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: (Pick<FormState, 'typed' | 'faults'> & { readonly stamp: string; readonly status: number }) | null = null,
): Promise<FastifyReply> {
  const { registration } = site.http.identity
  const properties = registration.properties(request.visit.actor)
  if (properties.length === 0)
    throw isSignedIn(request)
      ? new TrackerError(
          'invalid',
          `You are logged in as ${request.visit.actor.username}: log out to register somebody`,
        )
      : new TrackerError('forbidden', 'This tracker takes no registrations')
  const [context, stamp] = await Promise.all([pageContext(site, request, reply), registration.stamp(refused?.stamp)])
  const form: FormState = {
    action: site.http.link('/user'),
    hidden: [
      ['@action', 'register'],
      ['opaqueregister', stamp],
    ],
    typed: refused?.typed ?? null,
    faults: refused?.faults ?? [],
    lostFiles: [],
  }
  const shown = sendPage(request, reply, registerPage(context, { properties, form }), refused?.status ?? 200)
  return shown.header('cache-control', 'no-store')
}

/** What became of the mail. */
export async function showProgress(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const handle = queryOf(request).get('registration') ?? ''
  const progress = await site.http.identity.registration.progress(handle)
  if (!progress) return sendSpent(site, request, reply, REGISTER_AGAIN)
  const context = await privateContext(site, request, reply)
  return sendPrivate(request, reply, progressPage(context, { progress, handle, isDemo: site.demo !== null }))
}

/** Where the link of the mail leads: the button makes the account. */
export async function showRegistrationLink(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: {
    readonly token: string
    readonly username: string
    readonly fault: string
    readonly status: number
  } | null = null,
): Promise<FastifyReply> {
  const token = refused?.token ?? tokenOf(request)
  const pending = await site.http.identity.registration.pending(token)
  if (!pending) return sendSpent(site, request, reply, REGISTER_AGAIN)
  const context = await privateContext(site, request, reply)
  const props = { ...pending, token, username: refused?.username ?? pending.username, fault: refused?.fault ?? null }
  return sendPrivate(request, reply, confirmRegistrationPage(context, props), refused?.status ?? 200)
}
