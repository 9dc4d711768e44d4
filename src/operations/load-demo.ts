import { Access } from '../access/access.ts'
import type { Demo, DemoEvent, DemoFile, DemoStory, DemoValues } from '../schema/demo.ts'
import type { Value } from '../schema/property.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { Sql } from '../store/database.ts'
import { recordOrigin } from '../store/load/origin.ts'
import { findByKey } from '../store/nodes/load-nodes.ts'
import { reindexAll } from '../store/search/reindex-all.ts'
import { hashPassword } from '../values/password.ts'
import { ChangeRun } from './change-run.ts'
import type { Actor, Applied, Change, ChangeSet, ChangeValue } from './types.ts'

/** One thing that happens in the demo, at its time. */
interface Happening {
  readonly at: Date
  readonly by: string
  readonly story: DemoStory
  /** null: the report itself. */
  readonly event: DemoEvent | null
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/**
 * Lets the stories of a demo happen, in the order of their times and each by its person, through the one write
 * path with all detectors: what the demo shows is what the tracker does.
 */
export async function loadDemo(
  sql: Sql,
  tracker: Tracker,
  demo: Demo,
  onProgress: (done: number, all: number) => void = () => {},
): Promise<void> {
  const happenings = upToNow(demo.stories.flatMap(happeningsOf).sort((a, b) => a.at.getTime() - b.at.getTime()))
  if (happenings.length === 0) return
  const loader = new DemoLoader(sql, tracker)
  await loader.addPeople(demo.people, new Date(happenings[0]!.at.getTime() - UNITS['w']!))
  for (const [index, happening] of happenings.entries()) {
    await loader.happen(happening)
    onProgress(index + 1, happenings.length)
  }
  await reindexAll(sql, tracker)
  await recordOrigin(sql, 'demo')
}

/** Moves all of it in time, so that the last thing happened a moment ago: a tracker people live in. */
function upToNow(happenings: readonly Happening[]): readonly Happening[] {
  const last = happenings.at(-1)?.at.getTime() ?? 0
  const shift = Date.now() - 7 * UNITS['m']! - last
  return happenings.map((happening) => ({ ...happening, at: new Date(happening.at.getTime() + shift) }))
}

function happeningsOf(story: DemoStory): readonly Happening[] {
  let at = new Date(story.at).getTime()
  if (Number.isNaN(at)) throw new TypeError(`"${story.title}" happens at "${story.at}", which is no time`)
  const report = { at: new Date(at), by: story.by, story, event: null }
  const events = (story.events ?? []).map((event) => {
    at += lengthOf(event.after)
    return { at: new Date(at), by: event.by, story, event }
  })
  return [report, ...events]
}

function lengthOf(after: string): number {
  const match = /^(\d+)([mhdw])$/.exec(after)
  if (!match) throw new TypeError(`"${after}" is no length of time: write 20m, 3h, 2d or 5w`)
  return Number(match[1]) * UNITS[match[2]!]!
}

class DemoLoader {
  readonly #sql: Sql
  readonly #tracker: Tracker
  readonly #access: Access
  readonly #people = new Map<string, Actor>()
  /** Stories that have begun, and those that others call by a ref. */
  readonly #issues = new Map<DemoStory, number>()
  readonly #refs = new Map<string, number>()
  readonly #keys = new Map<string, number>()

  constructor(sql: Sql, tracker: Tracker) {
    this.#sql = sql
    this.#tracker = tracker
    this.#access = new Access(tracker)
  }

