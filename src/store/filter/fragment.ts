import { statementsOn } from '../database.ts'
import type { Sql } from '../database.ts'

/**
 * A piece of a statement with its parameters. Statements of the filter are composed of hundreds of pieces
 * for every page, and a list has 0.3 ms in all: composing them from kysely's nodes took 0.6 ms, this takes 0.04.
 * Texts hold one more element than values; a parameter stands between each two.
 */
export interface Fragment {
  readonly texts: readonly string[]
  readonly values: readonly unknown[]
}

/** Stands for a value of a statement that is given when it runs, so that the statement is composed once for all values. */
export class Place {
  readonly index: number

  constructor(index: number) {
    this.index = index
  }
}

/** The node whose links a page lists. */
export const LINKER = new Place(0)

/** ``part`n.${name('title')} = ${text}` ``: fragments are spliced in, everything else becomes a parameter. */
export function part(strings: TemplateStringsArray, ...inserted: readonly unknown[]): Fragment {
  const texts = [strings[0]!]
  const values: unknown[] = []
  for (const [index, value] of inserted.entries()) {
    if (isFragment(value)) append(texts, values, value)
    else {
      values.push(value)
      texts.push('')
    }
    texts[texts.length - 1] += strings[index + 1]!
  }
  return { texts, values }
}

function isFragment(value: unknown): value is Fragment {
  return typeof value === 'object' && value !== null && 'texts' in value && 'values' in value
}

function append(texts: string[], values: unknown[], added: Fragment): void {
  texts[texts.length - 1] += added.texts[0]!
  for (let index = 1; index < added.texts.length; index++) texts.push(added.texts[index]!)
  for (const value of added.values) values.push(value)
}

/** An identifier, quoted. */
export function name(identifier: string): Fragment {
  return raw(quoted(identifier))
}

export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}

/** Text of our own making: never anything that came from outside. */
export function raw(text: string): Fragment {
  return { texts: [text], values: [] }
}

export function join(fragments: readonly Fragment[], separator: string): Fragment {
  const texts = ['']
  const values: unknown[] = []
  for (const [index, fragment] of fragments.entries()) {
    if (index > 0) texts[texts.length - 1] += separator
    append(texts, values, fragment)
  }
  return { texts, values }
}

export const TRUE = raw('true')
export const FALSE = raw('false')

/** All of them; `true` is left out, so that the text of a plain filter stays plain. */
export function allOf(conditions: readonly Fragment[]): Fragment {
  const left = conditions.filter((condition) => condition !== TRUE)
  if (left.includes(FALSE)) return FALSE
  if (left.length === 0) return TRUE
  return left.length === 1 ? left[0]! : part`(${join(left, ' and ')})`
}

export function anyOf(conditions: readonly Fragment[]): Fragment {
  const left = conditions.filter((condition) => condition !== FALSE)
  if (left.includes(TRUE)) return TRUE
  if (left.length === 0) return FALSE
  return left.length === 1 ? left[0]! : part`(${join(left, ' or ')})`
}

/**
 * `any(…)` over ids that the planner does not look into. It takes a plain array parameter of one id to be cheaper
 * than the ten it guesses for a plan made once, and so planned the statement anew each time: 2.6 ms for an issue.
 */
export function anyId(ids: readonly number[] | Place): Fragment {
  return part`any((select ${ids}::integer[])::integer[])`
}

/**
 * Ids as text of the statement: a plan that is made once is then made for these, since how common they are decides. For
 * those that a filter names, of which there are few; ids of nodes at large would make a text of each.
 */
export function idList(ids: readonly number[]): Fragment {
  if (!ids.every(Number.isSafeInteger)) throw new TypeError('Ids are integers')
  return raw(`'{${ids.join()}}'::integer[]`)
}

/** Unknown counts as no: what is not known to hold, does not hold. */
export function not(condition: Fragment): Fragment {
  if (condition === TRUE) return FALSE
  if (condition === FALSE) return TRUE
  return part`(${condition}) is not true`
}

/** Statement text as PostgreSQL takes it. */
export function statementText({ texts }: Fragment): string {
  let text = texts[0]!
  for (let index = 1; index < texts.length; index++) text += `$${index}${texts[index]!}`
  return text
}

export async function run<R>(sql: Sql, fragment: Fragment): Promise<R[]> {
  return (await statementsOn(sql)(statementText(fragment), fragment.values)) as R[]
}

/** Runs a statement of a transaction that nobody waits for: if it fails, so does the commit. */
export function send(sql: Sql, fragment: Fragment): void {
  run(sql, fragment).catch(() => undefined)
}
