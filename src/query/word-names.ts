import { TrackerError } from '../errors.ts'
import type { ClassSchema, PropertySchema, Tracker } from '../schema/tracker.ts'
import { suggestion } from './nearest.ts'
import type { FindProperty, ResolvedPath } from './property-path.ts'
import { classNamed, resolvePath } from './property-path.ts'

/** Words that are no properties. */
export const SPECIAL_WORDS = ['is', 'no', 'has', 'sort', 'group', 'in'] as const
export type SpecialWord = (typeof SPECIAL_WORDS)[number]

/** What people call properties elsewhere; each is tried in turn. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  author: ['creator'],
  reporter: ['creator'],
  created: ['creation'],
  updated: ['activity'],
  changed: ['activity'],
  assigned: ['assignee', 'assignedto'],
  assignee: ['assignedto'],
  assignedto: ['assignee'],
  label: ['keywords', 'keyword'],
  tag: ['keywords', 'keyword'],
  dependson: ['dependencies'],
  msgcount: ['message_count'],
  nosycount: ['nosy_count'],
}

/** Whether a word may ask for it: nothing that is kept for old times only, and no password. */
function isWord(property: PropertySchema | undefined): property is PropertySchema {
  return property !== undefined && !property.definition.legacy && property.type !== 'password'
}

/** By its name in singular or plural and any case, then by what it is called elsewhere. */
const loosely: FindProperty = (schema, name) => {
  const lower = name.toLowerCase()
  for (const candidate of [...numbers(lower), ...(ALIASES[lower] ?? [])]) {
    const property = schema.properties.get(candidate) ?? byLowerCase(schema, candidate)
    if (isWord(property)) return property
  }
  return null
}

function numbers(name: string): readonly string[] {
  const plural = name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`
  const singular = name.endsWith('ies') ? `${name.slice(0, -3)}y` : name.endsWith('s') ? name.slice(0, -1) : name
  return [name, plural, singular]
}

function byLowerCase(schema: ClassSchema, name: string): PropertySchema | undefined {
  for (const property of schema.properties.values()) if (property.name.toLowerCase() === name) return property
  return undefined
}

/** What the name of a word asks for, or null when it is no word. */
export function findWord(tracker: Tracker, className: string, name: string): ResolvedPath | SpecialWord | null {
  const special = SPECIAL_WORDS.find((word) => word === name.toLowerCase())
  return special ?? findPropertyWord(tracker, className, name)
}

export function findPropertyWord(tracker: Tracker, className: string, name: string): ResolvedPath | null {
  try {
    return resolvePath(tracker, className, name.toLowerCase() === 'id' ? 'id' : name, loosely)
  } catch (error) {
    if (error instanceof TrackerError && error.code === 'invalid') return null
    throw error
  }
}

/**
 * Whether `name:rest` is meant as a word although there is none of that name. `TypeError:`, `http://…`, `std::vector`
 * and `dict.get:` are texts to search for.
 */
export function looksLikeWord(name: string, rest: string): boolean {
  return /^[a-z][a-z_]+$/.test(name) && /^[^:/\\=]/.test(rest)
}

/** The end of a refusal: which words there may have been. */
export function suggestWord(tracker: Tracker, className: string, name: string): string {
  const schema = classNamed(tracker, className)
  const properties = [...schema.properties.values()].filter(isWord).map((property) => property.name)
  return suggestion(name, [
    ...SPECIAL_WORDS,
    ...properties,
    ...Object.keys(ALIASES).filter((alias) => loosely(schema, alias)),
    'id',
  ])
}
