import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Operations } from '../../operations/operations.ts'
import type { Actor } from '../../operations/types.ts'
import { HIDDEN } from '../../schema/read-query.ts'
import type { NodeView } from '../../schema/read-query.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import { printDesignator } from '../../values/designator.ts'
import type { Designator } from '../../values/designator.ts'
import type { Html } from '../../values/html.ts'
import { filePage } from '../views/file.ts'
import type { Choices, FormState } from '../views/form.ts'
import { itemPage } from '../views/item.ts'
import type { ItemProps } from '../views/item.ts'
import { messagePage } from '../views/message.ts'
import type { LinkingNode } from '../views/message.ts'
import { mainClassOf } from '../views/page-context.ts'
import type { MenuLink, PageContext } from '../views/page-context.ts'
import { userPage } from '../views/user.ts'
import { titleOf } from '../views/words.ts'
import { isSafeImage, isText } from './content-type.ts'
import { showIssue } from './issue-page.ts'
import { nodeNotes } from './node-notes.ts'
import { isSignedIn, pageContext, sendPage } from './site.ts'
import type { Site } from './site.ts'
import { MessageColumns } from './thread.ts'

/** How an item's page is shown: as it is, or with what came back with a refused form. */
export interface Showing {
  readonly form: FormState
  readonly before?: (context: PageContext, choices: Choices) => Html
  readonly status?: number
}

export function freshForm(site: Site, designator: Designator): FormState {
  return {
    action: site.http.link(`/${printDesignator(designator)}`),
    hidden: [],
    typed: null,
    faults: [],
    lostFiles: [],
  }
}

export async function showItem(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  designator: Designator,
  showing?: Showing,
): Promise<FastifyReply> {
  const page = await pageOf(site, request, reply, designator, showing ?? { form: freshForm(site, designator) })
  return sendPage(request, reply, page, showing?.status ?? 200)
}

async function pageOf(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  designator: Designator,
  showing: Showing,
): Promise<Html> {
  const schema = site.operations.classNamed(designator.className)
  if (schema.kind === 'issue') return showIssue(site, request, reply, designator, showing)

  const properties = [...schema.properties.values()].filter(({ definition }) => !definition.legacy)
  const node = await site.operations.view(request.visit.actor, designator, {
    properties: properties.map(({ name }) => name),
    kept: true,
  })
  if (schema.kind === 'message') return showMessage(site, request, reply, node, schema)
  return showOther(site, request, reply, node, schema, showing)
}

async function showOther(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  node: NodeView,
  schema: ClassSchema,
  showing: Showing,
): Promise<Html> {
  const { actor } = request.visit
  const properties = shownProperties(site, schema, node)
  const editable = new Set([...node.editable].filter((name) => properties.includes(name)))
  const mayFollow = isSignedIn(request) && site.operations.mailPreferences.isFollowable(schema.name)
  const [context, history, choices, ofFile, choice] = await Promise.all([
    pageContext(site, request, reply),
    site.operations.history(actor, node.designator),
    site.choices.of(actor, schema, editable),
    schema.kind === 'file' ? fileProps(site, actor, node, schema) : null,
    mayFollow ? site.operations.mailPreferences.ofNode(actor, node.designator) : null,
  ])
  const props: ItemProps = {
    node,
    schema,
    properties,
    choices,
    form: showing.form,
    history: [...history].sort((a, b) => b.sequence - a.sequence),
    choice,
    ...(showing.before && { before: showing.before(context, choices) }),
  }
  if (ofFile) return filePage(context, { ...props, ...ofFile })
  return schema.kind === 'user'
    ? userPage(context, { ...props, lists: listsOf(site, actor, node) })
    : itemPage(context, props)
}

/** What the class's panels name, else all of it; a password where it may be changed, and nothing that is hidden. */
function shownProperties(site: Site, schema: ClassSchema, node: NodeView): readonly string[] {
  const panels = site.tracker.views.classes?.[schema.name]?.panels
  const all = [...schema.properties.values()]
    .filter(({ automatic, definition }) => !automatic && !definition.legacy)
    .map(({ name }) => name)
  const named = panels ? panels.flatMap(({ properties }) => properties) : all
  const passwords = all.filter(
    (name) => schema.properties.get(name)!.type === 'password' && node.editable.has(name) && !named.includes(name),
  )
  return [...named, ...passwords].filter((name) => {
    if (schema.properties.get(name)?.type === 'password') return node.editable.has(name)
    return node.editable.has(name) || (node.cells.get(name) ?? null) !== HIDDEN
  })
}

