import type { ClassKind } from '../../schema/class.ts'
import type { Tracker } from '../../schema/tracker.ts'
import type { TextRule } from './find-links.ts'

/** Longer addresses stay text: no browser takes them, and a match has to have a bound. */
const MAX_URL = 2000
const URL_START = /(?<![A-Za-z0-9_])(?:(?:https?|ftps?):\/\/|www\.)(?=[^\s<>"`/?#.,;:!)(])/gi
const URL_END = /[\s<>"`\u0000-\u001f\u007f]/g
const TRAILING = new Set(".,;:!?'*")

/** `http(s)://`, `ftp(s)://` and `www.`; what ends a sentence, and a parenthesis opened before, stay outside. */
export const urlRule: TextRule = {
  find(text, from) {
    URL_START.lastIndex = from
    for (let match = URL_START.exec(text); match !== null; match = URL_START.exec(text)) {
      const end = endOfUrl(text, match.index)
      if (end - match.index > MAX_URL || end <= URL_START.lastIndex) {
        URL_START.lastIndex = Math.max(end, URL_START.lastIndex)
        continue
      }
      const url = text.slice(match.index, end)
      const href = /^www\./i.test(url) ? `http://${url}` : url
      return { start: match.index, end, href, node: null, title: null }
    }
    return null
  },
}

function endOfUrl(text: string, start: number): number {
  URL_END.lastIndex = start
  const stop = URL_END.exec(text)?.index ?? text.length
  const window = text.slice(start, Math.min(stop, start + MAX_URL + 1))
  if (window.length > MAX_URL) return stop

  let open = 0
  for (const character of window) open += character === '(' ? 1 : character === ')' ? -1 : 0
  let length = window.length
  for (; length > 0; length--) {
    const last = window[length - 1]!
    if (last === ')' && open < 0) open++
    else if (!TRAILING.has(last)) break
  }
  return start + length
}

/** Each repetition is bounded, and a match starts only where a word does, so no start is tried twice. */
const EMAIL =
  /(?<![\w.+%-])[\w+%-](?:[\w.+%-]{0,62}[\w+%-])?@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9-]{1,63}){0,7}\.[A-Za-z]{2,24}(?![\w-]|\.\w)/g

export const emailRule: TextRule = {
  find(text, from) {
    EMAIL.lastIndex = from
    const match = EMAIL.exec(text)
    return match && { start: match.index, end: EMAIL.lastIndex, href: `mailto:${match[0]}`, node: null, title: null }
  },
}

/** With these, people write a space: "msg 5". "version 3" and "type 2" are mostly no designators. */
const SPACED: ReadonlySet<ClassKind> = new Set(['issue', 'message', 'file'])

/**
 * `issue12`, `issue 12`, `msg5#top`: whatever the case, ids of nine digits at most. Null for a tracker
 * that links no class this way.
 */
export function designatorRule(tracker: Tracker): TextRule | null {
  const names = tracker.views.linkedClasses ?? [...tracker.classes.keys()]
  const byName = new Map(names.map((name) => [name.toLowerCase(), name]))
  const isSpaced = (name: string): boolean => SPACED.has(tracker.classes.get(name)?.kind ?? 'plain')
  const spaced = names.filter(isSpaced)
  const close = names.filter((name) => !isSpaced(name))
  const forms = [
    ...(spaced.length > 0 ? [`(?:${alternatives(spaced)})[ \\t]{0,3}`] : []),
    ...(close.length > 0 ? [`(?:${alternatives(close)})`] : []),
  ]
  if (forms.length === 0) return null

  const pattern = new RegExp(
    `(?<![\\w/#&=?.@-])(${forms.join('|')})0{0,9}(\\d{1,9})(?![\\w-])(#[A-Za-z][\\w.-]{0,50}(?<=\\w))?`,
    'gi',
  )
  return {
    find(text, from) {
      pattern.lastIndex = from
      const match = pattern.exec(text)
      if (!match) return null
      const node = { className: byName.get(match[1]!.trim().toLowerCase())!, id: Number(match[2]) }
      const href = `/${node.className}${node.id}${match[3] ?? ''}`
      return { start: match.index, end: pattern.lastIndex, href, node, title: null }
    },
  }
}

function alternatives(names: readonly string[]): string {
  return [...names].sort((a, b) => b.length - a.length).join('|')
}
