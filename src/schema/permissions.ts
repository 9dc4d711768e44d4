import type { Classes, ClassName, PropertyName, SchemaDefinition } from './define-schema.ts'
import type { Condition } from './filter-spec.ts'
import { compileWhere } from './where.ts'

/** Permissions on a class; names are Roundup's. */
export type ClassOperation = 'View' | 'Create' | 'Edit' | 'Retire' | 'Restore' | 'Search' | 'Register'
/** Permissions without a class. */
export type GeneralPermission =
  | 'Web Access'
  | 'Rest Access'
  | 'Xmlrpc Access'
  | 'Email Access'
  | 'Web Roles'
  | 'SB: May Classify'
  | 'SB: May Report Misclassified'

/**
 * One thing a value may be. A list means any of them.
 * `'@me'` is the actor's id, null is unset; `same` and `containing` compare strings whatever their case.
 */
export type Wanted =
  | string
  | number
  | boolean
  | null
  | { readonly atMost: number }
  | { readonly atLeast: number }
  | { readonly same: string }
  | { readonly containing: string }

/** A condition as trackers write it: every named property has to be (one of) what is wanted. */
export type Where<Names extends string = string> = { readonly [K in Names]?: Wanted | readonly Wanted[] }

export interface PermissionGrant {
  readonly role: string
  readonly permission: ClassOperation | GeneralPermission
  readonly className: string | null
  /** null: every property, and the class as such. */
  readonly properties: readonly string[] | null
  /** Over the class's own properties, on the values before the change; null: always. */
  readonly condition: Condition | null
}

export interface Permissions {
  /** Besides User, Admin and Anonymous, which are always there. */
  readonly roles: readonly string[]
  readonly grants: readonly PermissionGrant[]
}

export interface GrantOptions<Names extends string> {
  readonly properties?: readonly Names[]
  readonly where?: Where<Names>
}

type Many<T> = T | readonly T[]

/**
 * The `grant` of one schema: `grant('User', ['View', 'Create'], 'issue', { properties: ['title'] })`.
 * Admin needs none: every permission is Admin's.
 */
export interface Grant<S extends Classes, Roles extends string> {
  (role: Many<Roles>, permission: Many<GeneralPermission>): readonly PermissionGrant[]
  <C extends ClassName<S>>(
    role: Many<Roles>,
    permission: Many<ClassOperation>,
    className: Many<C>,
    options?: GrantOptions<PropertyName<S, C> | 'id'>,
  ): readonly PermissionGrant[]
}

/**
 * @example
 * const { grant, define } = permissionsFor(schema, ['Developer'])
 * export const permissions = define(grant('Anonymous', 'View', 'issue'), grant('User', 'Web Access'))
 */
export function permissionsFor<S extends Classes, const Roles extends string>(
  schema: SchemaDefinition<S>,
  roles: readonly Roles[],
): {
  grant: Grant<S, Roles | 'User' | 'Anonymous'>
  define: (...grants: readonly (readonly PermissionGrant[])[]) => Permissions
} {
  const grant = (
    role: Many<string>,
    permission: Many<ClassOperation | GeneralPermission>,
    className?: Many<string>,
    options: GrantOptions<string> = {},
  ): readonly PermissionGrant[] =>
    listOf(role).flatMap((oneRole) =>
      listOf(permission).flatMap((onePermission) =>
        listOf(className ?? null).map((oneClass) => ({
          role: oneRole,
          permission: onePermission,
          className: oneClass,
          properties: options.properties ?? null,
          condition: options.where && oneClass ? compileWhere(schema.classes, oneClass, options.where) : null,
        })),
      ),
    )
  return {
    grant: grant,
    define: (...grants) => ({ roles, grants: grants.flat() }),
  }
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : [value as T]
}