/** Lists of what links to a person: what they created, follow, have assigned; and how they are told of it. */
function listsOf({ tracker, http, operations }: Site, actor: Actor, node: NodeView): readonly MenuLink[] {
  const { id } = node.designator
  const mail = operations.mailPreferences.maySet(actor, id)
    ? [{ title: 'Mail', href: http.link(`/mail?user=${id}`), current: false }]
    : []
  const className = mainClassOf(tracker)
  const properties = [...(tracker.classes.get(className)?.properties.values() ?? [])]
  const lists = properties
    .filter(
      ({ to, name, computedFrom, definition }) =>
        to === 'user' &&
        !computedFrom &&
        !definition.legacy &&
        name !== 'actor' &&
        operations.may(actor, 'View', className, name),
    )
    .map((property) => {
      const query = `@filter=${property.name}&${property.name}=${node.designator.id}&@sort=-activity&@dispname=${encodeURIComponent(`${titleOf(property)}: ${node.label}`)}`
      return { title: titleOf(property), href: http.link(`/${className}?${query}`), current: false }
    })
  return [...lists, ...mail]
}

const PREVIEW_CHARACTERS = 20_000

async function fileProps(site: Site, actor: Actor, node: NodeView, schema: ClassSchema) {
  const [content, partOf] = await Promise.all([
    contentOf(site.operations, actor, node.designator),
    linkingNodes(site, actor, node, schema),
  ])
  const name = node.cells.get('name')
  const text = content && isText(content.type) ? content.bytes.toString('utf8') : null
  return {
    name: typeof name === 'string' && name !== '' ? name : null,
    size: content?.bytes.length ?? null,
    mayDownload: content !== null,
    preview: text === null ? null : { text: text.slice(0, PREVIEW_CHARACTERS), cut: text.length > PREVIEW_CHARACTERS },
    isImage: content !== null && isSafeImage(content.type),
    partOf,
  }
}

async function contentOf(operations: Operations, actor: Actor, designator: Designator) {
  const { rows } = await operations.page(actor, {
    className: designator.className,
    where: { path: ['id'], test: { is: 'any-of', ids: [designator.id] } },
    retired: 'both',
    order: [],
    columns: [['content'], ['type']],
    limit: 1,
  })
  const [bytes, type] = rows[0]?.cells ?? []
  return bytes instanceof Uint8Array
    ? { bytes: Buffer.from(bytes), type: typeof type === 'string' ? type : null }
    : null
}

/** Issues that have the message or file in one of their multilinks: one statement for each class of issues. */
async function linkingNodes(
  site: Site,
  actor: Actor,
  node: NodeView,
  schema: ClassSchema,
): Promise<readonly LinkingNode[]> {
  const property = schema.kind === 'message' ? 'messages' : 'files'
  const classes = [...site.tracker.classes.values()].filter(
    (one) => one.kind === 'issue' && one.properties.get(property)?.to === schema.name,
  )
  const found = await Promise.all(
    classes.map(async ({ name: className }) => {
      if (site.operations.reader(actor).visibility(className).searchable(property) === false) return []
      const { rows } = await site.operations.page(actor, {
        className,
        where: { path: [property], test: { is: 'any-of', ids: [node.designator.id] } },
        order: [],
        columns: [['id']],
        limit: 20,
      })
      return rows.map(({ id }) => ({ className, id }))
    }),
  )
  const notes = await nodeNotes(site, actor, found.flat())
  return found
    .flat()
    .map(({ className, id }) => ({ className, id, title: null, closed: false, ...notes.get(`${className}${id}`) }))
}

async function showMessage(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  node: NodeView,
  schema: ClassSchema,
): Promise<Html> {
  const { actor } = request.visit
  const columns = new MessageColumns(site, schema)
  const [context, { rows }, history, partOf] = await Promise.all([
    pageContext(site, request, reply),
    site.operations.page(actor, {
      className: schema.name,
      where: { path: ['id'], test: { is: 'any-of', ids: [node.designator.id] } },
      retired: 'both',
      order: [],
      columns: columns.paths,
      limit: 1,
    }),
    site.operations.history(actor, node.designator),
    linkingNodes(site, actor, node, schema),
  ])
  const message = columns.read(rows[0]!, site.texts)
  const notes = await nodeNotes(site, actor, message.parsed?.references ?? [])
  return messagePage(context, {
    node,
    schema,
    message: message.toItem(notes),
    partOf,
    properties: shownProperties(site, schema, node).filter((name) => !IN_THE_MESSAGE.has(name)),
    history: [...history].sort((a, b) => b.sequence - a.sequence),
  })
}

const IN_THE_MESSAGE = new Set(['author', 'date', 'files', 'type', 'summary'])
