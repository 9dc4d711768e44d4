import type { FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../../errors.ts'
import type { FormBody } from '../../../http/form-body.ts'
import { refuse } from '../../../http/refusal.ts'
import { addressPage } from '../../views/accounts/address.ts'
import { redirectAfter } from '../site.ts'
import type { Site } from '../site.ts'
import { privateContext, sendPrivate, sendSpent, textIn, tokenOf } from './private-page.ts'

type Kind = 'address' | 'undo'

/** Where a link to a new address, or back to the old one, leads: a button. */
export async function showAddressLink(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  kind: Kind,
  refused: { readonly token: string; readonly fault: string; readonly status: number } | null = null,
): Promise<FastifyReply> {
  const token = refused?.token ?? tokenOf(request)
  const pending = await site.http.identity.addressChange.pending(kind, token)
  if (!pending) return sendSpent(site, request, reply, null)
  const context = await privateContext(site, request, reply)
  const page = addressPage(context, { ...pending, kind, token, fault: refused?.fault ?? null })
  return sendPrivate(request, reply, page, refused?.status ?? 200)
}

export async function changeAddress(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  body: FormBody,
  kind: Kind,
): Promise<FastifyReply> {
  const token = textIn(body, 'otk')
  try {
    const { address } = await site.http.identity.addressChange.confirm(kind, token)
    return kind === 'address'
      ? redirectAfter(site, request, reply, '/', `${address} is your address now.`)
      : redirectAfter(
          site,
          request,
          reply,
          '/user?@template=forgotten',
          `${address} is the address of the account again, and every login has ended. Ask for a new password now.`,
        )
  } catch (error) {
    if (!(error instanceof TrackerError)) throw error
    const { status, message } = refuse(error, request, reply)
    return showAddressLink(site, request, reply, kind, { token, fault: message, status })
  }
}
