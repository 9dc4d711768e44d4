import type { ClassSchema, PropertySchema, Tracker } from '../../schema/tracker.ts'

/** A property whose text is searched for. */
export interface TextProperty {
  readonly name: string
  /** `title`: finds before all others; `file`: content of a file, finds after all others and may be left out. */
  readonly rank: 'title' | 'text' | 'file'
}

/** What an issue is found by: its own texts, and those of the messages and files that it links to. */
export interface TextSource {
  /** Null for the issue's own texts. */
  readonly link: PropertySchema | null
  readonly schema: ClassSchema
  readonly texts: readonly TextProperty[]
}

const cache = new WeakMap<ClassSchema, readonly TextProperty[]>()

/** Strings declared as indexed, what names a node, and content. */
export function textProperties(schema: ClassSchema): readonly TextProperty[] {
  let texts = cache.get(schema)
  if (!texts) cache.set(schema, (texts = findTexts(schema)))
  return texts
}

function findTexts(schema: ClassSchema): readonly TextProperty[] {
  const names = [...schema.properties.values()].filter(isText).map(({ name }) => name)
  if (schema.properties.get(schema.label)?.type === 'string' && !names.includes(schema.label))
    names.unshift(schema.label)
  const isThread = schema.kind === 'issue'
  const own = names.map((name): TextProperty => ({ name, rank: isThread && name === schema.label ? 'title' : 'text' }))
  return schema.hasContent ? [...own, { name: 'content', rank: schema.kind === 'file' ? 'file' : 'text' }] : own
}

function isText({ definition, computedFrom }: PropertySchema): boolean {
  return computedFrom === null && definition.type === 'string' && definition.indexed === true
}

export function isThreadClass(schema: ClassSchema): boolean {
  return schema.kind === 'issue'
}

export function threadSources(tracker: Tracker, schema: ClassSchema): readonly TextSource[] {
  const linked = [...schema.properties.values()].flatMap((property): TextSource[] => {
    const target = property.to === null || property.computedFrom ? undefined : tracker.classes.get(property.to)
    return target?.hasContent ? [{ link: property, schema: target, texts: textProperties(target) }] : []
  })
  return [{ link: null, schema, texts: textProperties(schema) }, ...linked]
}

/** Thread classes and the links by which they own texts of this class. */
export function threadLinksTo(
  tracker: Tracker,
  className: string,
): readonly { readonly schema: ClassSchema; readonly link: PropertySchema }[] {
  return [...tracker.classes.values()]
    .filter(isThreadClass)
    .flatMap((schema) =>
      threadSources(tracker, schema).flatMap(({ link }) => (link?.to === className ? [{ schema, link }] : [])),
    )
}

/** Its title first, then what files are called, then messages, then the contents of files. */
export function placeOf({
  rank,
  property,
}: {
  readonly rank: TextProperty['rank']
  readonly property: string
}): number {
  if (rank === 'title') return 0
  return rank === 'file' ? 3 : property === 'content' ? 2 : 1
}
