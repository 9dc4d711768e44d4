import { resolveTracker } from '../../src/schema/resolve-tracker.ts'
import type { PropertySchema, Tracker } from '../../src/schema/tracker.ts'
import type { ParseContext } from '../../src/schema/properties/index.ts'
import {
  boolean,
  date,
  defineSchema,
  defineTracker,
  fileClass,
  integer,
  interval,
  issueClass,
  link,
  messageClass,
  multilink,
  number,
  password,
  permissionsFor,
  plainClass,
  string,
  userClass,
} from '../../src/tracker.ts'

const named = { name: string(), order: number() }

const schema = defineSchema({
  user: userClass(
    { username: string(), password: password(), address: string(), roles: string(), timezone: string() },
    { key: 'username' },
  ),
  status: plainClass(named, { key: 'name' }),
  priority: plainClass(named, { key: 'name' }),
  keyword: plainClass(named, { key: 'name' }),
  component: plainClass(named, { key: 'name' }),
  version: plainClass(named, { key: 'name' }),
  query: plainClass({ name: string(), private_for: link('user') }),
  msg: messageClass({ author: link('user'), date: date() }),
  file: fileClass({ name: string() }),
  issue: issueClass({
    status: link('status'),
    priority: link('priority'),
    assignee: link('user'),
    components: multilink('component'),
    versions: multilink('version', { parseIds: false }),
    keywords: multilink('keyword'),
    keyword: multilink('keyword'),
    dependencies: multilink('issue', { reverse: 'blocks' }),
    dependson: multilink('issue'),
    blocked: boolean(),
    message_count: number(),
    votes: integer(),
    effort: number({ double: true }),
    due: date(),
    day: date({ offset: 0 }),
    estimate: interval(),
    secret: password(),
    phone: string({ legacy: true }),
  }),
})
const { grant, define } = permissionsFor(schema, [])

/** A small tracker with a property of every type, for tests that need a schema and no database. */
export const sampleTracker: Tracker = resolveTracker(
  'sample',
  defineTracker({ title: 'Sample', schema, permissions: define(grant('User', 'Web Access')), seed: {}, detectors: [] }),
).tracker

export function sampleProperty(className: string, name: string): PropertySchema {
  return sampleTracker.classes.get(className)!.properties.get(name)!
}

/** Live nodes by key. Keywords are those of the observed answers; `blue` (3) is retired. */
const keys: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  user: { admin: 1, anonymous: 2, vera: 3, tomas: 4, wanda: 5 },
  status: { open: 1, closed: 2, pending: 3, languishing: 4 },
  priority: { critical: 1, urgent: 2, bug: 3, feature: 4 },
  keyword: { red: 1, green: 2, 'two words': 4, '7': 5, 'a,b': 6, '-minus': 7, '+plus': 8, größe: 9 },
  component: { asyncio: 4, Build: 5, 'Library (Lib)': 6 },
  version: { '3': 1, '3.12': 2, 'Python 3.1': 3, 'Python 3.10': 4, 'Python 3.11': 5, 'Jython 3.11': 6 },
}

export const sampleContext: ParseContext = {
  zone: 'UTC',
  now: new Date('2026-11-23T06:30:15.250Z'),
  me: 4,
  lookup: async (className, key) => keys[className]?.[key] ?? null,
  similar: async (className, text) =>
    Object.entries(keys[className] ?? {})
      .filter(([key]) => key.toLowerCase().includes(text.toLowerCase()))
      .map(([key, id]) => ({ id, key })),
}

export const sampleKeys = {
  keyOf: (className: string, id: number): string | null =>
    Object.entries(keys[className] ?? {}).find(([, one]) => one === id)?.[0] ?? null,
  idOf: (className: string, key: string): number | null => keys[className]?.[key] ?? null,
}
