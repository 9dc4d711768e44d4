import type { Classes } from './define-schema.ts'
import { automaticProperties } from './class.ts'
import type { Condition, Test } from './filter-spec.ts'
import { ME } from './filter-spec.ts'
import type { Wanted, Where } from './permissions.ts'
import type { PropertyDefinition } from './property.ts'
import type { ClassSchema } from './tracker.ts'

/** A permission's condition as a FilterSpec condition, so that one compiler serves filters and permissions. */
export function compileWhere(classes: Classes, className: string, where: Where): Condition {
  return conditionOf(where, (property) => definitionOf(classes, className, property))
}

/** The same for a tracker that is resolved already: what detectors ask for. */
export function whereCondition(schema: ClassSchema, where: Where): Condition {
  return conditionOf(where, (property) => {
    if (property === 'id') return 'id'
    const definition = schema.properties.get(property)?.definition
    if (!definition) throw new TypeError(`${schema.name} has no property ${property}`)
    return definition
  })
}

function conditionOf(where: Where, definitionFor: (property: string) => PropertyDefinition | 'id'): Condition {
  const all = Object.entries(where).map(([property, wanted]) => {
    const definition = definitionFor(property)
    const alternatives = (Array.isArray(wanted) ? wanted : [wanted]) as readonly Wanted[]
    return { any: alternatives.map((one) => ({ path: [property], test: testOf(definition, property, one) })) }
  })
  return { all }
}

function definitionOf(classes: Classes, className: string, property: string): PropertyDefinition | 'id' {
  if (property === 'id') return 'id'
  const declared = classes[className]?.properties[property]
  if (declared) return declared
  const automatic: PropertyDefinition | undefined = automaticProperties[property as keyof typeof automaticProperties]
  if (automatic) return automatic
  throw new TypeError(`${className} has no property ${property}`)
}

function testOf(definition: PropertyDefinition | 'id', property: string, wanted: Wanted): Test {
  if (wanted === null) return { is: 'unset' }
  if (typeof wanted === 'boolean') return { is: 'boolean', value: wanted }
  if (typeof wanted === 'object') return boundedTest(wanted)
  const type = definition === 'id' ? 'link' : definition.type
  if (type === 'link' || type === 'multilink') {
    if (wanted === ME || typeof wanted === 'number') return { is: 'any-of', ids: [wanted] }
    throw new TypeError(`A condition on the link ${property} takes '@me', an id or null, not '${wanted}'`)
  }
  if (typeof wanted === 'number') return { is: 'number', range: { from: wanted, to: wanted } }
  return { is: 'equal', text: wanted }
}

function boundedTest(wanted: Wanted & object): Test {
  if ('same' in wanted) return { is: 'same', text: wanted.same }
  if ('containing' in wanted) return { is: 'containing', text: wanted.containing }
  if ('atMost' in wanted) return { is: 'number', range: { from: null, to: wanted.atMost } }
  return { is: 'number', range: { from: wanted.atLeast, to: null } }
}
