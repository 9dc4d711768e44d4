import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { invalid, TrackerError } from '../../errors.ts'
import type { Actor } from '../../operations/types.ts'
import type { LineForm } from '../../schema/read-query.ts'
import { MAX_START } from '../../query/index-request.ts'
import type { ReadQuery, Row } from '../../schema/read-query.ts'
import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import { idsCell, namesCell, plainLine, quotedLine } from '../csv.ts'
import type { Names, WriteCell, WriteLine } from '../csv.ts'
import { linksOf } from '../views/cell.ts'
import { readListRequest } from './list-page.ts'
import type { CompletedRequest } from './list-page.ts'
import { isSignedIn } from './site.ts'
import type { Site } from './site.ts'

/** Rows that are in memory at once. */
const CHUNK = 10_000

interface Form {
  readonly line: WriteLine
  /** How a list of ids is written as lines at once; null where names are written. */
  readonly ofIds: LineForm | null
  readonly cell: (property: PropertySchema | null, names: Names) => WriteCell
}

/**
 * The whole list as CSV, byte for byte as Roundup writes it; bugs.python.org's trackers have ids where Roundup has
 * names. Roundup ends it with an empty line, so that is there as well.
 */
export async function exportCsv(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  className: string,
  params: URLSearchParams,
  action: 'export_csv' | 'export_csv_id',
): Promise<FastifyReply> {
  const { actor } = request.visit
  const completed = await readListRequest(site, actor, className, params)
  const columns = completed.request.columns ?? []
  const form = formOf(site, actor, action)
  checkColumns(site, actor, completed, columns, form)
  reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'inline; filename=query.csv')
    .header('cache-control', isSignedIn(request) ? 'no-store' : 'private, no-cache')
    .header('vary', 'Cookie')
  if (request.method === 'HEAD') return reply.send()

  const lines = linesOf(site, actor, completed, columns, form)
  // The first chunk comes before the headers go: what fails then is an answer of its own.
  const first = await lines.next()
  return reply.send(Readable.from(resumed(first, lines)))
}

function formOf({ tracker }: Site, actor: Actor, action: 'export_csv' | 'export_csv_id'): Form {
  const ofIds = (line: WriteLine, lineForm: LineForm): Form => ({
    line,
    ofIds: lineForm,
    cell: (property) => idsCell(property, lineForm.ids),
  })
  if (tracker.csv === 'ids') return ofIds(plainLine, { quotes: 'needed', ids: 'numbers' })
  if (action === 'export_csv_id') return ofIds(quotedLine, { quotes: 'all', ids: 'texts' })
  return { line: quotedLine, ofIds: null, cell: (property, names) => namesCell(property, actor.timezone, names) }
}

function checkColumns(
  { operations }: Site,
  actor: Actor,
  { request, schema }: CompletedRequest,
  columns: readonly string[],
  { ofIds }: Form,
): void {
  if (request.faults.length > 0) throw invalid(request.faults)
  const unknown = request.unknownColumns[0] ?? columns.find((name) => name.includes('.'))
  if (unknown !== undefined) throw new TrackerError('invalid', `Column "${unknown}" not found in ${schema.name}`)
  const hidden = columns.find((name) => name !== 'id' && !operations.may(actor, 'View', schema.name, name))
  if (hidden !== undefined && ofIds !== null)
    throw new TrackerError('forbidden', `You do not have permission to view ${schema.name}`)
}

async function* linesOf(
  site: Site,
  actor: Actor,
  completed: CompletedRequest,
  columns: readonly string[],
  form: Form,
): AsyncGenerator<string> {
  let text = form.line(columns)
  for (let offset = 0, more = true; more; offset += CHUNK) {
    const query = queryOf(completed, columns, offset)
    const chunk =
      (await linesAtOnce(site, actor, query, form)) ?? (await linesOfRows(site, actor, completed, query, form))
    text += chunk.lines
    ;({ more } = chunk)
    yield more ? text : `${text}\n`
    text = ''
  }
}

interface Chunk {
  readonly lines: string
  readonly more: boolean
}

function queryOf({ request, sort, group }: CompletedRequest, columns: readonly string[], offset: number): ReadQuery {
  return {
    className: request.className,
    where: request.spec.where,
    search: request.spec.search,
    order: [...group, ...sort],
    columns: columns.length === 0 ? [['id']] : columns.map((name) => [name]),
    offset,
    limit: offset + CHUNK > MAX_START ? null : CHUNK,
  }
}

/** Null where names are to be written, or what is no plain text. */
async function linesAtOnce(
  { operations }: Site,
  actor: Actor,
  query: ReadQuery,
  { ofIds }: Form,
): Promise<Chunk | null> {
  const lines = ofIds && (await operations.lines(actor, query, ofIds))
  return lines && { lines: lines.text, more: lines.count === query.limit }
}

async function linesOfRows(
  site: Site,
  actor: Actor,
  { request, schema }: CompletedRequest,
  query: ReadQuery,
  form: Form,
): Promise<Chunk> {
  const properties = (request.columns ?? []).map((name) => schema.properties.get(name) ?? null)
  const { rows, more } = await site.operations.page(actor, query)
  const names = form.ofIds === null ? await namesIn(site, actor, properties, rows) : new Map()
  const writers = properties.map((property) => form.cell(property, names))
  let lines = ''
  for (const { cells } of rows) lines += form.line(writers.map((write, index) => write(cells[index] ?? null)))
  return { lines, more }
}

/** People by real name, values by name: where that is not what a link shows anyway, one statement a class asks for it. */
async function namesIn(
  site: Site,
  actor: Actor,
  properties: readonly (PropertySchema | null)[],
  rows: readonly Row[],
): Promise<Names> {
  const ids = new Map<string, Map<number, string | null>>()
  properties.forEach((property, index) => {
    const target = site.tracker.classes.get(property?.to ?? '')
    if (!target || nameProperty(target) === null) return
    const known = ids.get(target.name) ?? new Map<number, string | null>()
    ids.set(target.name, known)
    for (const { cells } of rows) for (const link of linksOf(cells[index])) known.set(link.id, link.label ?? '[hidden]')
  })
  const names = await Promise.all(
    [...ids].map(
      async ([className, known]) =>
        [className, await namesOf(site, actor, site.tracker.classes.get(className)!, known)] as const,
    ),
  )
  return new Map(names)
}

function nameProperty({ properties, kind }: ClassSchema): 'name' | 'realname' | null {
  if (properties.has('name')) return 'name'
  return kind === 'user' && properties.has('realname') ? 'realname' : null
}

async function namesOf(
  { operations }: Site,
  actor: Actor,
  schema: ClassSchema,
  known: ReadonlyMap<number, string | null>,
): Promise<ReadonlyMap<number, string | null>> {
  const property = nameProperty(schema)!
  if (operations.reader(actor).visibility(schema.name).label === property) return known
  if (known.size === 0 || !operations.may(actor, 'View', schema.name, property))
    return new Map([...known.keys()].map((id) => [id, '[hidden]']))
  const { rows } = await operations.page(actor, {
    className: schema.name,
    where: { path: ['id'], test: { is: 'any-of', ids: [...known.keys()] } },
    retired: 'both',
    order: [],
    columns: [[property]],
    limit: null,
  })
  const names = new Map<number, string | null>([...known.keys()].map((id) => [id, '[hidden]']))
  for (const { id, cells } of rows) {
    const [name] = cells
    names.set(id, typeof name === 'symbol' ? '[hidden]' : typeof name === 'string' ? name : null)
  }
  return names
}

async function* resumed(first: IteratorResult<string, void>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (first.done) return
  yield first.value
  yield* rest
}
