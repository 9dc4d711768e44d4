import type { Literal } from './python-literal.ts'
import { Tuple } from './python-literal.ts'

const ESCAPED: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Writes a value as Python's `repr` does; strings as the `repr` of their UTF-8, as Roundup's export has them. */
export function pythonRepr(value: Literal): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return numberRepr(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'string') return stringRepr(value)
  if (value instanceof Tuple) return `(${value.items.map(pythonRepr).join(', ')}${value.items.length === 1 ? ',' : ''})`
  if (value instanceof Map)
    return `{${[...value].map(([key, item]: [string, Literal]) => `${stringRepr(key)}: ${pythonRepr(item)}`).join(', ')}}`
  return `[${(value as readonly Literal[]).map(pythonRepr).join(', ')}]`
}

function numberRepr(number: number): string {
  /* Whole, but beyond what is exact: without an exponent it would be read as an integer of all these digits. */
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) return number.toExponential()
  if (Number.isFinite(number)) return String(number)
  return Number.isNaN(number) ? 'nan' : number > 0 ? 'inf' : '-inf'
}

function stringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = Buffer.from(text)
    .toString('latin1')
    .replace(/[^ -[\]-~]/g, (character) => {
      return ESCAPED[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
    })
  return quote + escaped.replaceAll(quote, `\\${quote}`) + quote
}
