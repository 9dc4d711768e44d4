/** For the tests of a tracker folder: `muster-tracker/testing`. A tracker in a database of its own, for each test. */
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { processEnvironment } from './config/process-environment.ts'
import { TrackerError } from './errors.ts'
import { Operations } from './operations/operations.ts'
import { seedTracker } from './operations/seed-tracker.ts'
import type { Actor, ChangeValue } from './operations/types.ts'
import type { Classes, ClassName, NodeOf, SeedOf } from './schema/define-schema.ts'
import { HIDDEN } from './schema/read-query.ts'
import { resolveTracker } from './schema/resolve-tracker.ts'
import type { Tracker, TrackerDefinition } from './schema/tracker.ts'
import type { Database } from './store/database.ts'
import { openDatabase } from './store/database.ts'
import { startEmbedded } from './store/embedded/index.ts'
import { initialise } from './store/migrate/migrate.ts'
import { loadNodes } from './store/nodes/load-nodes.ts'

/** As a seed value: links may be written as keys of the target. `content` is text or bytes. */
export type Values<S extends Classes, C extends keyof S> = Omit<SeedOf<S, C>, 'id' | 'retired'> & {
  readonly content?: string | Uint8Array
}

/** Somebody who works in the tracker: every call is checked, audited and recorded as theirs. */
export interface Person<S extends Classes> {
  readonly id: number
  create<C extends ClassName<S>>(className: C, values: Values<S, C>): Promise<number>
  set<C extends ClassName<S>>(className: C, id: number, changes: Values<S, C>): Promise<void>
  retire(className: ClassName<S>, id: number): Promise<void>
  restore(className: ClassName<S>, id: number): Promise<void>
  /** The values that this person may see. @throws {TrackerError} not-found, when the node is not there for them. */
  get<C extends ClassName<S>>(className: C, id: number): Promise<Partial<NodeOf<S, C>>>
}

export interface TrackerUnderTest<S extends Classes> {
  readonly admin: Person<S>
  /** A visitor who is not logged in. */
  readonly anonymous: Person<S>
  /** Registers somebody with these roles; User where none is given. */
  person(username: string, roles?: readonly string[]): Promise<Person<S>>
}

/**
 * A test on a fresh tracker with its seed and its detectors, in a database that is dropped afterwards. The
 * PostgreSQL is a private one in a temporary folder, or that of MUSTER_TEST_DATABASE_URL.
 *
 * @example
 * test('a request gets an owner', withTracker(tracker, async ({ person }) => { … }))
 */
export function withTracker<S extends Classes>(
  definition: TrackerDefinition<S>,
  run: (given: TrackerUnderTest<S>) => Promise<void>,
): () => Promise<void> {
  stopServerAtTheEnd()
  return async () => {
    const { tracker, faults } = resolveTracker('under-test', definition)
    if (faults.length > 0) throw new TrackerError('invalid', faults.join('\n'))
    const administration = openDatabase({ url: await serverUrl(), poolSize: 1 })
    const name = `muster_test_${randomBytes(8).toString('hex')}`
    try {
      await administration.pool.query(`create database ${name}`)
      await inDatabase(name, tracker, run)
      await administration.pool.query(`drop database ${name} with (force)`)
    } finally {
      await administration.close()
    }
  }
}

async function inDatabase<S extends Classes>(
  name: string,
  tracker: Tracker,
  run: (given: TrackerUnderTest<S>) => Promise<void>,
): Promise<void> {
  const url = new URL(await serverUrl())
  url.pathname = `/${name}`
  const database = openDatabase({ url: url.href, poolSize: 4 })
  try {
    await initialise(database, tracker, { seed: (sql) => seedTracker(sql, tracker, { adminPassword: null }) })
    await run(new People<S>(database, tracker))
  } finally {
    await database.close()
  }
}

/* ---- one server for all tests of a file ---- */

