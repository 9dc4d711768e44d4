import type { TrackerFault } from './tracker-fault.ts'
import type { SourceFile } from './tracker-sources.ts'
import { lineOf } from './tracker-sources.ts'

/**
 * Where in the sources a fault of the resolved tracker comes from. Its sentence begins with the place in
 * the tracker (`issue.status:`, `permission Edit of User on issue:`); this looks for the declaration.
 */
export function placeFault(message: string, sources: readonly SourceFile[]): TrackerFault {
  for (const [pattern, search] of SEARCHES) {
    const match = pattern.exec(message)
    const steps = match && search(match.groups ?? {})
    if (!steps) continue
    const found = findInAny(sources, steps)
    if (found) return { ...found, message }
  }
  return { file: null, line: null, message }
}

/** Alternatives of patterns, each to be found after the one before. */
type Search = (groups: Record<string, string>) => readonly (readonly RegExp[])[]

const SEARCHES: readonly (readonly [RegExp, Search])[] = [
  [/^seed: (?<name>\w+)(?<id>\d+)?[ .](?:has no property )?(?<property>\w+)?/, seedPlace],
  [/^seed: there is no class (?<name>\w+)/, seedPlace],
  [/^(?<name>\w+)\.(?<property>\w+):/, propertyPlace],
  [/^class (?<name>\w+):/, ({ name }) => [[classDeclaration(name!)]]],
  [
    /^detector (?<name>\w+):/,
    ({ name }) => [[new RegExp(`(?:audit|react)\\([^)]*\\b${name}\\b`)], [new RegExp(`\\b${name}\\b`)]],
  ],
  [/^permission (?<permission>.+?) of (?<role>\w+)(?: on (?<name>\w+))?: (?<rest>.*)$/, grantPlace],
  [/^views: (?:.* )?(?<word>\S+)$/, ({ word }) => [[/TrackerViews|views/, new RegExp(`\\b${escaped(word!)}\\b`)]]],
  [/^a tracker needs a class user/, () => [[/defineSchema\(/]]],
]

function classDeclaration(name: string): RegExp {
  return new RegExp(`(?<![\\w.])['"]?${name}['"]?\\s*:\\s*\\w*[cC]lass\\s*\\(`)
}

function propertyPlace({ name, property }: Record<string, string>): RegExp[][] {
  const declaration = new RegExp(`(?<![\\w.])['"]?${property}['"]?\\s*:`)
  return [[classDeclaration(name!), declaration], [classDeclaration(name!)]]
}

function seedPlace({ name, property }: Record<string, string>): RegExp[][] {
  const list = new RegExp(`(?<![\\w.])['"]?${name}['"]?\\s*:\\s*(?:\\[|\\w)`)
  const inSeed = [/\bSeed\b|\bseed\b/, list]
  return property ? [[...inSeed, new RegExp(`(?<![\\w.])${property}\\s*:`)], inSeed] : [inSeed]
}

function grantPlace({ permission, role, name, rest }: Record<string, string>): RegExp[][] {
  const quoted = (word: string): string => `['"]${escaped(word)}['"]`
  const words = [permission, name, /has no property (\w+)$/.exec(rest!)?.[1], /no role (\w+)$/.exec(rest!)?.[1]]
  const lookaheads = words
    .filter((word) => word !== undefined)
    .map((word) => `(?=(?:(?!grant\\()[\\s\\S])*?${quoted(word)})`)
  return [[new RegExp(`grant\\(${lookaheads.join('')}`)], [new RegExp(`grant\\([^)]*${quoted(role!)}`)]]
}

function escaped(word: string): string {
  return word.replaceAll(/[^\w\s]/g, '\\$&')
}

function findInAny(
  sources: readonly SourceFile[],
  alternatives: readonly (readonly RegExp[])[],
): { file: string; line: number } | null {
  for (const patterns of alternatives)
    for (const source of sources) {
      const offset = findAfterEachOther(source.text, patterns)
      if (offset !== null) return { file: source.shown, line: lineOf(source.text, offset) }
    }
  return null
}

function findAfterEachOther(text: string, patterns: readonly RegExp[]): number | null {
  let offset = 0
  let found = -1
  for (const pattern of patterns) {
    const match = pattern.exec(text.slice(offset))
    if (!match) return null
    found = offset + match.index
    offset = found + match[0].length
  }
  return found
}
