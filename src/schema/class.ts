import { date, link, multilink, string } from './property.ts'
import type {
  DateProperty,
  LinkProperty,
  MultilinkProperty,
  PasswordProperty,
  PropertyDefinition,
  StringProperty,
} from './property.ts'

/**
 * What a class is made for. `message` and `file` have content (Roundup's FileClass), `issue` has a
 * thread (IssueClass), `user` may log in.
 */
export type ClassKind = 'plain' | 'issue' | 'message' | 'file' | 'user'

export type Properties = Readonly<Record<string, PropertyDefinition>>

export interface ClassOptions<Names extends string = string> {
  /** A string property, unique among nodes that are not retired. */
  readonly key?: Names
  /** What stands for a node on screen; else the key, `name`, `title`, `id`. */
  readonly label?: Names | 'id'
  /** What links to this class sort by; else `order`, else the label. */
  readonly order?: Names | 'id'
  /** False: no history is kept of this class. */
  readonly journal?: boolean
  /** As for a property: kept for what was imported, not part of the screen. */
  readonly legacy?: boolean
  /** What the screen calls one of them. */
  readonly title?: string
}

export interface ClassDefinition<P extends Properties = Properties> {
  readonly kind: ClassKind
  readonly properties: P
  readonly options: ClassOptions
}

/** Stands for the class that declares the property; only in the automatic properties of a kind. */
export const SELF = '@self'

export interface IssueProperties extends Record<string, PropertyDefinition> {
  title: StringProperty
  messages: MultilinkProperty<'msg'>
  files: MultilinkProperty<'file'>
  nosy: MultilinkProperty<'user'>
  superseder: MultilinkProperty<typeof SELF>
}
export interface FileProperties extends Record<string, PropertyDefinition> {
  type: StringProperty
}
export interface UserProperties extends Record<string, PropertyDefinition> {
  username: StringProperty
  password: PasswordProperty
  address: StringProperty
  roles: StringProperty
}

/** Those of a kind's automatic properties that the class does not declare itself, and its own. */
type With<Automatic, P> = {
  [K in keyof Automatic as string extends K ? never : K extends keyof P ? never : K]: Automatic[K]
} & P

const issueProperties = {
  title: string({ indexed: true, required: true }),
  messages: multilink('msg'),
  files: multilink('file'),
  nosy: multilink('user', { journal: false }),
  superseder: multilink(SELF),
} satisfies Properties

/** `content` is no property of the row: it is kept by its hash and written with the node. */
const fileProperties = { type: string() } satisfies Properties

function classOf(
  kind: ClassKind,
  automatic: Properties,
  properties: Properties,
  options: ClassOptions,
): ClassDefinition {
  return { kind, properties: { ...automatic, ...properties }, options }
}

export function plainClass<const P extends Properties>(
  properties: P,
  options: ClassOptions<keyof P & string> = {},
): ClassDefinition<P> {
  return classOf('plain', {}, properties, options) as ClassDefinition<P>
}

/** A class with a title, a thread of messages, files, a nosy list and a superseder. */
export function issueClass<const P extends Properties>(
  properties: P,
  options: ClassOptions<(keyof P & string) | keyof typeof issueProperties> = {},
): ClassDefinition<With<IssueProperties, P>> {
  return classOf('issue', issueProperties, properties, options) as ClassDefinition<With<IssueProperties, P>>
}

/** A class whose nodes have content and a MIME type: what people attach. */
export function fileClass<const P extends Properties>(
  properties: P,
  options: ClassOptions<keyof P & string> = {},
): ClassDefinition<With<FileProperties, P>> {
  return classOf('file', fileProperties, properties, options) as ClassDefinition<With<FileProperties, P>>
}

/** A class whose nodes have content and are the messages of a thread. Stored like a file. */
export function messageClass<const P extends Properties>(
  properties: P,
  options: ClassOptions<keyof P & string> = {},
): ClassDefinition<With<FileProperties, P>> {
  return classOf('message', fileProperties, properties, options) as ClassDefinition<With<FileProperties, P>>
}

/** The class of those who may log in: it has to declare username, password, address and roles. */
export function userClass<
  const P extends Properties & Pick<UserProperties, 'username' | 'password' | 'address' | 'roles'>,
>(properties: P, options: ClassOptions<keyof P & string> = {}): ClassDefinition<P> {
  return classOf('user', {}, properties, options) as ClassDefinition<P>
}

/** On every node, written by the tracker alone. */
export const automaticProperties = {
  creation: date({ title: 'Created' }),
  creator: link('user', { title: 'Creator' }),
  activity: date({ title: 'Activity' }),
  actor: link('user', { title: 'Actor' }),
} satisfies Properties

export interface AutomaticValues {
  readonly id: number
  readonly creation: Date
  readonly creator: number | null
  readonly activity: Date
  readonly actor: number | null
}
export type AutomaticName = keyof AutomaticValues
export type { DateProperty, LinkProperty }
