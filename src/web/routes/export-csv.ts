import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { invalid, TrackerError } from '../../errors.ts'
import type { Actor } from '../../operations/types.ts'
import { MAX_START } from '../../query/index-request.ts'
import type { Row } from '../../schema/read-query.ts'
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
  /** Names of linked nodes that a chunk needs, by class. */
  readonly names: 'names' | null
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
  if (tracker.csv === 'ids') return { line: plainLine, names: null, cell: (property) => idsCell(property, 'numbers') }
  if (action === 'export_csv_id')
    return { line: quotedLine, names: null, cell: (property) => idsCell(property, 'texts') }
  return { line: quotedLine, names: 'names', cell: (property, names) => namesCell(property, actor.timezone, names) }
}

function checkColumns(
  { operations }: Site,
  actor: Actor,
  { request, schema }: CompletedRequest,
  columns: readonly string[],
  { names }: Form,
): void {
  if (request.faults.length > 0) throw invalid(request.faults)
  const unknown = request.unknownColumns[0] ?? columns.find((name) => name.includes('.'))
  if (unknown !== undefined) throw new TrackerError('invalid', `Column "${unknown}" not found in ${schema.name}`)
  const hidden = columns.find((name) => name !== 'id' && !operations.may(actor, 'View', schema.name, name))
  if (hidden !== undefined && names === null)
    throw new TrackerError('forbidden', `You do not have permission to view ${schema.name}`)
}

async function* linesOf(
  site: Site,
  actor: Actor,
  completed: CompletedRequest,
  columns: readonly string[],
  form: Form,
): AsyncGenerator<string> {
  const { schema } = completed
  const properties = columns.map((name) => schema.properties.get(name) ?? null)
  let text = form.line(columns)
  for await (const rows of chunksOf(site, actor, completed, columns)) {
    const names = form.names === null ? new Map() : await namesIn(site, actor, properties, rows)
    const writers = properties.map((property) => form.cell(property, names))
    for (const { cells } of rows) text += form.line(writers.map((write, index) => write(cells[index] ?? null)))
    yield text
    text = ''
  }
  yield `${text}\n`
}

async function* chunksOf(
  site: Site,
  actor: Actor,
  { request, sort, group }: CompletedRequest,
  columns: readonly string[],
): AsyncGenerator<readonly Row[]> {
  for (let offset = 0; ; offset += CHUNK) {
    const isLast = offset + CHUNK > MAX_START
    const { rows, more } = await site.operations.page(actor, {
      className: request.className,
      where: request.spec.where,
      search: request.spec.search,
      order: [...group, ...sort],
      columns: columns.length === 0 ? [['id']] : columns.map((name) => [name]),
      offset,
      limit: isLast ? null : CHUNK,
    })
    yield rows
    if (!more) return
  }
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
