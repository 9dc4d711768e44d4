import { TrackerError } from '../../errors.ts'
import type { Predicate, Reader } from '../../schema/filter-spec.ts'
import type { ClassSchema, PropertySchema, Tracker } from '../../schema/tracker.ts'
import { raw, quoted } from './fragment.ts'
import type { Fragment } from './fragment.ts'

/** What one statement is compiled for. */
export interface Compilation {
  readonly tracker: Tracker
  readonly reader: Reader
  /** Number of the next table alias. */
  aliases: number
}

/** A table alias in a statement: the nodes of one class that a condition speaks of. */
export interface Scope {
  readonly compilation: Compilation
  readonly schema: ClassSchema
  readonly alias: string
}

export function compilation(tracker: Tracker, reader: Reader): Compilation {
  return { tracker, reader, aliases: 0 }
}

export function classNamed(tracker: Tracker, className: string): ClassSchema {
  const schema = tracker.classes.get(className)
  if (!schema) throw new TrackerError('not-found', `There is no class ${className}`)
  return schema
}

export function openScope(compiled: Compilation, className: string): Scope {
  return { compilation: compiled, schema: classNamed(compiled.tracker, className), alias: newAlias(compiled) }
}

export function newAlias(compiled: Compilation): string {
  compiled.aliases += 1
  return `t${compiled.aliases}`
}

/** @throws {TrackerError} invalid, when the class has no such property. */
export function propertyOf(schema: ClassSchema, property: string): PropertySchema {
  const found = schema.properties.get(property)
  if (!found) throw new TrackerError('invalid', `${schema.name} has no property ${property}`)
  return found
}

/** A column of the scope's table. */
export function column(scope: Scope, columnName: string): Fragment {
  return raw(`${scope.alias}.${quoted(columnName)}`)
}

/** `"issue" t1`, for a from clause. */
export function table(scope: Scope): Fragment {
  return raw(`${quoted(scope.schema.name)} ${scope.alias}`)
}

/** The table that holds a multilink: which class and property declare it, and which of its columns is the near end. */
export interface LinkTable {
  readonly table: string
  readonly near: 'node' | 'target'
  readonly far: 'node' | 'target'
  /** A computed multilink: its far end are nodes that point here, which vanish when they are retired. */
  readonly computed: boolean
}

export function linkTable(schema: ClassSchema, property: PropertySchema): LinkTable {
  const { computedFrom } = property
  if (computedFrom)
    return {
      table: quoted(`${computedFrom.className}.${computedFrom.property}`),
      near: 'target',
      far: 'node',
      computed: true,
    }
  return { table: quoted(`${schema.name}.${property.name}`), near: 'node', far: 'target', computed: false }
}

/** The class a link or multilink leads to. */
export function targetClass(scope: Scope, property: PropertySchema): ClassSchema {
  return classNamed(scope.compilation.tracker, property.to!)
}

/** Whether a property may be used in a filter or sort, refused by name where it may not. */
export function searchPredicate(scope: Scope, property: string, use: 'Filters' | 'Sorts'): Predicate {
  const predicate = scope.compilation.reader.visibility(scope.schema.name).searchable(property)
  if (predicate === false) throw unavailable(use, property)
  return predicate
}

export function onlyWhole(property: string): TrackerError {
  const message = `Filters by a part or range of ${property} are not available to you; links take a name whole, as in creator=ada`
  return new TrackerError('forbidden', message, { faults: [{ property, message }] })
}

export function unavailable(use: 'Filters' | 'Sorts', property: string): TrackerError {
  return new TrackerError('forbidden', `${use} by ${property} are not available to you`, {
    faults: [{ property, message: `${use} by ${property} are not available to you` }],
  })
}
