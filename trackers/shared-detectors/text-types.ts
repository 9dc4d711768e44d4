const HTML = /^(?:text\/(?:x-)?html|html)(?:\s*;.*)?$/i
/** Control characters that plain text does not hold: all but tab, line feed, form feed and carriage return. */
const CONTROL = /(?![\t\n\f\r])\p{Cc}/u

export const PLAIN_TEXT = 'text/plain'

interface FileChanges {
  type?: string | null
}

/** An HTML file is kept as plain text, so that no browser runs what somebody attached. */
export function noHtmlFiles(_context: unknown, _file: unknown, changes: FileChanges): void {
  if (changes.type && HTML.test(changes.type.trim())) changes.type = PLAIN_TEXT
}

/** Whether bytes are UTF-8 text without control characters. */
export function isPlainText(bytes: Uint8Array): boolean {
  try {
    return !CONTROL.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return false
  }
}
