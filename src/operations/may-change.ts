import { isAdministrator } from '../access/access.ts'
import type { Access, Asker, Judged } from '../access/access.ts'
import { TrackerError } from '../errors.ts'
import type { Value } from '../schema/property.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'
import { isSame, targetsAfter, isDelta } from './differences.ts'
import type { Part } from './part.ts'
import { absent } from './plan-parts.ts'
import type { Actor } from './types.ts'

/** Users by these names are part of the tracker itself. */
const BUILT_IN_USERS = ['admin', 'anonymous']

/** What permissions ask of a node. Where none depends on its values, those of a live one may be left out. */
export type Judgeable = Pick<StoredNode, 'className' | 'id' | 'retired' | 'values'>

/**
 * Whether a node is there for this actor: visible and, when it is retired, only for those who may bring it
 * back or change it. What is not there is absent, so that a refusal tells nothing.
 */
export function isThere(access: Access, actor: Asker, node: Judgeable): boolean {
  if (!access.may(actor, 'View', node.className, node)) return false
  if (!node.retired) return true
  return (['Restore', 'Retire', 'Edit'] as const).some(
    (operation) => access.may(actor, operation, node.className, node) && grantsOnWhole(access, actor, operation, node),
  )
}

/** A right on some properties only (one's own record) is none to see what was retired. */
function grantsOnWhole(
  access: Access,
  actor: Asker,
  operation: 'Restore' | 'Retire' | 'Edit',
  node: Judgeable,
): boolean {
  return (
    operation !== 'Edit' ||
    Object.keys(node.values).every((name) => access.may(actor, 'Edit', node.className, node, name))
  )
}

/** @throws {TrackerError} forbidden, not-found, conflict or rejected: why this actor may not make this change. */
export function checkMayChange(access: Access, actor: Actor, part: Part): void {
  const { before, event } = part
  if (before && !isThere(access, actor, before)) throw absent(part.schema.name, part.id)
  if (event === 'create') return checkMayCreate(access, actor, part)
  if (event === 'retire') return checkMayRetire(access, actor, before!)
  if (event === 'restore') return checkMayRestore(access, actor, before!)
  checkMayEdit(access, actor, part, before!)
}

/** A stale revision is refused, unless what was changed meanwhile is other than what this change names. */
export function checkFresh(part: Part): void {
  const { change, before } = part
  if (!before || change.ifRevision === undefined || change.ifRevision === before.revision) return
  const clashing = change.seen ? clashes(part, before, change.seen) : Object.keys(change.changes)
  if (change.seen && clashing.length === 0) return
  throw new TrackerError(
    'conflict',
    `${part.schema.name}${part.id} was changed by someone else meanwhile${clashing.length > 0 ? `: ${clashing.join(', ')}` : ''}`,
    {
      faults: clashing.map((property) => ({ property, message: `${property} was changed by someone else meanwhile` })),
    },
  )
}

function clashes(part: Part, before: StoredNode, seen: Readonly<Record<string, Value>>): readonly string[] {
  return Object.entries(part.named).flatMap(([name, value]) => {
    if (isDelta(value) || !(name in seen)) return []
    const now = before.values[name] ?? null
    const wanted = part.schema.properties.get(name)?.type === 'multilink' ? targetsAfter([], value) : (value as Value)
    return isSame(seen[name]!, now) || isSame(wanted, now) ? [] : [name]
  })
}

function checkMayCreate(access: Access, actor: Actor, part: Part): void {
  const values: Record<string, Value> = { creator: actor.userId, actor: actor.userId }
  for (const [name, value] of Object.entries(part.named))
    values[name] = part.schema.properties.get(name)?.type === 'multilink' ? targetsAfter([], value) : (value as Value)
  const node = { id: part.id, values }
  const className = part.schema.name
  if (!access.may(actor, 'Create', className, node)) throw forbidden(`You may not create a ${className}`)
  refuseProperties(
    className,
    Object.keys(part.named).filter((name) => !access.may(actor, 'Create', className, node, name)),
  )
  checkAuthor(actor, part)
  checkPassing(access, actor, part, node)
  checkRoles(access, actor, part)
}

function checkMayEdit(access: Access, actor: Actor, part: Part, before: StoredNode): void {
  const className = part.schema.name
  if (before.retired)
    throw new TrackerError('rejected', `${className}${part.id} is retired: restore it before you change it`)
  const refused = Object.keys(part.named).filter((name) => !access.may(actor, 'Edit', className, before, name))
  refuseProperties(`${className}${part.id}`, refused)
  checkAuthor(actor, part)
  checkRoles(access, actor, part)
  checkAdministrator(actor, part, before)
}

/** What an account is entered by: whoever may change it may become that user. */
const KEYS_TO_ACCOUNT = ['username', 'password', 'address', 'alternate_addresses', 'roles']

/** Rights over users are none over administrators: they would be a way to become one. */
function checkAdministrator(actor: Actor, part: Part, before: StoredNode): void {
  if (part.schema.kind !== 'user' || isAdministrator(actor.roles) || actor.userId === part.id) return
  if (!isAdministrator(rolesOf(before))) return
  const named = KEYS_TO_ACCOUNT.filter((name) => name in part.named)
  if (named.length > 0) throw forbidden(`Only an administrator may set ${named.join(', ')} of an administrator`)
}

function rolesOf({ values }: StoredNode): readonly string[] {
  return typeof values['roles'] === 'string' ? values['roles'].split(',') : []
}

function checkMayRetire(access: Access, actor: Actor, node: StoredNode): void {
  if (!access.may(actor, 'Retire', node.className, node))
    throw forbidden(`You may not retire ${node.className}${node.id}`)
  const username = node.values['username']
  if (node.className === 'user' && typeof username === 'string' && BUILT_IN_USERS.includes(username))
    throw new TrackerError('rejected', `The user ${username} is part of the tracker and can't be retired`)
}

function checkMayRestore(access: Access, actor: Actor, node: StoredNode): void {
  if (access.may(actor, 'Restore', node.className, node) || access.may(actor, 'Retire', node.className, node)) return
  throw forbidden(`You may not restore ${node.className}${node.id}`)
}

/** A message is by who wrote it: only an administrator may say otherwise. */
function checkAuthor(actor: Actor, part: Part): void {
  const author = part.named['author']
  if (part.schema.kind !== 'message' || author === undefined || author === actor.userId) return
  if (author === part.before?.values['author'] || isAdministrator(actor.roles)) return
  throw forbidden('You may not write in the name of someone else')
}

/** When it was said and to whom is known to the tracker: only those may say otherwise who might change it afterwards. */
function checkPassing(access: Access, actor: Actor, part: Part, message: Judged): void {
  if (part.schema.kind !== 'message') return
  const named = ['date', 'recipients'].filter((name) => name in part.named)
  refuseProperties(
    `a new ${part.schema.name}`,
    named.filter((name) => !access.may(actor, 'Edit', part.schema.name, message, name)),
  )
}

function checkRoles(access: Access, actor: Actor, part: Part): void {
  if (part.schema.kind !== 'user' || part.named['roles'] === undefined || access.has(actor, 'Web Roles')) return
  throw forbidden('You may not say what roles someone has')
}

function refuseProperties(what: string, properties: readonly string[]): void {
  if (properties.length === 0) return
  throw forbidden(
    `You may not set ${properties.join(', ')} of ${what}`,
    properties.map((property) => ({ property, message: `You may not set ${property}` })),
  )
}

function forbidden(message: string, faults: readonly { property: string; message: string }[] = []): TrackerError {
  return new TrackerError('forbidden', message, { faults })
}
