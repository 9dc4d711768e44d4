import type { FastifyReply, FastifyRequest } from 'fastify'
import { invalid, TrackerError } from '../../errors.ts'
import type { Fault } from '../../errors.ts'
import type { FormBody } from '../../http/form-body.ts'
import { isOwnPath } from '../../http/base-url.ts'
import { refuse } from '../../http/refusal.ts'
import type { Applied } from '../../operations/types.ts'
import type { NodeView } from '../../schema/read-query.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import { printDesignator } from '../../values/designator.ts'
import type { Designator } from '../../values/designator.ts'
import { conflictNotice } from '../views/conflict.ts'
import type { Choices } from '../views/form.ts'
import { capitalised, nameOfOne } from '../views/words.ts'
import { ownAddress } from './accounts/own-address.ts'
import { decodeForm, isConflict } from './forms/decode-form.ts'
import type { DecodedForm } from './forms/decode-form.ts'
import { typedText } from './forms/typed-text.ts'
import type { TypedForm } from './forms/typed-text.ts'
import { freshForm, showItem } from './item-page.ts'
import { showNew } from './new-page.ts'
import { isSignedIn, redirectAfter } from './site.ts'
import type { Site } from './site.ts'

/** Applies a form to the node that its page is about, and whatever it makes along with it. */
export async function editItem(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  designator: Designator,
  body: FormBody,
): Promise<FastifyReply> {
  const { actor } = request.visit
  const { operations } = site
  const node = await operations.view(actor, designator)
  const asked = { operations, actor, body, subject: designator, node }
  let decoded: DecodedForm | null = null
  try {
    decoded = await decodeForm(asked)
    if (decoded.faults.length > 0) throw invalid(decoded.faults)
    if (decoded.clashes.length > 0) return await showConflict(site, request, reply, node, body, decoded)
    const wanted = await ownAddress(site, actor, decoded.changeSet)
    decoded = { ...decoded, changeSet: wanted.changeSet }
    const applied = decoded.changeSet.length === 0 ? [] : await operations.apply(actor, decoded.changeSet)
    await wanted.ask()
    site.choices.forget()
    await stayLoggedIn(site, request, reply, designator, applied)
    return redirectAfter(
      site,
      request,
      reply,
      withMessageAnchor(designator, applied, decoded),
      editedText(designator, applied, decoded, wanted.said),
    )
  } catch (error) {
    if (decoded && isConflict(error)) return showLateConflict(site, request, reply, node, body)
    return showRefusedEdit(site, request, reply, node, body, error, decoded)
  }
}

/** A new password ends every session; the one that it was set in goes on as a new one. */
async function stayLoggedIn(
  { http }: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { className, id }: Designator,
  applied: readonly Applied[],
): Promise<void> {
  const { actor, sessionToken, origin } = request.visit
  if (className !== 'user' || id !== actor.userId || sessionToken === null) return
  if (
    !applied.some(
      ({ designator, changed }) =>
        designator.className === 'user' && designator.id === id && changed.includes('password'),
    )
  )
    return
  const signedIn = await http.identity.renewSession(actor, sessionToken, origin)
  http.cookies.setSession(reply, signedIn)
  request.visit = { ...request.visit, sessionToken: signedIn.token }
}

/** To the new message where there is one: that is what the person wants to see. */
function withMessageAnchor(designator: Designator, applied: readonly Applied[], { changeSet }: DecodedForm): string {
  const index = changeSet.findIndex((change) => change.id === null && change.className === 'msg')
  const message = index === -1 ? undefined : applied[index]
  return `/${printDesignator(designator)}${message ? `#${printDesignator(message.designator)}` : ''}`
}

/** In Roundup's words, which scripts look for. */
function editedText(
  { className, id }: Designator,
  applied: readonly Applied[],
  { emptyFiles }: DecodedForm,
  said: string | null,
): string {
  const own = applied.find(({ designator }) => designator.className === className && designator.id === id)
  const names = [...(own?.changed ?? [])].sort()
  const edited = names.length === 0 ? null : `${className} ${id} ${names.join(', ')} edited ok`
  const text = [edited, said].filter((sentence) => sentence !== null).join('. ') || 'Nothing changed'
  return emptyFiles.length === 0 ? text : `${text}. Left out, since there is nothing in it: ${emptyFiles.join(', ')}`
}

/** Both versions above the form, which carries the revision of now: sending it again is the decision. */
function showConflict(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  node: NodeView,
  body: FormBody,
  { clashes, since, untouched }: DecodedForm,
): Promise<FastifyReply> {
  const schema = site.operations.classNamed(node.designator.className)
  const { typed, lostFiles } = typedText(body, site.tracker, schema.name, (property) => untouched.has(property))
  const yours = (property: string, choices: Choices): string =>
    (typed.get(property) ?? [])
      .map((text) => choices.get(property)?.find(({ id }) => String(id) === text)?.label ?? text)
      .join(', ')
  return showItem(site, request, reply, node.designator, {
    form: { ...freshForm(site, node.designator), typed, lostFiles },
    before: (context, choices) =>
      conflictNotice(context, {
        schema,
        since,
        clashes: clashes.map((clash) => ({ ...clash, yours: yours(clash.property, choices) })),
      }),
    status: 409,
  })
}

