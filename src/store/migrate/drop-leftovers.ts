import type { BuiltClass, BuiltSchema } from './built-schema.ts'
import type { Step } from './plan.ts'
import { quoteName } from './table-shape.ts'
import { idSequence } from './tables.ts'

export interface Drops {
  readonly steps: readonly Step[]
  readonly refusals: readonly string[]
}

/**
 * The steps that drop what was named, out of what the schema no longer has.
 *
 * @param named      `class` or `class.property`, as the operator wrote it.
 * @param leftovers  What may be dropped.
 */
export function dropLeftovers(named: readonly string[], leftovers: readonly string[], before: BuiltSchema): Drops {
  const refusals = named.filter((name) => !leftovers.includes(name)).map((name) => refusedName(name, before))
  const dropped = new Set(named.filter((name) => leftovers.includes(name)))
  const classes = [...dropped].filter((name) => !name.includes('.'))
  refusals.push(...classes.flatMap((name) => stillLinked(name, dropped, before)))
  const properties = [...dropped].filter((name) => name.includes('.'))
  return { steps: [...properties.map((name) => dropProperty(name, before)), ...dropClasses(classes, before)], refusals }
}

function refusedName(name: string, before: BuiltSchema): string {
  const [className, property] = name.split('.')
  const known = before.classes[className!]
  if (known && (property === undefined || Object.hasOwn(known.properties, property)))
    return `--drop ${name}: the schema still has it; take it out there first`
  return `--drop ${name}: the database has no such thing`
}

/** A class goes only with everything that links to it. */
function stillLinked(className: string, dropped: ReadonlySet<string>, before: BuiltSchema): string[] {
  const linking = Object.entries(before.classes)
    .filter(([other]) => other !== className && !dropped.has(other))
    .flatMap(([other, { properties }]) =>
      Object.keys(properties)
        .filter((property) => properties[property]!.to === className)
        .map((property) => `${other}.${property}`),
    )
  return linking
    .filter((place) => !dropped.has(place))
    .map((place) => `--drop ${className}: ${place} links to it; write --drop ${place} too`)
}

function dropProperty(place: string, before: BuiltSchema): Step {
  const [className, property] = place.split('.') as [string, string]
  const { type } = before.classes[className]!.properties[property]!
  return {
    kind: 'drop',
    summary: `drop ${place} with its values`,
    statements: dropStatements(className, property, type),
    late: [],
  }
}

function dropStatements(className: string, property: string, type: string): string[] {
  if (type === 'multilink') return [`drop table if exists ${quoteName(`${className}.${property}`)}`]
  const columns = type === 'interval' ? [property, `_${property}_seconds`] : [property]
  const drops = columns.map((column) => `drop column if exists ${quoteName(column)}`)
  return [`alter table ${quoteName(className)} ${drops.join(', ')}`]
}

/** In one statement, for classes may link to each other. */
function dropClasses(classes: readonly string[], before: BuiltSchema): Step[] {
  if (classes.length === 0) return []
  const tables = classes.flatMap((name) => [
    name,
    ...multilinks(before.classes[name]!).map((property) => `${name}.${property}`),
  ])
  const sequences = classes.map(idSequence)
  return [
    {
      kind: 'drop',
      summary: `drop the class ${classes.join(', ')} with its nodes`,
      statements: [
        `drop table if exists ${tables.map(quoteName).join(', ')}`,
        `drop sequence if exists ${sequences.map(quoteName).join(', ')}`,
      ],
      late: [],
    },
  ]
}

function multilinks({ properties }: BuiltClass): string[] {
  return Object.keys(properties).filter((name) => properties[name]!.type === 'multilink')
}

/** Whatever is indexed meanwhile leaves it out, so that it is indexed when it comes back. */
const NOTHING_SEARCHED: readonly string[] = []

/** What is remembered: the wanted schema, and what of the old one is still there. */
export function mergeLeftovers(wanted: BuiltSchema, before: BuiltSchema, kept: readonly string[]): BuiltSchema {
  const classes = { ...wanted.classes }
  for (const name of kept) {
    const [className, property] = name.split('.') as [string, string | undefined]
    const old = before.classes[className]!
    const now = classes[className]
    if (property === undefined || !now) classes[className] = { ...old, searched: NOTHING_SEARCHED }
    else
      classes[className] = {
        ...now,
        properties: { ...now.properties, [property]: old.properties[property]! },
      }
  }
  return { classes }
}
