import type { Condition } from '../../schema/filter-spec.ts'
import type { ClassSchema, Tracker } from '../../schema/tracker.ts'
import type { Sql } from '../database.ts'
import type { StoredNode } from '../nodes/stored-node.ts'
import { lexemesOf, readTexts, searchableContent, threadsThatOwn, writeTexts } from './index-texts.ts'
import type { IndexedText, TextRow } from './index-texts.ts'
import { refreshThreads } from './refresh-threads.ts'
import { isThreadClass, textProperties, threadLinksTo, threadSources } from './texts.ts'

/** A node that was written, as far as the search is concerned. */
export interface WrittenText {
  readonly node: StoredNode
  readonly created: boolean
  /** Names of what is another now, `content` among them; null where everything counts. */
  readonly changed: readonly string[] | null
  /** New content. */
  readonly content: Uint8Array | undefined
}

/**
 * Brings the search up to date with nodes that were created, changed, retired or restored, in the same transaction:
 * their own texts, and the documents of the threads that own them. What changed nothing that is searched for or that
 * says who may read it costs nothing.
 */
export async function indexWritten(sql: Sql, tracker: Tracker, written: readonly WrittenText[]): Promise<void> {
  const classes = Map.groupBy(written, ({ node }) => node.className)
  const threads = new Map<ClassSchema, Set<number>>()
  const touch = (schema: ClassSchema, ids: readonly number[]): void => {
    threads.set(schema, new Set([...(threads.get(schema) ?? []), ...ids]))
  }
  const texts: IndexedText[] = []
  const again: { className: string; id: number }[] = []
  const readAgain = async (schema: ClassSchema, ids: readonly number[]): Promise<void> => {
    again.push(...ids.map((id) => ({ className: schema.name, id })))
    texts.push(...(await readTexts(sql, schema, ids)).flatMap((row) => textsOf(schema, row)))
  }
  const askOwners = async (schema: ClassSchema, ids: readonly number[]): Promise<void> => {
    if (ids.length === 0) return
    for (const { schema: thread, link } of threadLinksTo(tracker, schema.name))
      touch(thread, await threadsThatOwn(sql, thread, link, ids))
  }
  const readings: Promise<void>[] = []
  for (const [className, all] of classes) {
    const schema = tracker.classes.get(className)!
    if (textProperties(schema).length === 0) continue
    const fresh = all.filter(({ created, node }) => created && !node.retired)
    const others = all.filter(({ created, node }) => !created || node.retired)
    const told = idsOf(others.filter(({ changed }) => isNamed(changed, textNames(schema))))
    const moved = idsOf(others.filter(({ changed }) => isNamed(changed, namesThatMatter(tracker, schema))))
    texts.push(...fresh.flatMap((one) => textsOf(schema, textRow(schema, one))))
    readings.push(readAgain(schema, told), askOwners(schema, moved))
    if (isThreadClass(schema)) touch(schema, [...idsOf(fresh), ...moved])
  }
  await Promise.all(readings)
  writeTexts(sql, texts, again)
  for (const [schema, ids] of threads) refreshThreads(sql, tracker, schema, [...ids])
}

function idsOf(written: readonly WrittenText[]): readonly number[] {
  return written.map(({ node }) => node.id)
}

function isNamed(changed: readonly string[] | null, names: ReadonlySet<string>): boolean {
  return changed === null || changed.some((name) => names.has(name))
}

/** What a node's own texts are made from: of files, the type says whether the content is one. */
function textNames(schema: ClassSchema): ReadonlySet<string> {
  return new Set([...textProperties(schema).map(({ name }) => name), ...(schema.kind === 'file' ? ['type'] : [])])
}

const matter = new WeakMap<ClassSchema, ReadonlySet<string>>()

/** What a thread's document is made from: texts, links to texts, and what permissions to read ask for. */
function namesThatMatter(tracker: Tracker, schema: ClassSchema): ReadonlySet<string> {
  let names = matter.get(schema)
  if (!names) {
    const links = threadSources(tracker, schema).flatMap(({ link }) => link?.name ?? [])
    const grants = tracker.grants.filter(
      ({ permission, className }) => permission === 'View' && (className === null || className === schema.name),
    )
    const asked = grants.flatMap(({ condition }) => (condition ? namesIn(condition) : []))
    matter.set(schema, (names = new Set([...textNames(schema), ...links, ...asked])))
  }
  return names
}

function namesIn(condition: Condition): readonly string[] {
  if ('all' in condition) return condition.all.flatMap(namesIn)
  if ('any' in condition) return condition.any.flatMap(namesIn)
  if ('not' in condition) return namesIn(condition.not)
  return condition.path.slice(0, 1)
}

function textRow(schema: ClassSchema, { node, content }: WrittenText): TextRow {
  const texts = textProperties(schema).map(({ name }, index) => [
    `t${index}`,
    name === 'content'
      ? content && searchableContent(schema, node.values['type'], content)
      : (node.values[name] ?? null),
  ])
  return { ...Object.fromEntries(texts), id: node.id } as TextRow
}

function textsOf(schema: ClassSchema, row: TextRow): readonly IndexedText[] {
  return lexemesOf(textProperties(schema), row).map((text) => ({ className: schema.name, id: row.id, ...text }))
}
