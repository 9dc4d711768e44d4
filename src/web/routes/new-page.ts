import type { FastifyReply, FastifyRequest } from 'fastify'
import { TrackerError } from '../../errors.ts'
import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'
import type { FormState } from '../views/form.ts'
import { newItemPage } from '../views/new-item.ts'
import { nameOfOne } from '../views/words.ts'
import { mayMake } from './issue-page.ts'
import { pageContext, queryOf, sendPage } from './site.ts'
import type { Site } from './site.ts'

/** The form for a new node, filled in by the URL (`issue?@template=item&components=4`) or as it was refused. */
export async function showNew(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  schema: ClassSchema,
  refused: { readonly form: FormState; readonly status: number } | null = null,
): Promise<FastifyReply> {
  const { actor } = request.visit
  const { operations } = site
  if (!operations.may(actor, 'Create', schema.name))
    throw new TrackerError('forbidden', `You may not create a new ${nameOfOne(schema)}`)
  const properties = createProperties(site, schema, operations.creatable(actor, schema.name))
  const [context, choices] = await Promise.all([
    pageContext(site, request, reply),
    site.choices.of(actor, schema, properties),
  ])
  const page = newItemPage(context, {
    schema,
    properties,
    choices,
    form: refused?.form ?? {
      action: site.http.link(`/${schema.name}`),
      hidden: [],
      typed: prefilled(schema, properties, queryOf(request)),
      faults: [],
      lostFiles: [],
    },
    mayComment: operations.may(actor, 'Create', schema.name, 'messages') && mayMake(site, actor, schema, 'messages'),
    mayAttach: operations.may(actor, 'Create', schema.name, 'files') && mayMake(site, actor, schema, 'files'),
  })
  return sendPage(request, reply, page, refused?.status ?? 200)
}

/** Made by the composer, not typed. */
const BY_COMPOSER = new Set(['messages', 'files'])

function createProperties(site: Site, schema: ClassSchema, creatable: ReadonlySet<string>): readonly string[] {
  const views = site.tracker.views.classes?.[schema.name]
  const all = [...schema.properties.values()].filter(isOffered).map(({ name }) => name)
  const chosen = views?.create ?? views?.panels?.flatMap(({ properties }) => properties) ?? all
  const isRequired = (name: string): boolean =>
    schema.properties.get(name)!.definition.required === true && !chosen.includes(name)
  const title = schema.kind === 'issue' ? ['title'] : []
  return [...new Set([...title, ...all.filter(isRequired), ...chosen])].filter(
    (name) => creatable.has(name) && !BY_COMPOSER.has(name),
  )
}

function isOffered({ automatic, computedFrom, definition }: PropertySchema): boolean {
  return !automatic && !computedFrom && !definition.legacy
}

/** Defaults of the schema, and over them what the URL says. */
function prefilled(
  schema: ClassSchema,
  properties: readonly string[],
  query: URLSearchParams,
): ReadonlyMap<string, readonly string[]> {
  const typed = new Map<string, readonly string[]>()
  for (const name of properties) {
    const { definition } = schema.properties.get(name)!
    const preset = 'default' in definition ? definition.default : undefined
    if (preset !== undefined)
      typed.set(
        name,
        Array.isArray(preset)
          ? preset.map(String)
          : [typeof preset === 'boolean' ? (preset ? 'yes' : 'no') : String(preset)],
      )
    const given = query.getAll(name)
    if (given.length > 0 && definition.type !== 'password')
      typed.set(name, definition.type === 'multilink' ? given.flatMap((text) => text.split(',')) : given)
  }
  const note = query.get('@note') ?? query.get(':note')
  if (note !== null) typed.set('@note', [note])
  return typed
}
