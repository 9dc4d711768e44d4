import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Actor } from '../../operations/types.ts'
import type { NodeView } from '../../schema/read-query.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import { printDesignator } from '../../values/designator.ts'
import type { Designator } from '../../values/designator.ts'
import type { Html } from '../../values/html.ts'
import type { NodeNote } from '../text/text-link.ts'
import type { Panel } from '../views/facts.ts'
import { issuePage } from '../views/issue.ts'
import type { ListTableProps } from '../views/list-table.ts'
import { capitalised, nameOfMany, titleOf } from '../views/words.ts'
import { columnOf } from './list-columns.ts'
import { linkedIssues, nodeNotes } from './node-notes.ts'
import { isSignedIn, pageContext } from './site.ts'
import type { Site } from './site.ts'
import type { Showing } from './item-page.ts'
import { readFiles, readThread } from './thread.ts'

const SHOWN_ELSEWHERE = new Set(['title', 'messages', 'files'])

/** An issue with its thread, files, history and forms; a fixed number of statements, however long the thread. */
export async function showIssue(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  designator: Designator,
  showing: Showing,
): Promise<Html> {
  const { actor } = request.visit
  const { operations } = site
  const schema = operations.classNamed(designator.className)
  /* All at once, before it is known whether the issue is there: they travel together. */
  const expected = site.named.get(printDesignator(designator)) ?? []
  const [{ view: node, history }, context, thread, files, tables, early, choice] = await Promise.all([
    operations.viewWithHistory(actor, designator, { properties: ownProperties(schema), kept: true }),
    pageContext(site, request, reply),
    readThread(site, actor, designator, site.texts),
    readFiles(site, actor, designator),
    readTables(site, actor, designator, schema),
    nodeNotes(site, actor, expected),
    isSignedIn(request) ? operations.mailPreferences.ofNode(actor, designator) : null,
  ])
  const panels = panelsOf(site, schema, node)
  const choices = await site.choices.of(actor, schema, editableOn(panels, node))
  const named = thread.flatMap(({ parsed }) => parsed?.references ?? [])
  const messageClass = schema.properties.get('messages')?.to
  const known = new Map(
    thread.map(({ row }): [string, NodeNote] => [`${messageClass}${row.id}`, { title: null, closed: false }]),
  )
  const elsewhere = [...named, ...linkedIssues(site, schema.name, node.cells)].filter(
    (one) => !known.has(printDesignator(one)),
  )
  const asked = new Set(expected.map(printDesignator))
  const unexpected = elsewhere.filter((one) => !asked.has(printDesignator(one)))
  if (unexpected.length > 0) site.named.set(printDesignator(designator), elsewhere)
  const notes = new Map([...early, ...known, ...(await nodeNotes(site, actor, unexpected))])
  return issuePage(context, {
    node,
    schema,
    panels,
    choices,
    form: showing.form,
    notes,
    messages: thread.map(({ toItem }) => toItem(notes)),
    files,
    tables,
    choice,
    history: [...history].sort((a, b) => b.sequence - a.sequence),
    mayComment: node.editable.has('messages') && mayMake(site, actor, schema, 'messages'),
    mayAttach: node.editable.has('files') && mayMake(site, actor, schema, 'files'),
    ...(showing.before && { before: showing.before(context, choices) }),
  })
}

/** Thread and files are lists of their own. */
function ownProperties(schema: ClassSchema): readonly string[] {
  return [...schema.properties.values()]
    .filter(({ name, definition }) => !definition.legacy && name !== 'messages' && name !== 'files')
    .map(({ name }) => name)
}

export function mayMake(site: Site, actor: Actor, schema: ClassSchema, property: string): boolean {
  const to = schema.properties.get(property)?.to
  return to != null && site.operations.may(actor, 'Create', to) && site.operations.may(actor, 'Create', to, 'content')
}

/** The tracker's arrangement, else all that the class has in one panel. */
function panelsOf(site: Site, schema: ClassSchema, node: NodeView): readonly Panel[] {
  const chosen = site.tracker.views.classes?.[schema.name]?.panels
  if (chosen) return chosen
  const properties = [...schema.properties.values()]
    .filter(
      ({ name, automatic, definition, computedFrom }) =>
        !automatic && !definition.legacy && !computedFrom && !SHOWN_ELSEWHERE.has(name) && node.cells.has(name),
    )
    .map(({ name }) => name)
  return [{ title: capitalised(schema.options.title ?? schema.name), properties }]
}

/** What has a control on the page; the title has its own place. */
function editableOn(panels: readonly Panel[], node: NodeView): ReadonlySet<string> {
  const shown = new Set(['title', ...panels.flatMap(({ properties }) => properties)])
  return new Set([...node.editable].filter((name) => shown.has(name)))
}

/** The tracker's further tables: pull requests. Files have theirs already. */
async function readTables(
  site: Site,
  actor: Actor,
  designator: Designator,
  schema: ClassSchema,
): Promise<readonly (ListTableProps & { readonly title: string })[]> {
  const wanted = (site.tracker.views.classes?.[schema.name]?.tables ?? []).filter(
    ({ property }) => property !== 'files',
  )
  const tables = await Promise.all(
    wanted.map(async ({ property, title, columns }) => {
      const linked = schema.properties.get(property)
      const target = site.tracker.classes.get(linked?.to ?? '')
      if (
        !linked ||
        !target ||
        !site.operations.may(actor, 'View', target.name) ||
        !site.operations.may(actor, 'View', schema.name, property)
      )
        return []
      const { rows } = await site.operations.page(actor, {
        className: target.name,
        where: { all: [] },
        linkedFrom: { ...designator, property },
        order: [{ path: ['id'], descending: false }],
        columns: columns.map((name) => name.split('.')),
        limit: null,
      })
      if (rows.length === 0) return []
      const listColumns = columns.map((name) => ({
        ...columnOf(site, actor, target, name, { sort: [], hrefOf: () => '' }),
        sortHref: null,
      }))
      const name = title ?? titleOf(linked) ?? capitalised(nameOfMany(target))
      return [
        {
          className: target.name,
          caption: name,
          title: name,
          columns: listColumns,
          rows,
          groups: [],
          label: columns[0]!,
        },
      ]
    }),
  )
  return tables.flat()
}
