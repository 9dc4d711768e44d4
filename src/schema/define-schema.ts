import type { AutomaticName, AutomaticValues, ClassDefinition, Properties } from './class.ts'
import type { SELF } from './class.ts'
import type { ValueOf } from './property.ts'

export type Classes = Readonly<Record<string, ClassDefinition>>

/** A tracker's classes, with their types; the argument of everything else that is typed by them. */
export interface SchemaDefinition<S extends Classes = Classes> {
  readonly classes: S
}

/** Turns a link whose target is no class of the schema into a type that nothing fits. */
type Linked<P, Names> = {
  [K in keyof P]: P[K] extends { to: infer To extends string }
    ? To extends Names | typeof SELF
      ? P[K]
      : `there is no class ${To} to link to`
    : P[K]
}
type Checked<S> = {
  [C in keyof S]: S[C] extends ClassDefinition<infer P> ? { readonly properties: Linked<P, keyof S> } : never
}

export function defineSchema<const S extends Classes>(classes: S & Checked<S>): SchemaDefinition<S> {
  return { classes }
}

/* ---- the static types that flow from a schema ---- */

export type ClassName<S extends Classes> = keyof S & string
type PropertiesOf<S extends Classes, C extends keyof S> = S[C] extends ClassDefinition<infer P> ? P : Properties
type DeclaredName<S extends Classes, C extends keyof S> = keyof PropertiesOf<S, C> & string
type ContentOf<S extends Classes, C extends keyof S> =
  PropertiesOf<S, C> extends { type: { type: 'string' } } ? { content?: Uint8Array } : unknown

/** Any property a permission or a condition may name. */
export type PropertyName<S extends Classes, C extends keyof S> =
  | DeclaredName<S, C>
  | AutomaticName
  | ReverseName<S, C>
  | (PropertiesOf<S, C> extends { type: { type: 'string' } } ? 'content' : never)

/** Names of the computed multilinks that point back to class C. */
type ReverseName<S extends Classes, C extends keyof S> = {
  [D in keyof S]: {
    [K in keyof PropertiesOf<S, D>]: PropertiesOf<S, D>[K] extends { to: C; reverse: infer R extends string }
      ? R
      : never
  }[keyof PropertiesOf<S, D>]
}[keyof S]

/** A node as detectors read it. */
export type NodeOf<S extends Classes, C extends keyof S> = AutomaticValues & {
  readonly [K in DeclaredName<S, C>]: ValueOf<PropertiesOf<S, C>[K]>
}

/** What a change names. Absent is untouched, null is emptied; a file's or message's `content` is bytes. */
export type ChangesOf<S extends Classes, C extends keyof S> = {
  -readonly [K in DeclaredName<S, C>]?: ValueOf<PropertiesOf<S, C>[K]>
} & ContentOf<S, C>

/** A seed value: as a change, but links may be written as keys of the target. */
export type SeedOf<S extends Classes, C extends keyof S> = {
  readonly [K in DeclaredName<S, C>]?: PropertiesOf<S, C>[K] extends { type: 'link' }
    ? string | number | null
    : PropertiesOf<S, C>[K] extends { type: 'multilink' }
      ? readonly (string | number)[]
      : ValueOf<PropertiesOf<S, C>[K]>
} & { readonly id?: number; readonly retired?: boolean }

/** Values a fresh tracker starts with, class by class; ids may have gaps. */
export type Seed<S extends Classes> = { readonly [C in keyof S]?: readonly SeedOf<S, C>[] }
