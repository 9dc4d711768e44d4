import { isUtf8 } from 'node:buffer'

/**
 * A cell as text that means the same literal, to be kept beside a node: bytes that JSON or PostgreSQL
 * could not hold are written as escapes.
 */
export function cellText(bytes: Buffer): string {
  const text = isUtf8(bytes) ? bytes.toString() : bytes.toString('latin1').replace(/[\x80-\xff]/g, escaped)
  return text.replaceAll('\0', '\\x00')
}

function escaped(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16)}`
}