  async addPeople(people: Demo['people'], joined: Date): Promise<void> {
    const admin: Actor = { userId: 1, username: 'admin', roles: ['Admin'], source: 'web', timezone: 'UTC' }
    for (const { username, realname, roles, password, values } of people) {
      const stored = password === undefined ? null : await hashPassword(password)
      const changes: Record<string, ChangeValue> = {
        username,
        realname,
        roles,
        address: `${username}@example.org`,
        password: stored,
        ...values,
      }
      const [applied] = await this.#apply(admin, joined, [{ className: 'user', id: null, changes }])
      const split = roles.split(',').map((role) => role.trim())
      this.#people.set(username, {
        userId: applied!.designator.id,
        username,
        roles: split,
        source: 'web',
        timezone: 'UTC',
      })
    }
  }

  async happen({ at, by, story, event }: Happening): Promise<void> {
    const actor = this.#people.get(by)
    if (!actor) throw new TypeError(`"${story.title}" is told by ${by}, whom nobody knows`)
    const told = event ?? story
    const parts = textParts(told.text, told.files ?? [])
    const id = event ? this.#issues.get(story)! : null
    const changes: Record<string, ChangeValue> = { ...(await this.#values(told.set ?? {})), ...parts.links }
    if (!event) changes['title'] = story.title
    if (event) Object.assign(changes, this.#relations(story, event))
    const applied = await this.#apply(actor, at, [...parts.changes, { className: 'issue', id, changes }], story.title)
    if (event) return
    const issue = applied.at(-1)!.designator.id
    this.#issues.set(story, issue)
    if (story.ref) this.#refs.set(story.ref, issue)
  }

  #relations(story: DemoStory, event: DemoEvent): Record<string, ChangeValue> {
    const idOf = (ref: string): number => {
      const id = this.#refs.get(ref)
      if (id === undefined) throw new TypeError(`"${story.title}" speaks of ${ref}, which is not reported yet`)
      return id
    }
    return {
      ...(event.duplicateOf !== undefined && { superseder: idOf(event.duplicateOf) }),
      ...(event.dependsOn && { dependencies: { add: event.dependsOn.map(idOf) } }),
    }
  }

  async #values(values: DemoValues): Promise<Record<string, ChangeValue>> {
    const changes: Record<string, ChangeValue> = {}
    for (const [name, value] of Object.entries(values)) changes[name] = await this.#value(name, value)
    return changes
  }

  async #value(name: string, value: string | readonly string[]): Promise<ChangeValue> {
    const property = this.#tracker.classes.get('issue')!.properties.get(name)
    if (!property) throw new TypeError(`An issue has no property ${name}`)
    if (property.to === null) return value as Value
    if (property.type === 'link') return this.#id(property.to, String(value))
    const names = [value].flat()
    const ids = async (list: readonly string[]): Promise<number[]> =>
      Promise.all(list.map((one) => this.#id(property.to!, one)))
    if (!names.some((one) => /^[+-]/.test(one))) return { add: await ids(names) }
    const signed = (sign: string): string[] => names.filter((one) => one.startsWith(sign)).map((one) => one.slice(1))
    return { add: await ids(signed('+')), remove: await ids(signed('-')) }
  }

  async #id(className: string, key: string): Promise<number> {
    const cached = this.#keys.get(`${className} ${key}`)
    if (cached !== undefined) return cached
    const id = await findByKey(this.#sql, this.#tracker.classes.get(className)!, key)
    if (id === null) throw new TypeError(`There is no ${className} "${key}"`)
    this.#keys.set(`${className} ${key}`, id)
    return id
  }

  async #apply(actor: Actor, now: Date, changeSet: ChangeSet, told?: string): Promise<readonly Applied[]> {
    const run = new ChangeRun(
      { sql: this.#sql, tracker: this.#tracker, access: this.#access, actor, now },
      { index: false, tells: false },
    )
    try {
      return await run.apply(changeSet)
    } catch (cause) {
      throw new Error(
        `The demo can't go on at ${now.toISOString()} with ${actor.username}${told ? ` in "${told}"` : ''}`,
        { cause },
      )
    }
  }
}

/** A message with its files, and how the issue links them. */
function textParts(
  text: string | undefined,
  files: readonly DemoFile[],
): { changes: readonly Change[]; links: Record<string, ChangeValue> } {
  const added = files.map((_, index) => -1 - index)
  const changes: Change[] = files.map(({ name, text: content, description }, index) => ({
    className: 'file',
    id: null,
    reference: -1 - index,
    changes: { name, content: Buffer.from(content), type: 'text/plain', ...(description && { description }) },
  }))
  if (text !== undefined)
    changes.push({
      className: 'msg',
      id: null,
      reference: -1,
      changes: { content: Buffer.from(text), type: 'text/plain', ...(added.length > 0 && { files: added }) },
    })
  return {
    changes,
    links: {
      ...(text !== undefined && { messages: { add: [-1] } }),
      ...(added.length > 0 && { files: { add: added } }),
    },
  }
}
