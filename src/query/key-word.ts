import { TrackerError } from '../errors.ts'
import type { ParseContext } from '../schema/properties/index.ts'
import { textFault } from '../schema/properties/string.ts'
import { suggestion } from './nearest.ts'

type Similar = readonly { readonly id: number; readonly key: string }[]

/**
 * The node that a word names: by its key, by its key in another case, or by a word that only its key has: `3.12` is
 * Python 3.12, `lib` is Library (Lib).
 *
 * @throws {TrackerError} invalid, when it may be several.
 */
export async function findByWord(className: string, text: string, context: ParseContext): Promise<number | null> {
  const id = textFault(text) === null ? await context.lookup(className, text) : null
  if (id !== null || !context.similar) return id

  const similar = await context.similar(className, text)
  const equal = similar.filter(({ key }) => key.toLowerCase() === text.toLowerCase())
  const fitting = equal.length ? equal : similar.filter(({ key }) => hasWord(key, text))
  if (fitting.length > 1) throw new TrackerError('invalid', `"${text}" may be ${either(fitting)}: write it out`)
  return fitting[0]?.id ?? null
}

function hasWord(key: string, text: string): boolean {
  const escaped = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{N}_.])${escaped}(?![\\p{L}\\p{N}_.])`, 'iu').test(key)
}

/** @throws {TrackerError} invalid, with what may have been meant. */
export async function refuseKey(className: string, text: string, context: ParseContext): Promise<never> {
  const similar = (await context.similar?.(className, text)) ?? []
  const near = similar.length ? `, did you mean ${either(similar)}?` : await nearKey(className, text, context)
  throw new TrackerError('invalid', `there is no ${className} "${text}"${near}`)
}

/** Slips are rarely at the beginning. */
async function nearKey(className: string, text: string, context: ParseContext): Promise<string> {
  const similar = (await context.similar?.(className, text.slice(0, 3))) ?? []
  return suggestion(
    text,
    similar.map(({ key }) => key),
  )
}

function either(similar: Similar): string {
  const shown = similar.slice(0, 5).map(({ key }) => (/[\s,"]/.test(key) ? `"${key}"` : key))
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)!}`
}
