import type { ClassVisibility, Condition, Predicate, Reader } from '../schema/filter-spec.ts'
import type { ClassOperation, GeneralPermission, PermissionGrant } from '../schema/permissions.ts'
import type { ClassSchema, Tracker } from '../schema/tracker.ts'
import { matches } from '../store/filter/evaluate.ts'
import type { StoredNode } from '../store/nodes/stored-node.ts'

/** Who asks, as far as permissions go. */
export interface Asker {
  readonly userId: number | null
  readonly roles: readonly string[]
}

/** Whether the roles hold Admin, whose every permission is. */
export function isAdministrator(roles: readonly string[]): boolean {
  return roles.some((role) => role.trim().toLowerCase() === 'admin')
}

/** What is asked of a node that may not be stored yet. */
export type Judged = Pick<StoredNode, 'id' | 'values'>

/**
 * Answers "may this actor…?" for one tracker: as yes or no on a loaded node, and as data for SQL. Answers depend
 * on the roles and, through `@me`, on the user; what depends on the roles alone is worked out once for each set.
 */
export class Access {
  readonly #tracker: Tracker
  readonly #byRoles = new Map<string, RoleAccess>()
  /** An actor asks hundreds of times for one page, always with the same list. */
  readonly #byList = new WeakMap<readonly string[], RoleAccess>()

  constructor(tracker: Tracker) {
    this.#tracker = tracker
  }

  /** Where the permission holds on a property (null: on the class as such). */
  predicate(asker: Asker, operation: ClassOperation, className: string, property: string | null = null): Predicate {
    return this.#of(asker).predicate(operation, className, property)
  }

  /** Permission on one node. */
  may(
    asker: Asker,
    operation: ClassOperation,
    className: string,
    node: Judged,
    property: string | null = null,
  ): boolean {
    const predicate = this.predicate(asker, operation, className, property)
    return typeof predicate === 'boolean' ? predicate : matches(predicate, node, asker.userId)
  }

  /**
   * Whether a permission on a node of the class depends on what the node holds. Where none does, nobody needs to load it
   * to ask.
   */
  dependsOnNode(asker: Asker, className: string): boolean {
    return this.#of(asker).dependsOnNode(className)
  }

  /** Permission on the class, as if every condition held: enough to offer something, never to do it. */
  mightEver(asker: Asker, operation: ClassOperation, className: string, property: string | null = null): boolean {
    return this.predicate(asker, operation, className, property) !== false
  }

  has(asker: Asker, permission: GeneralPermission): boolean {
    return this.#of(asker).general(permission)
  }

  reader(asker: Asker): Reader {
    const access = this.#of(asker)
    return { userId: asker.userId, rights: access, visibility: (className) => access.visibility(className) }
  }

  #of({ roles }: Asker): RoleAccess {
    let access = this.#byList.get(roles)
    if (!access) this.#byList.set(roles, (access = this.#named(roles)))
    return access
  }

  #named(roles: readonly string[]): RoleAccess {
    const known = [...new Set(roles.map((role) => role.toLowerCase()))].sort()
    const key = known.join(',')
    let access = this.#byRoles.get(key)
    if (!access) {
      access = new RoleAccess(this.#tracker, new Set(known))
      /* Sets of roles that no tracker declares come from data, so their number is bounded here. */
      if (this.#byRoles.size > 1_000) this.#byRoles.clear()
      this.#byRoles.set(key, access)
    }
    return access
  }
}

const EVERYWHERE = '*'
/** Asked of a node that is there. */
const NODE_OPERATIONS = ['View', 'Edit', 'Retire', 'Restore'] as const

class RoleAccess {
  readonly #tracker: Tracker
  readonly #grants: readonly PermissionGrant[]
  readonly #isAdmin: boolean
  /** Operation → class → property, `*` for the class as such. */
  readonly #predicates = new Map<ClassOperation, Map<string, Map<string, Predicate>>>()
  readonly #visibilities = new Map<string, ClassVisibility>()
  readonly #depending = new Map<string, boolean>()

  constructor(tracker: Tracker, roles: ReadonlySet<string>) {
    this.#tracker = tracker
    this.#isAdmin = roles.has('admin')
    this.#grants = tracker.grants.filter((grant) => roles.has(grant.role.toLowerCase()))
  }

