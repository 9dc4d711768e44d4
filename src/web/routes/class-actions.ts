import { randomInt } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../errors.ts'
import { closedCondition } from '../../query/closed-states.ts'
import { findJump } from '../../query/find-jump.ts'
import { MAX_ID, printDesignator } from '../../values/designator.ts'
import type { Designator } from '../../values/designator.ts'
import { mainClassOf } from '../views/page-context.ts'
import type { Site } from './site.ts'
import { special } from './site.ts'

const MAX_SEARCH_WORDS = 50

/** The one issue that the words name, where it is there; null: it is a search. */
export async function jumpOf(
  site: Site,
  request: FastifyRequest,
  className: string,
  params: URLSearchParams,
): Promise<Designator | null> {
  return jumpTo(site, request, className, params.get('q') ?? special(params, 'words') ?? '')
}

async function jumpTo(
  site: Site,
  request: FastifyRequest,
  className: string,
  text: string,
): Promise<Designator | null> {
  const target = findJump(text.trim(), site.tracker, className)
  return target && (await site.operations.exists(request.visit.actor, target)) ? target : null
}

export function redirectTo({ http }: Site, reply: FastifyReply, target: Designator): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(http.link(`/${printDesignator(target)}`), 302)
}

/** bugs.python.org's search box: a number leads to its issue, all else is a list. */
export async function searchedId(
  site: Site,
  request: FastifyRequest,
  className: string,
  params: URLSearchParams,
): Promise<Designator | null> {
  const text = (special(params, 'search_text') ?? '').trim()
  if (text === '') throw new TrackerError('invalid', 'Missing search text')
  if (text.split(/\s+/).length > MAX_SEARCH_WORDS) throw new TrackerError('invalid', 'too many search terms')
  return jumpTo(site, request, className, text)
}

/** Roundup's "Show issue": a class and a number. */
export function show(site: Site, reply: FastifyReply, params: URLSearchParams): FastifyReply {
  const type = special(params, 'type') ?? mainClassOf(site.tracker)
  const number = (special(params, 'number') ?? '').trim()
  if (!site.tracker.classes.has(type)) throw new TrackerError('invalid', `There is no class "${type}"`)
  if (number === '') throw new TrackerError('invalid', 'No ID entered')
  if (!/^\d{1,10}$/.test(number) || Number(number) > MAX_ID)
    throw new TrackerError('invalid', `"${number}" is not an ID (${type} ID required)`)
  return reply.redirect(site.http.link(`/${type}${Number(number)}`), 302)
}

/** An open one, any. */
export async function random(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  className: string,
): Promise<FastifyReply> {
  const { operations, tracker, http } = site
  const { actor } = request.visit
  const closed = await closedCondition(tracker, className, operations.parseContext(actor))
  const query = { className, where: closed ? { not: closed } : { all: [] }, order: [], columns: [['id']] }
  const { total } = await operations.page(actor, { ...query, limit: 1, countUpTo: 100_000 })
  const { rows } = total ? await operations.page(actor, { ...query, offset: randomInt(total), limit: 1 }) : { rows: [] }
  const path = rows[0] ? `/${className}${rows[0].id}` : '/'
  return reply.header('cache-control', 'no-store').redirect(http.link(path), 302)
}

/** The address that documentation everywhere has for `bpo-N`. It led away from the tracker once; now it leads to the issue. */
export async function redirectBpo(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  className: string,
  params: URLSearchParams,
): Promise<FastifyReply> {
  const number = (params.get('bpo') ?? '').trim()
  if (!/^\d{1,10}$/.test(number))
    return reply.code(400).type('text/plain; charset=utf-8').send('Write the number of an issue, as in bpo=12345.\n')
  const target = { className, id: Number(number) }
  if (target.id > MAX_ID || !(await site.operations.exists(request.visit.actor, target)))
    return reply.code(404).type('text/plain; charset=utf-8').send(`There is no issue ${number}.\n`)
  return reply.redirect(site.http.link(`/${printDesignator(target)}`), 302)
}
