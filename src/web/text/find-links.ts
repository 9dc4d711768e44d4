import type { TextLink } from './text-link.ts'

/** Finds the next link of one kind at or after a position. */
export interface TextRule {
  readonly find: (text: string, from: number) => TextLink | null
}

/** What a search cost, so that a test can hold it to the length of the text. */
export interface Work {
  /** Characters that rules looked at, as far as their answers tell. */
  scanned: number
}

/**
 * The links of a text in order, none over another: the earliest match wins, then the longest, then the
 * rule that comes first. One pass: a rule is asked again only when a link took its last answer.
 */
export function findLinks(text: string, rules: readonly TextRule[], work: Work = { scanned: 0 }): readonly TextLink[] {
  const ask = (rule: TextRule, from: number): TextLink | null => {
    const link = rule.find(text, from)
    work.scanned += (link?.end ?? text.length) - from
    return link
  }
  const next = rules.map((rule) => ask(rule, 0))
  const links: TextLink[] = []
  for (let at = 0; ;) {
    let best: TextLink | null = null
    for (let index = 0; index < next.length; index++) {
      let link = next[index] ?? null
      if (link !== null && link.start < at) next[index] = link = ask(rules[index]!, at)
      if (link !== null && (best === null || isBetter(link, best))) best = link
    }
    if (best === null) return links
    links.push(best)
    at = best.end
  }
}

function isBetter(link: TextLink, best: TextLink): boolean {
  return link.start < best.start || (link.start === best.start && link.end > best.end)
}
