import type { Tracker } from '../../schema/tracker.ts'
import type { LinkRule } from '../../schema/views.ts'
import { printDesignator } from '../../values/designator.ts'
import { designatorRule, emailRule, urlRule } from './built-in-rules.ts'
import type { TextRule } from './find-links.ts'
import { isSafeUrl } from './text-link.ts'
import type { TextLink } from './text-link.ts'

const compiled = new WeakMap<Tracker, readonly TextRule[]>()

/** What becomes a link in a tracker's texts: its own rules, then those that every tracker has. */
export function rulesOf(tracker: Tracker): readonly TextRule[] {
  let rules = compiled.get(tracker)
  if (!rules) {
    const designators = designatorRule(tracker)
    rules = [
      ...(tracker.views.linkRules ?? []).map(asTextRule),
      urlRule,
      emailRule,
      ...(designators ? [designators] : []),
    ]
    compiled.set(tracker, rules)
  }
  return rules
}

function asTextRule(rule: LinkRule): TextRule {
  const isPart = rule.pattern.source.includes('(?<link>')
  const flags = `${rule.pattern.flags.replace(/[dgy]/g, '')}g${isPart ? 'd' : ''}`
  const pattern = new RegExp(rule.pattern.source, flags)
  return {
    find(text, from) {
      pattern.lastIndex = from
      for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
        // An empty match would be found again and again.
        if (match[0] === '') pattern.lastIndex++
        const link = match[0] === '' ? null : linkOf(rule, match)
        if (link !== null) return link
      }
      return null
    },
  }
}

function linkOf(rule: LinkRule, match: RegExpExecArray): TextLink | null {
  const href = rule.href(match)
  if (href === null) return null
  const [start, end] = match.indices?.groups?.link ?? [match.index, match.index + match[0].length]
  const title = rule.title?.(match) ?? null
  const node = rule.node?.(match) ?? null
  if (node !== null) return { start, end, href: `/${href.replace(/^\/+/, '') || printDesignator(node)}`, node, title }
  return isSafeUrl(href) || /^\/(?!\/)/.test(href) ? { start, end, href, node: null, title } : null
}
