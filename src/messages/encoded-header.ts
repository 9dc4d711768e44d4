import { headerText } from './header-text.ts'

/** What fits on a line beside the name of a header. */
const LINE = 76
/** RFC 5322 allows no line over 998 octets, so a longer word has to be encoded to be broken. */
const MAX_WORD = 200
/** Bytes of an encoded word, of which RFC 2047 allows 75 characters. */
const ENCODED_BYTES = 42
/** Filters look at the beginning. */
const MAX_HEADER = 2_000

/** A header's value as it is sent: ASCII, folded; what is not ASCII in words as RFC 2047 encodes them. */
export function encodedHeader(value: string): string {
  const text = headerText(value).slice(0, MAX_HEADER).toWellFormed()
  const words = text.split(/ +/)
  const isPlain = /^[\x20-\x7e]*$/.test(text) && words.every((word) => word.length <= MAX_WORD)
  return isPlain ? folded(words) : encodedWords(text)
}

/** A name before an address or id in angle brackets: quoted, or encoded where quotes are not enough. */
export function encodedPhrase(name: string): string {
  const text = headerText(name).slice(0, MAX_HEADER).toWellFormed()
  return /^[\x20-\x7e]{0,60}$/.test(text) ? `"${text.replaceAll(/[\\"]/g, '')}"` : encodedWords(text)
}

function folded(words: readonly string[]): string {
  const lines: string[] = []
  for (const word of words) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= LINE) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines.join('\r\n ')
}

function encodedWords(text: string): string {
  const chunks = ['']
  let bytes = 0
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > ENCODED_BYTES) {
      chunks.push('')
      bytes = Buffer.byteLength(character)
    }
    chunks[chunks.length - 1] += character
  }
  return chunks.map((chunk) => `=?utf-8?B?${Buffer.from(chunk).toString('base64')}?=`).join('\r\n ')
}