  general(permission: GeneralPermission): boolean {
    return this.#isAdmin || this.#grants.some((grant) => grant.permission === permission)
  }

  predicate(operation: ClassOperation, className: string, property: string | null): Predicate {
    if (this.#isAdmin) return true
    const known = this.#predicatesOf(operation, className)
    let predicate = known.get(property ?? EVERYWHERE)
    if (predicate === undefined) {
      predicate = anyPredicate(this.#grants.filter((grant) => covers(grant, operation, className, property)))
      known.set(property ?? EVERYWHERE, predicate)
    }
    return predicate
  }

  #predicatesOf(operation: ClassOperation, className: string): Map<string, Predicate> {
    let byClass = this.#predicates.get(operation)
    if (!byClass) this.#predicates.set(operation, (byClass = new Map()))
    let byProperty = byClass.get(className)
    if (!byProperty) byClass.set(className, (byProperty = new Map()))
    return byProperty
  }

  dependsOnNode(className: string): boolean {
    let depends = this.#depending.get(className)
    if (depends === undefined) {
      const names = [null, 'content', ...(this.#tracker.classes.get(className)?.properties.keys() ?? [])]
      depends = NODE_OPERATIONS.some((operation) =>
        names.some((name) => typeof this.predicate(operation, className, name) !== 'boolean'),
      )
      this.#depending.set(className, depends)
    }
    return depends
  }

  visibility(className: string): ClassVisibility {
    let visibility = this.#visibilities.get(className)
    if (!visibility) {
      visibility = this.#makeVisibility(className)
      this.#visibilities.set(className, visibility)
    }
    return visibility
  }

  #makeVisibility(className: string): ClassVisibility {
    const schema = this.#tracker.classes.get(className)
    const property = (name: string): Predicate => (name === 'id' ? true : this.predicate('View', className, name))
    return {
      rows: this.predicate('View', className, null),
      property,
      searchable: (name) => eitherPredicate(property(name), this.predicate('Search', className, name)),
      retired: schema ? this.#retired(schema) : true,
      label: schema ? labelFor(schema, property) : null,
    }
  }

  /**
   * Values and people go on being named where something links to them: an old issue keeps its version. What was said
   * and then retired is there for those alone who might restore or change it.
   */
  #retired({ name, kind }: ClassSchema): Predicate {
    if (this.#isAdmin || kind === 'plain' || kind === 'user') return true
    const isWhole = ({ permission, properties }: PermissionGrant): boolean =>
      permission !== 'Edit' || properties === null
    const grants = (['Restore', 'Retire', 'Edit'] as const).flatMap((operation) =>
      this.#grants.filter((grant) => covers(grant, operation, name, null) && isWhole(grant)),
    )
    return anyPredicate(grants)
  }
}

function covers(
  grant: PermissionGrant,
  operation: ClassOperation,
  className: string,
  property: string | null,
): boolean {
  if (grant.permission !== operation || (grant.className !== null && grant.className !== className)) return false
  return property === null || grant.properties === null || grant.properties.includes(property)
}

function anyPredicate(grants: readonly PermissionGrant[]): Predicate {
  const conditions: Condition[] = []
  for (const { condition } of grants) {
    if (!condition) return true
    conditions.push(condition)
  }
  if (conditions.length === 0) return false
  return conditions.length === 1 ? conditions[0]! : { any: conditions }
}

function eitherPredicate(a: Predicate, b: Predicate): Predicate {
  if (a === true || b === true) return true
  if (a === false) return b
  return b === false ? a : { any: [a, b] }
}

/** Other names of a node, for readers who may not see its label: a user's real name. */
const SECOND_NAMES = ['name', 'realname', 'title']

/** The class's label, else another name; one that may always be read goes before one that sometimes may. */
function labelFor(schema: ClassSchema, property: (name: string) => Predicate): string | null {
  const names = [schema.label, ...SECOND_NAMES.filter((name) => name !== schema.label && schema.properties.has(name))]
  return names.find((name) => property(name) === true) ?? names.find((name) => property(name) !== false) ?? null
}