/** Somebody wrote between our look and our write: look again, and say what they did. */
async function showLateConflict(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  stale: NodeView,
  body: FormBody,
): Promise<FastifyReply> {
  const { actor } = request.visit
  const node = await site.operations.view(actor, stale.designator)
  const withRevision = [
    ...body.filter(({ name }) => !/^[@:]revision$/.test(name)),
    { name: '@revision', value: String(stale.revision) },
  ]
  const decoded = await decodeForm({
    operations: site.operations,
    actor,
    body: withRevision,
    subject: stale.designator,
    node,
  })
  return showConflict(site, request, reply, node, body, decoded)
}

async function showRefusedEdit(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  node: NodeView,
  body: FormBody,
  error: unknown,
  decoded: DecodedForm | null,
): Promise<FastifyReply> {
  if (!(error instanceof TrackerError) || !mayBeSentAgain(request, node.editable.size > 0)) throw error
  const { status } = refuse(error, request, reply)
  const refused = typedText(
    body,
    site.tracker,
    node.designator.className,
    (property) => decoded?.untouched.has(property) ?? false,
  )
  return showItem(site, request, reply, node.designator, {
    form: { ...freshForm(site, node.designator), ...refused, faults: faultsOf(error) },
    status,
  })
}

/** With inputs on the page the form comes back as it was typed; without, there is a page of its own for that. */
function mayBeSentAgain(request: FastifyRequest, hasInputs: boolean): boolean {
  return isSignedIn(request) || hasInputs
}

function faultsOf(error: TrackerError): readonly Fault[] {
  return error.faults.length > 0 ? error.faults : [{ property: null, message: error.message }]
}

/** Creates a node of a class from the class's page. */
export async function createItem(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  schema: ClassSchema,
  body: FormBody,
): Promise<FastifyReply> {
  const { actor } = request.visit
  const { operations } = site
  const subject = { className: schema.name, id: -1 }
  try {
    const { changeSet, faults, emptyFiles } = await decodeForm({ operations, actor, body, subject, node: null })
    if (faults.length > 0) throw invalid(faults)
    const applied = await operations.apply(actor, changeSet)
    site.choices.forget()
    const { designator } =
      applied[changeSet.findIndex((change) => change.className === schema.name && change.reference === -1)]!
    const left = emptyFiles.length === 0 ? '' : `. Left out, since there is nothing in it: ${emptyFiles.join(', ')}`
    return redirectAfter(
      site,
      request,
      reply,
      wantedPath(site, body) ?? `/${printDesignator(designator)}`,
      `${schema.name} ${designator.id} created${left}`,
    )
  } catch (error) {
    if (
      !(error instanceof TrackerError) ||
      error.code === 'not-found' ||
      !mayBeSentAgain(request, operations.may(actor, 'Create', schema.name))
    )
      throw error
    const { status } = refuse(error, request, reply)
    const refused: TypedForm = typedText(body, site.tracker, schema.name)
    const form = {
      ...refused,
      action: site.http.link(`/${schema.name}`),
      hidden: hiddenAgain(body),
      faults: faultsOf(error),
    }
    return showNew(site, request, reply, schema, { form, status })
  }
}

/** `__redirect_to`, if it stays within the tracker; without the base's path, which links get again. */
function wantedPath({ http }: Site, body: FormBody): string | null {
  const wanted = body.find(({ name }) => name === '__redirect_to')?.value
  if (typeof wanted !== 'string') return null
  const path = wanted.startsWith(http.base.origin) ? wanted.slice(http.base.origin.length) : wanted
  return isOwnPath(http.base, path) ? path.slice(http.base.path.length) || '/' : null
}

function hiddenAgain(body: FormBody): readonly (readonly [string, string])[] {
  return body.flatMap(({ name, value }) =>
    name === '__redirect_to' && typeof value === 'string' ? [[name, value] as const] : [],
  )
}

/** Changes of other nodes, made on a class's page: `issue12@status=3`. */
export async function editFromClass(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  schema: ClassSchema,
  body: FormBody,
): Promise<FastifyReply> {
  const { actor } = request.visit
  const { changeSet, faults } = await decodeForm({
    operations: site.operations,
    actor,
    body,
    subject: null,
    node: null,
  })
  if (faults.length > 0) throw invalid(faults)
  const wanted = await ownAddress(site, actor, changeSet)
  const applied = wanted.changeSet.length === 0 ? [] : await site.operations.apply(actor, wanted.changeSet)
  await wanted.ask()
  site.choices.forget()
  const changed = applied.filter((one) => one.changed.length > 0)
  const text =
    changed.length === 0
      ? (wanted.said ?? 'Nothing changed')
      : `${changed.map(({ designator, changed: names }) => `${designator.className} ${designator.id} ${[...names].sort().join(', ')}`).join('; ')} edited ok`
  return redirectAfter(site, request, reply, `/${schema.name}`, text)
}

export async function retireItem(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  designator: Designator,
  action: 'retire' | 'restore',
): Promise<FastifyReply> {
  const { actor } = request.visit
  const { operations } = site
  await operations[action](actor, designator)
  site.choices.forget()
  const name = capitalised(nameOfOne(operations.classNamed(designator.className)))
  const isStillThere = await operations.exists(actor, designator)
  const path = isStillThere ? `/${printDesignator(designator)}` : `/${designator.className}`
  return redirectAfter(site, request, reply, path, `${name} ${designator.id} has been ${action}d`)
}
