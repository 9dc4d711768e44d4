import { CLASS_NAME } from '../values/designator.ts'
import type { ClassDefinition } from './class.ts'
import { automaticProperties, SELF } from './class.ts'
import type { Classes } from './define-schema.ts'
import type { DetectorRegistration } from './detectors.ts'
import type { PermissionGrant } from './permissions.ts'
import type { PropertyDefinition } from './property.ts'
import type { ClassSchema, PropertySchema, Tracker, TrackerDefinition } from './tracker.ts'

/** Names that are routes of Muster, so no class may have them. */
const ROUTES = new Set(['rest', 'xmlrpc', 'metrics', 'healthz', 'home', 'mail', 'outbox', 'unsubscribe', 't'])
const PROPERTY_NAME = /^[A-Za-z][A-Za-z0-9_]*$/
/** PostgreSQL cuts names at 63 bytes, and those of indexes say a little more than class and property. */
const MAX_PLACE_LENGTH = 50
const MAX_CLASS_LENGTH = 40
const HAS_CONTENT: ReadonlySet<string> = new Set(['message', 'file'])
const BUILT_IN_ROLES = ['Admin', 'User', 'Anonymous']
const LOGIN_PROPERTIES = ['username', 'password', 'address', 'roles']

export interface Resolved {
  readonly tracker: Tracker
  /** Everything that is wrong, each a sentence that names its place in the tracker. Empty: it may be used. */
  readonly faults: readonly string[]
}

/** Turns what a tracker folder exports into what the rest of Muster works with, and finds all its faults. */
export function resolveTracker(name: string, definition: TrackerDefinition): Resolved {
  const faults: string[] = []
  const classes = resolveClasses(definition.schema.classes, faults)
  const roles = [...BUILT_IN_ROLES, ...definition.permissions.roles]
  for (const grant of definition.permissions.grants) checkGrant(grant, classes, roles, faults)
  for (const detector of definition.detectors)
    if (!classes.has(detector.className))
      faults.push(`detector ${detector.name}: there is no class ${detector.className}`)

  const tracker: Tracker = {
    name,
    title: definition.title,
    classes,
    roles,
    grants: definition.permissions.grants,
    seed: definition.seed as Tracker['seed'],
    detectors: [...definition.detectors].sort(byPriorityThenName),
    nosy: { addAuthor: 'new', addRecipients: 'new', messagesToAuthor: 'no', ...definition.nosy },
    mail: { authorLine: true, authorAddress: false, signature: 'bottom', attachUpTo: 1_000_000, ...definition.mail },
    csv: definition.csv ?? 'names',
    views: definition.views ?? {},
    newUserRoles: definition.newUserRoles ?? ['User'],
    demo: definition.demo ?? null,
  }
  checkSeed(tracker, faults)
  return { tracker, faults }
}

function byPriorityThenName(a: DetectorRegistration, b: DetectorRegistration): number {
  return a.priority - b.priority || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
}

function resolveClasses(definitions: Classes, faults: string[]): Map<string, ClassSchema> {
  const properties = new Map<string, Map<string, PropertySchema>>()
  for (const [className, definition] of Object.entries(definitions)) {
    checkClassName(className, faults)
    properties.set(className, resolveProperties(className, definition, definitions, faults))
  }
  for (const [className, own] of properties)
    for (const property of own.values()) addReverse(className, property, properties, faults)

  const classes = new Map<string, ClassSchema>()
  for (const [className, definition] of Object.entries(definitions))
    classes.set(className, resolveClass(className, definition, properties.get(className)!, faults))
  checkUserClass(classes, faults)
  return classes
}

function checkClassName(className: string, faults: string[]): void {
  if (!CLASS_NAME.test(className))
    faults.push(`class ${className}: a name starts with a letter, holds letters, digits and _, and ends in no digit`)
  if (className.length > MAX_CLASS_LENGTH)
    faults.push(`class ${className}: the name may have ${MAX_CLASS_LENGTH} characters at most`)
  if (ROUTES.has(className)) faults.push(`class ${className}: the name is taken by a route of Muster`)
}

