import { headerText } from './header-text.ts'

/** One property of a note, its values as labels. */
export type NoteLine =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly old: string; readonly new: string }
  | { readonly name: string; readonly added: readonly string[]; readonly removed: readonly string[] }

const RULE = '----------'

/** What changed, as Roundup's mails say it, by the names of the properties; empty where nothing did. */
export function changeNote(lines: readonly NoteLine[], more: readonly string[] = []): string {
  if (lines.length === 0 && more.length === 0) return ''
  return [RULE, ...byName(lines).map(noteLine), ...more].join('\n')
}

export function byName(lines: readonly NoteLine[]): readonly NoteLine[] {
  return lines.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function noteLine(line: NoteLine): string {
  if ('value' in line) return `${line.name}: ${line.value}`
  if ('added' in line) {
    const parts = []
    if (line.added.length > 0) parts.push(`+${line.added.map(headerText).join(', ')}`)
    if (line.removed.length > 0) parts.push(`-${line.removed.map(headerText).join(', ')}`)
    return `${line.name}: ${parts.join(' ')}`
  }
  if (!line.old.includes('\n') && !line.new.includes('\n')) return `${line.name}: ${line.old} -> ${line.new}`
  return [`${line.name}:`, 'Now:', line.new, 'Was:', line.old].join('\n')
}
