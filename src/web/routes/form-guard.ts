import type { FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../errors.ts'
import type { FormBody } from '../../http/form-body.ts'
import { isCsrfToken } from '../../identity/session-token.ts'
import { resumePage } from '../views/resume.ts'
import { isAccountAction } from './accounts/account-names.ts'
import { actionIn } from './class-routes.ts'
import { lastText } from './forms/decode-form.ts'
import { uploadName } from './forms/upload-name.ts'
import { isSignedIn, pageContext, pathOf, sendPage } from './site.ts'
import type { Site } from './site.ts'

/** Before the body is read: a form of another site is refused, whatever it says. */
export function refuseForeignForm(request: FastifyRequest): void {
  if (request.visit.stated === 'foreign')
    throw new TrackerError(
      'forbidden',
      'This form was sent from a page of another site: open the page here, and send it from there',
    )
}

/**
 * A client that does not say where the form came from (no browser of today) shows that it knows the session, or
 * sends its password along. A login needs neither: there is nothing yet that a stranger could use.
 */
export function checkFormToken(request: FastifyRequest, body: FormBody): void {
  const { stated, hasCredentials, sessionToken } = request.visit
  if (stated === 'same' || hasCredentials || actionIn(body) === 'login') return
  const token = lastText(body, 'csrf')
  if (sessionToken !== null && token !== null && isCsrfToken(sessionToken, token)) return
  throw new TrackerError(
    'forbidden',
    "We can't validate your session (csrf failure). Re-enter any unsaved data and try again.",
  )
}

/** Fields that make no sense in the next try. */
const NOT_AGAIN = new Set(['@csrf', ':csrf', '__login_password', '__login_name'])

/**
 * Runs a form's action. Who has no right to it because the login ended meanwhile gets everything back, to be sent
 * again after another login.
 */
export async function resumable(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  body: FormBody,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work()
  } catch (error) {
    const isRefusal = error instanceof TrackerError && (error.code === 'forbidden' || error.code === 'not-found')
    if (!isRefusal || isSignedIn(request) || actionIn(body) === 'login' || isAccountAction(actionIn(body))) throw error
    const context = await pageContext(site, request, reply)
    const fields = body.flatMap(({ name, value }) =>
      typeof value === 'string' && !NOT_AGAIN.has(name) && !isSecret(site, name) ? [[name, value] as const] : [],
    )
    const lostFiles = body.flatMap(({ value }) => (typeof value === 'string' ? [] : [uploadName(value)]))
    return sendPage(
      request,
      reply,
      resumePage(context, { action: site.http.link(pathOf(request)), fields, lostFiles }),
      403,
    )
  }
}

/** Passwords are never written into a page. */
function isSecret({ tracker }: Site, name: string): boolean {
  const property = name.split(/[@:]/).at(-1)!
  return [...tracker.classes.values()].some(({ properties }) => properties.get(property)?.type === 'password')
}
