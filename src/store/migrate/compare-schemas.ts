import { isDeepStrictEqual } from 'node:util'
import type { BuiltClass, BuiltProperty, BuiltSchema } from './built-schema.ts'
import { otherWay } from './compare-tables.ts'
import type { Step } from './plan.ts'

export interface SchemaComparison {
  /** Changes that no table shows. */
  readonly steps: readonly Step[]
  readonly refusals: readonly string[]
  /** `class` or `class.property`, no longer wanted. */
  readonly leftovers: readonly string[]
  readonly needsReindex: boolean
}

/** Compares the schema that a database was built for with the one that is wanted now. */
export function compareSchemas(before: BuiltSchema, wanted: BuiltSchema): SchemaComparison {
  const shared = Object.keys(wanted.classes).filter((name) => Object.hasOwn(before.classes, name))
  const classes = shared.map((name) => compareClasses(name, before.classes[name]!, wanted.classes[name]!))
  return {
    steps: classes.flatMap((one) => one.steps),
    refusals: classes.flatMap((one) => one.refusals),
    leftovers: [
      ...Object.keys(before.classes).filter((name) => !Object.hasOwn(wanted.classes, name)),
      ...classes.flatMap((one) => one.leftovers),
    ].sort(),
    needsReindex: classes.some((one) => one.needsReindex),
  }
}

function compareClasses(name: string, before: BuiltClass, wanted: BuiltClass): SchemaComparison {
  const names = Object.keys(wanted.properties).filter((property) => Object.hasOwn(before.properties, property))
  const pairs = names.map((property) => ({
    place: `${name}.${property}`,
    before: before.properties[property]!,
    wanted: wanted.properties[property]!,
  }))
  const changed = [
    ...describeChanges(
      `class ${name}`,
      { ...before.options, kind: before.kind },
      { ...wanted.options, kind: wanted.kind },
    ),
    ...pairs.flatMap((pair) => describeChanges(pair.place, optionsOf(pair.before), optionsOf(pair.wanted))),
  ]
  return {
    steps: changed.map((summary) => ({ kind: 'record', summary, statements: [], late: [] })),
    refusals: pairs.flatMap((pair) => refusedTypeChange(pair.place, pair.before, pair.wanted)),
    leftovers: Object.keys(before.properties)
      .filter((property) => !Object.hasOwn(wanted.properties, property))
      .map((property) => `${name}.${property}`),
    needsReindex: !isDeepStrictEqual(before.searched, wanted.searched),
  }
}

/** What the tables show by themselves is left out. */
function optionsOf({ type: _type, to: _to, double: _double, ...options }: BuiltProperty): Record<string, unknown> {
  return options
}

function describeChanges(place: string, before: Record<string, unknown>, wanted: Record<string, unknown>): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(wanted)])].sort()
  return names
    .filter((name) => !isDeepStrictEqual(before[name], wanted[name]))
    .map((name) => `remember ${place}: ${name} ${described(before[name])} becomes ${described(wanted[name])}`)
}

function described(value: unknown): string {
  return value === undefined ? 'unset' : JSON.stringify(value)
}

function refusedTypeChange(place: string, before: BuiltProperty, wanted: BuiltProperty): string[] {
  if (before.type !== wanted.type && !isWidening(before, wanted))
    return [`${place} was made as ${before.type} and can't become ${wanted.type}: ${otherWay(place)}`]
  if (before.to !== wanted.to)
    return [`${place} links to ${before.to} and can't link to ${wanted.to}: ${otherWay(place)}`]
  return []
}

function isWidening(before: BuiltProperty, wanted: BuiltProperty): boolean {
  return before.type === 'integer' && wanted.type === 'number' && wanted['double'] === true
}