function resolveProperties(
  className: string,
  definition: ClassDefinition,
  definitions: Classes,
  faults: string[],
): Map<string, PropertySchema> {
  const resolved = new Map<string, PropertySchema>()
  for (const [name, property] of Object.entries(definition.properties)) {
    if (name === 'id' || Object.hasOwn(automaticProperties, name))
      faults.push(`${className}.${name}: the tracker writes this property itself; it can't be declared`)
    if (!PROPERTY_NAME.test(name))
      faults.push(`${className}.${name}: a property name is letters, digits and _, a letter first`)
    if (className.length + name.length > MAX_PLACE_LENGTH)
      faults.push(`${className}.${name}: the two names together may have ${MAX_PLACE_LENGTH} characters at most`)
    if (name === 'content' && HAS_CONTENT.has(definition.kind))
      faults.push(
        `${className}.content: ${definition.kind === 'file' ? 'files' : 'messages'} have content by themselves; it can't be declared`,
      )
    const to = targetOf(property, className)
    if (to !== null && !Object.hasOwn(definitions, to))
      faults.push(`${className}.${name}: there is no class ${to} to link to`)
    resolved.set(name, { name, type: property.type, definition: property, automatic: false, to, computedFrom: null })
  }
  for (const [name, property] of Object.entries(automaticProperties))
    resolved.set(name, {
      name,
      type: property.type,
      definition: property,
      automatic: true,
      to: targetOf(property, className),
      computedFrom: null,
    })
  return resolved
}

function targetOf(property: PropertyDefinition, className: string): string | null {
  if (property.type !== 'link' && property.type !== 'multilink') return null
  return property.to === SELF ? className : property.to
}

function addReverse(
  className: string,
  property: PropertySchema,
  properties: Map<string, Map<string, PropertySchema>>,
  faults: string[],
): void {
  if (property.definition.type !== 'multilink' || !property.definition.reverse || property.computedFrom) return
  const name = property.definition.reverse
  const target = properties.get(property.to ?? '')
  if (!target) return
  if (!PROPERTY_NAME.test(name))
    faults.push(
      `${className}.${property.name}: the reverse ${name} is no property name: letters, digits and _, a letter first`,
    )
  if (target.has(name)) {
    faults.push(`${className}.${property.name}: its reverse ${property.to}.${name} is declared already`)
    return
  }
  target.set(name, {
    name,
    type: 'multilink',
    definition: { type: 'multilink', to: className },
    automatic: false,
    to: className,
    computedFrom: { className, property: property.name },
  })
}

function resolveClass(
  name: string,
  definition: ClassDefinition,
  properties: Map<string, PropertySchema>,
  faults: string[],
): ClassSchema {
  const { options, kind } = definition
  for (const option of ['key', 'label', 'order'] as const) {
    const property = options[option]
    if (property && property !== 'id' && !properties.has(property))
      faults.push(`class ${name}: its ${option} ${property} is no property of it`)
  }
  const key = options.key ?? null
  if (key && properties.has(key) && properties.get(key)!.type !== 'string')
    faults.push(`class ${name}: the key ${key} has to be a string`)
  const label = options.label ?? key ?? ['name', 'title'].find((candidate) => properties.has(candidate)) ?? 'id'
  return {
    name,
    kind,
    hasContent: HAS_CONTENT.has(kind),
    properties,
    key,
    label,
    order: options.order ?? (properties.has('order') ? 'order' : label),
    journal: options.journal ?? true,
    legacy: options.legacy ?? false,
    options,
  }
}

function checkUserClass(classes: Map<string, ClassSchema>, faults: string[]): void {
  const user = classes.get('user')
  if (!user || user.kind !== 'user') {
    faults.push('a tracker needs a class user, made with userClass')
    return
  }
  for (const name of LOGIN_PROPERTIES)
    if (!user.properties.has(name)) faults.push(`class user: the property ${name} is missing`)
  if (user.key !== 'username') faults.push('class user: its key has to be username')
}

function checkGrant(
  grant: PermissionGrant,
  classes: Map<string, ClassSchema>,
  roles: readonly string[],
  faults: string[],
): void {
  const place = `permission ${grant.permission} of ${grant.role}${grant.className ? ` on ${grant.className}` : ''}`
  if (!roles.includes(grant.role)) faults.push(`${place}: there is no role ${grant.role}`)
  if (!grant.className) return
  const schema = classes.get(grant.className)
  if (!schema) {
    faults.push(`${place}: there is no class ${grant.className}`)
    return
  }
  for (const property of grant.properties ?? [])
    if (property !== 'id' && !(property === 'content' && schema.hasContent) && !schema.properties.has(property))
      faults.push(`${place}: ${grant.className} has no property ${property}`)
}

function checkSeed(tracker: Tracker, faults: string[]): void {
  for (const [className, nodes] of Object.entries(tracker.seed)) {
    const schema = tracker.classes.get(className)
    if (!schema) {
      faults.push(`seed: there is no class ${className}`)
      continue
    }
    for (const node of nodes)
      for (const property of Object.keys(node))
        if (property !== 'id' && property !== 'retired' && !schema.properties.has(property))
          faults.push(`seed: ${className} has no property ${property}`)
  }
}
