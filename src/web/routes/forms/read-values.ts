import type { Fault } from '../../../errors.ts'
import { TrackerError } from '../../../errors.ts'
import type { ChangeValue } from '../../../operations/types.ts'
import { propertyKinds } from '../../../schema/properties/index.ts'
import type { ParseContext } from '../../../schema/properties/index.ts'
import { parseMultilinkInput } from '../../../schema/properties/multilink.ts'
import type { Value } from '../../../schema/property.ts'
import type { ClassSchema, PropertySchema } from '../../../schema/tracker.ts'
import { hashPassword } from '../../../values/password.ts'
import { titleOf } from '../../views/words.ts'
import type { FormItem } from './field-name.ts'
import type { ItemDraft } from './form-draft.ts'
import { isSameValue } from './stored-value.ts'
import { uploadName, uploadType } from './upload-name.ts'

export interface ReadingItem {
  readonly draft: ItemDraft
  readonly schema: ClassSchema
  /** Values of an existing node as the form showed them; undefined for those the actor may not see. */
  seen(property: string): Value | undefined
  readonly context: ParseContext
  /** What faults are called by: '' for the subject, `msg-1@` for others. */
  readonly prefix: string
}

/**
 * Reads what a form says of one node, and leaves out what says the same as before. Of multilinks it says what came
 * and went, so that two people's changes both stand.
 */
export async function readValues(item: ReadingItem, faults: Fault[]): Promise<Record<string, ChangeValue>> {
  const { draft, schema } = item
  const changes: Record<string, ChangeValue> = {}
  for (const [name, texts] of draft.texts)
    await attempt(item, name, faults, async () => {
      if (name === 'content' && schema.hasContent) readContent(texts, changes)
      else await readProperty(item, name, texts, changes)
    })
  for (const [name, uploads] of draft.uploads)
    if (name === 'content' && schema.hasContent) {
      const upload = uploads[0]!
      changes['content'] = upload.bytes
      if (schema.properties.has('name') && !draft.texts.has('name')) changes['name'] = uploadName(upload)
      if (!draft.texts.has('type')) changes['type'] = uploadType(upload)
    }
  for (const [name, texts] of draft.remove)
    await attempt(item, name, faults, () => readDelta(item, name, texts, 'remove', changes))
  for (const [name, texts] of draft.add)
    await attempt(item, name, faults, () => readDelta(item, name, texts, 'add', changes))
  for (const [name, items] of draft.links)
    await attempt(item, name, faults, async () => linkItems(item, name, items, changes))
  checkRequired(item, faults)
  return changes
}

async function attempt(item: ReadingItem, name: string, faults: Fault[], work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof TrackerError) || error.code !== 'invalid') throw error
    const property = item.schema.properties.get(name)
    const message = error.message.startsWith(`${name}: `) ? error.message.slice(name.length + 2) : error.message
    faults.push({
      property: `${item.prefix}${name}`,
      message: `${property ? titleOf(property) : name}: ${message}`,
    })
  }
}

function readContent(texts: readonly string[], changes: Record<string, ChangeValue>): void {
  const text = oneOf('content', texts)
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()
  if (text !== '') changes['content'] = Buffer.from(text)
}

/** Unknown names and what the tracker writes itself are ignored, as in Roundup: pages have fields of their own. */
async function readProperty(
  item: ReadingItem,
  name: string,
  texts: readonly string[],
  changes: Record<string, ChangeValue>,
): Promise<void> {
  const property = item.schema.properties.get(name)
  if (!property || property.automatic || property.computedFrom) return
  if (property.type === 'multilink') return readMultilink(item, property, texts, changes)
  if (property.type === 'password') return readPassword(item, property, texts, changes)

  const value = await propertyKinds[property.type].parse(oneOf(name, texts), property, item.context)
  if (isNews(item, name, value)) changes[name] = value
}

/** A date is shown to the second, so what was not touched comes back without its milliseconds. */
function isNews(item: ReadingItem, name: string, value: Value): boolean {
  if (item.draft.item.id < 0) return value !== null && value !== ''
  const seen = item.seen(name)
  if (seen === undefined) return true
  if (seen instanceof Date && value instanceof Date)
    return Math.floor(seen.getTime() / 1000) !== Math.floor(value.getTime() / 1000)
  return !isSameValue(value, seen)
}