let server: Promise<{ url: string; stop(): Promise<void> }> | null = null
let stopsAtTheEnd = false

async function serverUrl(): Promise<string> {
  server ??= startServer()
  return (await server).url
}

async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = processEnvironment()['MUSTER_TEST_DATABASE_URL']
  if (given) return { url: given, stop: async () => {} }
  const dataDir = await mkdtemp(join(tmpdir(), 'muster-testing-'))
  // Started as root, PostgreSQL runs as somebody else, who has to be able to enter.
  await chmod(dataDir, 0o711)
  const embedded = await startEmbedded({ dataDir, log: () => {} })
  return {
    url: embedded.url,
    async stop() {
      await embedded.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function stopServerAtTheEnd(): void {
  if (stopsAtTheEnd) return
  stopsAtTheEnd = true
  after(async () => (await server)?.stop())
}

/* ---- people ---- */

class People<S extends Classes> implements TrackerUnderTest<S> {
  readonly admin: Person<S>
  readonly anonymous: Person<S>
  readonly #database: Database
  readonly #operations: Operations

  constructor(database: Database, tracker: Tracker) {
    this.#database = database
    this.#operations = new Operations(database, tracker)
    this.admin = this.#personOf(actor(1, 'admin', ['Admin']))
    this.anonymous = this.#personOf(actor(2, 'anonymous', ['Anonymous']))
  }

  /** An arrow, for tests take it out of what they are given. */
  readonly person = async (username: string, roles: readonly string[] = ['User']): Promise<Person<S>> => {
    const values = { username, roles: roles.join(','), address: `${username}@muster.example` }
    const id = await this.admin.create('user', values as unknown as Values<S, ClassName<S>>)
    return this.#personOf(actor(id, username, roles))
  }

  #personOf(who: Actor): Person<S> {
    const operations = this.#operations
    return {
      id: who.userId!,
      create: async (className, values) =>
        (await operations.create(who, className, await this.#changes(className, values))).id,
      set: async (className, id, values) =>
        void (await operations.set(who, { className, id }, await this.#changes(className, values))),
      retire: async (className, id) => void (await operations.retire(who, { className, id })),
      restore: async (className, id) => void (await operations.restore(who, { className, id })),
      get: async <C extends ClassName<S>>(className: C, id: number) =>
        (await this.#visible(who, className, id)) as Partial<NodeOf<S, C>>,
    }
  }

  async #changes(className: string, values: object): Promise<Record<string, ChangeValue>> {
    const { properties } = this.#operations.classNamed(className)
    const changes: Record<string, ChangeValue> = {}
    for (const [name, value] of Object.entries(values) as [string, ChangeValue][]) {
      const to = properties.get(name)?.to ?? null
      changes[name] =
        name === 'content' && typeof value === 'string'
          ? Buffer.from(value)
          : to === null
            ? value
            : await this.#targets(to, value)
    }
    return changes
  }

  async #targets(to: string, value: ChangeValue): Promise<ChangeValue> {
    if (Array.isArray(value)) return Promise.all(value.map(async (one) => (await this.#targets(to, one)) as number))
    if (typeof value !== 'string') return value
    const id = await this.#operations.lookup(actor(1, 'admin', ['Admin']), to, value)
    if (id === null) throw new TrackerError('invalid', `There is no ${to} "${value}"`)
    return id
  }

  async #visible(who: Actor, className: string, id: number): Promise<Record<string, unknown>> {
    const { cells } = await this.#operations.view(who, { className, id })
    const [node] = await loadNodes(this.#database.sql, this.#operations.classNamed(className), [id], { computed: true })
    const names = Object.keys(node!.values).filter((name) => cells.get(name) !== HIDDEN)
    return { id, ...Object.fromEntries(names.map((name) => [name, node!.values[name]])) }
  }
}

function actor(userId: number, username: string, roles: readonly string[]): Actor {
  return { userId, username, roles, source: 'web', timezone: 'UTC' }
}
