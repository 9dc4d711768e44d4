import type { Interval } from '../values/interval.ts'

interface CommonOptions {
  /** Asked for on create and not to be emptied by a change; never a NOT NULL, old data may lack it. */
  readonly required?: boolean
  /** Left out of change notes, the web's history and confirmations; journalled all the same. */
  readonly quiet?: boolean
  /** Stored, exported and served by the APIs and the CLI, but not in forms, columns or search words. */
  readonly legacy?: boolean
  /** What the screen calls it; the name itself, spelled out, where it is absent. */
  readonly title?: string
  /** One sentence for the form. */
  readonly help?: string
}

export interface StringProperty extends CommonOptions {
  readonly type: 'string'
  /** Part of full-text search. */
  readonly indexed?: boolean
  /** A text area rather than a line. */
  readonly multiline?: boolean
  readonly default?: string
}
export interface BooleanProperty extends CommonOptions {
  readonly type: 'boolean'
  readonly default?: boolean
}
export interface NumberProperty extends CommonOptions {
  readonly type: 'number'
  /** Eight bytes instead of four, as Roundup's `use_double`. */
  readonly double?: boolean
  readonly default?: number
}
export interface IntegerProperty extends CommonOptions {
  readonly type: 'integer'
  readonly default?: number
}
export interface DateProperty extends CommonOptions {
  readonly type: 'date'
  /** Hours from UTC in which this property is read and shown, whatever the user's zone; 0 for pure dates. */
  readonly offset?: number
  /** Whether the screen shows the time of day; true where absent. */
  readonly displayTime?: boolean
  /** strftime-like form for the screen. */
  readonly format?: string
  /** Date text such as `.` or `. + 14d`, read when the node is created. */
  readonly default?: string
}
export interface IntervalProperty extends CommonOptions {
  readonly type: 'interval'
}
export interface PasswordProperty extends CommonOptions {
  readonly type: 'password'
}

interface LinkOptions extends CommonOptions {
  /** Whether the linked node's journal gets link and unlink entries; true where absent. */
  readonly journal?: boolean
  /** Whether input of digits only is an id; true where absent. With false it is a key, and -1 is no special value. */
  readonly parseIds?: boolean
  /** The linked class's property that mail headers print (`X-Roundup-issue-status`); false for no header. */
  readonly mailHeader?: string | false
}
export interface LinkProperty<To extends string = string> extends LinkOptions {
  readonly type: 'link'
  readonly to: To
  /** Key of the target that a new node gets. */
  readonly default?: string
}
export interface MultilinkProperty<To extends string = string> extends LinkOptions {
  readonly type: 'multilink'
  readonly to: To
  /** Name of the computed multilink that the target class gets, pointing back. */
  readonly reverse?: string
  /** Keys of the targets that a new node gets. */
  readonly default?: readonly string[]
}

export type PropertyDefinition =
  | StringProperty
  | BooleanProperty
  | NumberProperty
  | IntegerProperty
  | DateProperty
  | IntervalProperty
  | PasswordProperty
  | LinkProperty
  | MultilinkProperty

export type PropertyType = PropertyDefinition['type']

/** A stored value. Ids are numbers, multilinks ascending lists of ids, passwords the text `{SCHEME}data`. */
export type Value = string | number | boolean | Date | Interval | readonly number[] | null

/** The static type of a property's stored value. */
export type ValueOf<P> = P extends { type: 'string' | 'password' }
  ? string | null
  : P extends { type: 'boolean' }
    ? boolean | null
    : P extends { type: 'number' | 'integer' | 'link' }
      ? number | null
      : P extends { type: 'date' }
        ? Date | null
        : P extends { type: 'interval' }
          ? Interval | null
          : P extends { type: 'multilink' }
            ? readonly number[]
            : never

type Options<P> = Omit<P, 'type' | 'to'>

export const string = (options: Options<StringProperty> = {}): StringProperty => ({ type: 'string', ...options })
export const boolean = (options: Options<BooleanProperty> = {}): BooleanProperty => ({ type: 'boolean', ...options })
export const number = (options: Options<NumberProperty> = {}): NumberProperty => ({ type: 'number', ...options })
export const integer = (options: Options<IntegerProperty> = {}): IntegerProperty => ({ type: 'integer', ...options })
export const date = (options: Options<DateProperty> = {}): DateProperty => ({ type: 'date', ...options })
export const interval = (options: Options<IntervalProperty> = {}): IntervalProperty => ({
  type: 'interval',
  ...options,
})
export const password = (options: Options<PasswordProperty> = {}): PasswordProperty => ({
  type: 'password',
  ...options,
})
export const link = <const To extends string>(to: To, options: Options<LinkProperty> = {}): LinkProperty<To> => ({
  type: 'link',
  to,
  ...options,
})
/** The name of the reverse multilink is part of the type: permissions on the target class may name it. */
export const multilink = <const To extends string, const Reverse extends string = never>(
  to: To,
  options: Omit<Options<MultilinkProperty>, 'reverse'> & { readonly reverse?: Reverse } = {},
): MultilinkProperty<To> & ([Reverse] extends [never] ? unknown : { readonly reverse: Reverse }) =>
  ({ type: 'multilink', to, ...options }) as never