async function readMultilink(
  item: ReadingItem,
  property: PropertySchema,
  texts: readonly string[],
  changes: Record<string, ChangeValue>,
): Promise<void> {
  const before = (item.seen(property.name) ?? []) as readonly number[]
  const input = await parseMultilinkInput(cutAtCommas(texts), property, item.context)
  const [add, remove] =
    'set' in input
      ? [input.set.filter((id) => !before.includes(id)), before.filter((id) => !input.set.includes(id))]
      : [input.add, input.remove]
  if (add.length + remove.length > 0) changes[property.name] = { add, remove }
}

/** An empty password leaves it as it is. What is typed is a password, even where it looks like a stored one. */
async function readPassword(
  { draft }: ReadingItem,
  { name }: PropertySchema,
  texts: readonly string[],
  changes: Record<string, ChangeValue>,
): Promise<void> {
  const typed = oneOf(name, texts)
  if (typed === '') return
  if (typed !== draft.confirm.get(name)?.[0])
    throw new TrackerError('invalid', 'Password and confirmation text do not match')
  changes[name] = await hashPassword(typed)
}

async function readDelta(
  item: ReadingItem,
  name: string,
  texts: readonly string[],
  way: 'add' | 'remove',
  changes: Record<string, ChangeValue>,
): Promise<void> {
  const property = item.schema.properties.get(name)
  if (property?.type !== 'multilink' || property.computedFrom)
    throw new TrackerError(
      'invalid',
      `You have submitted a ${way} action for the property "${name}" which doesn't exist`,
    )
  const input = await parseMultilinkInput(cutAtCommas(texts), property, item.context)
  const ids = 'set' in input ? input.set : input.add
  if (ids.length === 0) return
  const before = (item.seen(name) ?? []) as readonly number[]
  const absent = way === 'remove' && item.draft.item.id > 0 ? ids.find((id) => !before.includes(id)) : undefined
  if (absent !== undefined) throw new TrackerError('invalid', `property "${name}": "${absent}" not currently in list`)

  const wanted = way === 'add' ? ids.filter((id) => !before.includes(id)) : ids
  if (wanted.length > 0) changes[name] = merged(changes[name], { [way]: wanted })
}

interface Comings {
  readonly add?: readonly number[]
  readonly remove?: readonly number[]
}

function merged(known: ChangeValue | undefined, { add = [], remove = [] }: Comings): Comings {
  const before = (known ?? {}) as Comings
  return { add: [...(before.add ?? []), ...add], remove: [...(before.remove ?? []), ...remove] }
}

function linkItems(
  { schema }: ReadingItem,
  name: string,
  items: readonly FormItem[],
  changes: Record<string, ChangeValue>,
): void {
  const property = schema.properties.get(name)
  if (!property?.to || property.automatic || property.computedFrom)
    throw new TrackerError('invalid', `${schema.name} ${name} is not a link or multilink property`)
  const wrong = items.find((one) => one.className !== property.to)
  if (wrong) throw new TrackerError('invalid', `${name} links to ${property.to}, not to ${wrong.className}`)
  if (property.type === 'link') changes[name] = items.at(-1)!.id
  else changes[name] = merged(changes[name], { add: items.map(({ id }) => id) })
}

/** Roundup's `@required`: a field of the form has to say something. */
function checkRequired({ draft, schema, seen, prefix }: ReadingItem, faults: Fault[]): void {
  const isGiven = (name: string): boolean =>
    (draft.texts.get(name) ?? []).some((text) => text.trim() !== '') || draft.uploads.has(name) || draft.add.has(name)
  const isSetAlready = (name: string): boolean =>
    !draft.texts.has(name) && ![undefined, null, ''].includes(seen(name) as string | null | undefined)
  for (const name of draft.required)
    if (!isGiven(name) && !isSetAlready(name))
      faults.push({ property: `${prefix}${name}`, message: `Required ${schema.name} property ${name} not supplied` })
}

function oneOf(name: string, texts: readonly string[]): string {
  if (texts.length > 1)
    throw new TrackerError('invalid', `You have submitted more than one value for the ${name} property`)
  return texts[0] ?? ''
}

function cutAtCommas(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => text.split(','))
}
