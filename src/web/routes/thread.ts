import type { Actor } from '../../operations/types.ts'
import { HIDDEN } from '../../schema/read-query.ts'
import type { Cell, Row } from '../../schema/read-query.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import type { Designator } from '../../values/designator.ts'
import type { ParsedText } from '../text/parse-text.ts'
import type { NodeNote } from '../text/text-link.ts'
import { linksOf } from '../views/cell.ts'
import type { FileItem } from '../views/files-table.ts'
import type { Mark, MessageItem } from '../views/message-block.ts'
import type { Site } from './site.ts'

/** A message before its links are known to lead anywhere. */
export interface ReadMessage {
  readonly row: Row
  readonly parsed: ParsedText | null
  readonly toItem: (notes: ReadonlyMap<string, NodeNote>) => MessageItem
}

/** Columns of a message's row, for {@link readMessage}. Those a tracker's classes lack are left out. */
export class MessageColumns {
  readonly paths: readonly (readonly string[])[]
  readonly #places = new Map<string, number>()
  readonly #site: Site
  readonly #schema: ClassSchema

  constructor(site: Site, schema: ClassSchema) {
    this.#site = site
    this.#schema = schema
    const user = site.tracker.classes.get('user')!
    const wanted = ['author', 'creator', 'date', 'creation', 'type', 'content', 'files'].filter(
      (name) => name === 'content' || schema.properties.has(name),
    )
    const author = schema.properties.get('author')?.to === 'user' ? 'author' : 'creator'
    const ofAuthor = ['realname', 'contrib_form', 'iscommitter', 'roles'].filter((name) => user.properties.has(name))
    this.paths = [...wanted.map((name) => [name]), ...ofAuthor.map((name) => [author, name])]
    this.paths.forEach((path, index) => this.#places.set(path.length === 1 ? path[0]! : `author.${path[1]}`, index))
  }

  read(row: Row, texts: Texts): ReadMessage {
    const at = (name: string): Cell => row.cells[this.#places.get(name) ?? -1] ?? null
    const content = at('content')
    const type = at('type')
    const parsed =
      content instanceof Uint8Array
        ? texts.of(
            `${this.#schema.name}${row.id}:${row.revision}`,
            () => Buffer.from(content).toString('utf8'),
            typeof type === 'string' ? type : null,
          )
        : null
    return { row, parsed, toItem: (notes) => this.#item(row, at, parsed, notes) }
  }

  #item(
    row: Row,
    at: (name: string) => Cell,
    parsed: ParsedText | null,
    notes: ReadonlyMap<string, NodeNote>,
  ): MessageItem {
    const author = linksOf(at('author'))[0] ?? linksOf(at('creator'))[0] ?? null
    const date = at('date')
    const creation = at('creation')
    return {
      id: row.id,
      author: {
        id: author?.id ?? null,
        username: author?.label ?? null,
        realname: textOf(at('author.realname')),
        marks: marksOf(at),
      },
      date: date instanceof Date ? date : creation instanceof Date ? creation : null,
      body: parsed?.toHtml({ link: this.#site.http.link, notes }) ?? null,
      notice: at('content') === HIDDEN ? 'This message is not shown to you.' : null,
      automated: false,
      files: linksOf(at('files')).map(({ id, label }) => ({ id, name: label })),
    }
  }
}

interface Texts {
  of(key: string, text: () => string, type: string | null): ParsedText
}

function textOf(cell: Cell): string | null {
  return typeof cell === 'string' && cell !== '' ? cell : null
}

function marksOf(at: (name: string) => Cell): readonly Mark[] {
  const marks: Mark[] = []
  if (at('author.contrib_form') === true) marks.push({ text: '*', meaning: 'Contributor form received' })
  if (at('author.iscommitter') === true) marks.push({ text: 'committer', meaning: 'May commit to the repository' })
  else if (/\bdeveloper\b/i.test(textOf(at('author.roles')) ?? ''))
    marks.push({ text: 'triager', meaning: 'Sorts issues' })
  return marks
}

/** The messages of a node's thread, oldest first: one statement. */
export async function readThread(
  site: Site,
  actor: Actor,
  node: Designator,
  texts: Texts,
): Promise<readonly ReadMessage[]> {
  const schema = linkedSchema(site, node, 'messages')
  if (!schema || !site.operations.may(actor, 'View', schema.name)) return []
  const columns = new MessageColumns(site, schema)
  const byDate = schema.properties.has('date') ? [{ path: ['date'], descending: false }] : []
  const { rows } = await site.operations.page(actor, {
    className: schema.name,
    where: { all: [] },
    linkedFrom: { ...node, property: 'messages' },
    order: [...byDate, { path: ['id'], descending: false }],
    columns: columns.paths,
    limit: null,
  })
  return rows.map((row) => columns.read(row, texts))
}

/** The files of a node, oldest first: one statement. */
export async function readFiles(site: Site, actor: Actor, node: Designator): Promise<readonly FileItem[]> {
  const schema = linkedSchema(site, node, 'files')
  if (!schema || !site.operations.may(actor, 'View', schema.name)) return []
  const names = ['name', 'description', 'type', 'creator', 'creation']
  const { rows } = await site.operations.page(actor, {
    className: schema.name,
    where: { all: [] },
    linkedFrom: { ...node, property: 'files' },
    order: [{ path: ['id'], descending: false }],
    columns: names.map((name) => [schema.properties.has(name) ? name : 'id']),
    limit: null,
  })
  return rows.map(({ id, cells: [name, description, type, creator, creation] }) => ({
    id,
    name: schema.properties.has('name') ? textOf(name ?? null) : null,
    description: schema.properties.has('description') ? textOf(description ?? null) : null,
    type: textOf(type ?? null),
    size: null,
    creator: linksOf(creator)[0] ?? null,
    creation: creation instanceof Date ? creation : null,
  }))
}

export function linkedSchema(site: Site, { className }: Designator, property: string): ClassSchema | null {
  const found = site.tracker.classes.get(className)?.properties.get(property)
  return found?.type === 'multilink' ? (site.tracker.classes.get(found.to!) ?? null) : null
}
