import type { FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../errors.ts'
import type { FormBody } from '../../http/form-body.ts'
import { classListPage } from '../views/class-list.ts'
import { homePage } from '../views/home.ts'
import { listPage } from '../views/list.ts'
import type { Notice } from '../views/page-context.ts'
import { mainClassOf } from '../views/page-context.ts'
import { accountAction, accountPage } from './accounts/account-routes.ts'
import { createItem, editFromClass } from './change-item.ts'
import { jumpOf, random, redirectBpo, redirectTo, searchedId, show } from './class-actions.ts'
import { exportCsv } from './export-csv.ts'
import { listFor } from './list-page.ts'
import type { ListAnswer } from './list-page.ts'
import { showNew } from './new-page.ts'
import { login, logout, showLogin } from './sign-in.ts'
import { pageContext, queryOf, sendPage, special } from './site.ts'
import type { Site } from './site.ts'

/** The first page: the list that the tracker's views name. */
export async function showHome(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const params = queryOf(request)
  const own = accountPage(site, request, reply)
  if (own) return own
  const template = templateOf(params)
  if (template === 'login') return showLogin(site, request, reply)
  if (template === 'classlist') return showClassList(site, request, reply)
  if (template !== null && template !== 'home' && template !== 'index') throw noView(template, 'the home page')
  const action = actionOf(params.getAll('@action').concat(params.getAll(':action')))
  if (action !== null) throw onlyByForm(action)

  const className = mainClassOf(site.tracker)
  const answer = await listFor(
    site,
    request.visit.actor,
    className,
    new URLSearchParams(site.tracker.views.home ?? ''),
    site.tracker.title,
  )
  const context = await pageContext(site, request, reply, { notices: noticesOf(site, request, answer) })
  return sendPage(request, reply, homePage(context, { list: answer.props }))
}

/** What a list has to say; the log is told once of what the tracker's views get wrong. */
function noticesOf(site: Site, request: FastifyRequest, { notes, warnings }: ListAnswer): readonly Notice[] {
  for (const warning of warnings) {
    if (!site.warned.has(warning)) request.log.warn(warning)
    site.warned.add(warning)
  }
  return [
    ...warnings.map((text): Notice => ({ kind: 'error', text })),
    ...notes.map((text): Notice => ({ kind: 'ok', text })),
  ]
}

async function showClassList(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { actor } = request.visit
  const classes = [...site.tracker.classes.values()].filter(
    ({ name, legacy }) => !legacy && site.operations.may(actor, 'View', name),
  )
  const creatable = classes.filter(({ name }) => site.operations.may(actor, 'Create', name)).map(({ name }) => name)
  const context = await pageContext(site, request, reply)
  return sendPage(request, reply, classListPage(context, { classes, creatable: new Set(creatable) }))
}

/** `/issue?…`: a list, a form for a new one, or one of Roundup's actions that change nothing. */
export async function showClass(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  className: string,
): Promise<FastifyReply> {
  const params = queryOf(request)
  const own = className === 'user' ? accountPage(site, request, reply) : null
  if (own) return own
  if (await isAnswered(site, request, reply, className, params)) return reply

  const template = templateOf(params)
  const schema = site.operations.classNamed(className)
  if (template === 'item') return showNew(site, request, reply, schema)
  if (template === 'login') return showLogin(site, request, reply)
  if (template !== null && template !== 'index' && template !== 'search') throw noView(template, className)
  const target = await jumpOf(site, request, className, params)
  return target ? redirectTo(site, reply, target) : showList(site, request, reply, className, params)
}

async function showList(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  className: string,
  params: URLSearchParams,
): Promise<FastifyReply> {
  /* At once, so that the list and the person's own queries travel together. */
  const [answer, context] = await Promise.all([
    listFor(site, request.visit.actor, className, params),
    pageContext(site, request, reply),
  ])
  const { props, words, status } = answer
  const shell = {
    searchText: className === mainClassOf(site.tracker) ? words : '',
    notices: [...context.notices, ...noticesOf(site, request, answer)],
  }
  return sendPage(request, reply, listPage({ ...context, ...shell }, props), status)
}

/**
 * Does what may be asked by a link, and by a form too. False: there is no action, or one that only says how the list
 * is meant. (Not the reply itself: it is a promise of its own end, so that who awaits it has nothing.)
 */
async function isAnswered(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  className: string,
  params: URLSearchParams,
): Promise<boolean> {
  const action = actionOf(params.getAll('@action').concat(params.getAll(':action')))
  switch (action) {
    case null:
    case 'search':
      return false
    case 'searchid':
    case 'opensearch': {
      const target = await searchedId(site, request, className, params)
      if (target) redirectTo(site, reply, target)
      return target !== null
    }
    case 'show':
      show(site, reply, params)
      return true
    case 'random':
      await random(site, request, reply, className)
      return true
    case 'redirect':
      await redirectBpo(site, request, reply, className, params)
      return true
    case 'export_csv':
    case 'export_csv_id':
      await exportCsv(site, request, reply, className, params, action)
      return true
    default:
      throw onlyByForm(action)
  }
}

const BY_FORM = new Set(['edit', 'new', 'login', 'logout', 'retire', 'restore'])

export function onlyByForm(action: string): TrackerError {
  return BY_FORM.has(action)
    ? new TrackerError('invalid', `Invalid request: the action ${action} takes a form that is sent by POST`)
    : new TrackerError('invalid', `No such action "${action}"`)
}

function noView(template: string, of: string): TrackerError {
  return new TrackerError('invalid', `There is no view "${template}" of ${of}`)
}

/** `index|search` is a view, and another one in case of errors. */
function templateOf(params: URLSearchParams): string | null {
  const template = special(params, 'template')?.split('|')[0]!.trim() ?? ''
  return template === '' ? null : template
}

/** In lower case; null for none. @throws {TrackerError} invalid, for two. */
export function actionOf(values: readonly string[]): string | null {
  const actions = values.map((value) => value.trim().toLowerCase()).filter((value) => value !== '')
  if (actions.length > 1) throw new TrackerError('invalid', 'broken form: multiple @action values submitted')
  return actions[0] ?? null
}

export function actionIn(body: FormBody): string | null {
  return actionOf(
    body.flatMap(({ name, value }) => (/^[@:]action$/.test(name) && typeof value === 'string' ? [value] : [])),
  )
}

/** Login, logout and what leads to an account may be sent to any page. Null: another action. */
export function signInAction(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  body: FormBody,
  action: string | null,
): Promise<FastifyReply> | null {
  if (action === 'login') return login(site, request, reply, body)
  if (action === 'logout') return logout(site, request, reply)
  return accountAction(site, request, reply, body, action)
}

export async function changeClass(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  className: string,
  body: FormBody,
): Promise<FastifyReply> {
  const action = actionIn(body)
  const schema = site.operations.classNamed(className)
  const signedIn = signInAction(site, request, reply, body, action)
  if (signedIn) return signedIn
  if (action === 'new') return createItem(site, request, reply, schema, body)
  if (action === 'edit') return editFromClass(site, request, reply, schema, body)
  if (action !== null && BY_FORM.has(action))
    throw new TrackerError('invalid', `The action ${action} is about one ${className}: send it to its page`)
  const params = new URLSearchParams(
    body.flatMap(({ name, value }) =>
      typeof value === 'string' && name !== '@csrf' && name !== ':csrf' ? [[name, value] as [string, string]] : [],
    ),
  )
  if (action === null || action === 'search')
    return reply.redirect(site.http.link(`/${className}?${params.toString()}`), 303)
  return (await isAnswered(site, request, reply, className, params))
    ? reply
    : showList(site, request, reply, className, params)
}
