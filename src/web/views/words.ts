import type { ClassSchema, PropertySchema } from '../../schema/tracker.ts'

/** What the screen calls a property: its title, or its name spelled out. */
export function titleOf(property: PropertySchema): string {
  return property.definition.title ?? spelledOut(property.name)
}

export function spelledOut(name: string): string {
  const words = name.replaceAll('_', ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What the screen calls one node of a class, in the middle of a sentence. */
export function nameOfOne(schema: ClassSchema): string {
  return schema.options.title ?? (schema.kind === 'message' ? 'message' : schema.name.replaceAll('_', ' '))
}

export function nameOfMany(schema: ClassSchema): string {
  const one = nameOfOne(schema)
  if (/[^aeiou]y$/.test(one)) return `${one.slice(0, -1)}ies`
  return /(?:s|x|ch|sh)$/.test(one) ? `${one}es` : `${one}s`
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const COUNT = new Intl.NumberFormat('en')

export function printCount(count: number): string {
  return COUNT.format(count)
}

/** Bytes as people say them; 1 kB is 1,000 bytes. */
export function printSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`
  if (bytes < 999_500) return `${(bytes / 1000).toFixed(bytes < 9950 ? 1 : 0)} kB`
  return `${(bytes / 1_000_000).toFixed(bytes < 9_950_000 ? 1 : 0)} MB`
}
