import type { FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../../errors.ts'
import type { FormBody } from '../../../http/form-body.ts'
import { refuse } from '../../../http/refusal.ts'
import { forgottenPage } from '../../views/accounts/forgotten.ts'
import { newPasswordPage } from '../../views/accounts/new-password.ts'
import { pageContext, redirectAfter, sendPage } from '../site.ts'
import type { Site } from '../site.ts'
import { privateContext, sendPrivate, sendSpent, textIn, tokenOf } from './private-page.ts'

const ASK_AGAIN = { label: 'ask for another link', path: '/user?@template=forgotten' }
/** The same whatever was typed. */
const SENT =
  'If there is an account for that, a mail is on its way to its address. Its link holds for one hour; look among what is held as spam, too.'

export async function showForgotten(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: { readonly typed: string; readonly fault: string; readonly status: number } | null = null,
): Promise<FastifyReply> {
  const context = await pageContext(site, request, reply)
  const props = { typed: refused?.typed ?? '', fault: refused?.fault ?? null }
  return sendPage(request, reply, forgottenPage(context, props), refused?.status ?? 200)
}

/** Roundup has a field for the name and one for the address; ours is one for either. */
export async function askPassword(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  body: FormBody,
): Promise<FastifyReply> {
  const [username, address] = [textIn(body, 'username').trim(), textIn(body, 'address').trim()]
  const typed = username === '' ? address : username
  const isAddress = username === '' || username.includes('@')
  try {
    const remembered = isAddress ? { address: typed } : { username: typed }
    await site.http.identity.passwordReset.request(remembered, request.visit.origin.address)
    return redirectAfter(site, request, reply, '/user?@template=forgotten', SENT)
  } catch (error) {
    if (!(error instanceof TrackerError)) throw error
    const { status, message } = refuse(error, request, reply)
    return showForgotten(site, request, reply, { typed, fault: message, status })
  }
}

export async function showPasswordLink(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: { readonly token: string; readonly fault: string; readonly status: number } | null = null,
): Promise<FastifyReply> {
  const token = refused?.token ?? tokenOf(request)
  const username = await site.http.identity.passwordReset.pending(token)
  if (username === null) return sendSpent(site, request, reply, ASK_AGAIN)
  const context = await privateContext(site, request, reply)
  const page = newPasswordPage(context, { username, token, fault: refused?.fault ?? null })
  return sendPrivate(request, reply, page, refused?.status ?? 200)
}

export async function setPassword(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  body: FormBody,
): Promise<FastifyReply> {
  const { http } = site
  const token = textIn(body, 'otk')
  try {
    await http.identity.passwordReset.set(token, textIn(body, 'password'), textIn(body, '@confirm@password'))
    return redirectAfter(site, request, reply, '/home?@template=login', 'Your password is set. Log in with it.')
  } catch (error) {
    if (!(error instanceof TrackerError)) throw error
    const { status, message } = refuse(error, request, reply)
    return showPasswordLink(site, request, reply, { token, fault: message, status })
  }
}
