import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FormBody } from '../../../http/form-body.ts'
import { queryOf } from '../site.ts'
import type { Site } from '../site.ts'
import { accountPageOf } from './account-names.ts'
import type { AccountPage } from './account-names.ts'
import { changeAddress, showAddressLink } from './address-pages.ts'
import { askPassword, setPassword, showForgotten, showPasswordLink } from './password-pages.ts'
import { confirmRegistration, register, resend } from './registration-actions.ts'
import { showProgress, showRegister, showRegistrationLink } from './registration-pages.ts'

type Page = (site: Site, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
type Action = (site: Site, request: FastifyRequest, reply: FastifyReply, body: FormBody) => Promise<FastifyReply>

const PAGES: Readonly<Record<AccountPage, Page>> = {
  register: showRegister,
  rego_progress: showProgress,
  forgotten: showForgotten,
  confrego: showRegistrationLink,
  passrst: showPasswordLink,
  confirm_address: (site, request, reply) => showAddressLink(site, request, reply, 'address'),
  undo_address: (site, request, reply) => showAddressLink(site, request, reply, 'undo'),
}

/** Null: the URL asks for something else. None of the pages changes anything: programs look at the links of mails. */
export function accountPage(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> | null {
  const page = accountPageOf(queryOf(request))
  return page === null ? null : PAGES[page](site, request, reply)
}

const ACTIONS = new Map<string, Action>([
  ['register', register],
  ['resend', resend],
  ['confrego', confirmRegistration],
  ['passrst', (...sent) => (hasToken(sent[3]) ? setPassword(...sent) : askPassword(...sent))],
  ['confirm_address', (...sent) => changeAddress(...sent, 'address')],
  ['undo_address', (...sent) => changeAddress(...sent, 'undo')],
])

function hasToken(body: FormBody): boolean {
  return body.some(({ name }) => name === 'otk')
}

/** Null: another action. */
export function accountAction(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  body: FormBody,
  action: string | null,
): Promise<FastifyReply> | null {
  return ACTIONS.get(action ?? '')?.(site, request, reply, body) ?? null
}
