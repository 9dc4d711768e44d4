import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Actor, ChangeSet, ChangeValue } from '../../src/operations/types.ts'
import { rolesOf } from '../../src/schema/roles.ts'
import type { MailRules, NosyRules, TrackerDefinition } from '../../src/schema/tracker.ts'
import { parseDesignator } from '../../src/values/designator.ts'
import classic from '../../trackers/classic/tracker.ts'
import { withEmptyDatabase } from '../support/import-given.ts'
import { differences, printMail, snapshot } from '../support/roundup-results.ts'
import { sharedData } from '../support/shared-data.ts'
import { withMail } from '../support/with-mail.ts'
import type { TrackerWithMail } from '../support/with-mail.ts'

const folder = sharedData('mail')
const hasPython = spawnSync('python3', ['--version']).status === 0
const skip =
  folder === null ? 'the reference data is not here' : !hasPython && 'the comparer needs python3, which is not here'

interface Case {
  readonly name: string
  readonly actions: readonly Action[]
  readonly config?: Readonly<Record<string, string>>
}
interface Action {
  readonly as: string
  readonly create?: string
  readonly set?: string
  readonly restore?: string
  readonly props?: Readonly<Record<string, string | readonly string[]>>
  readonly messages?: readonly { readonly content: string; readonly recipients?: readonly string[] }[]
  readonly files?: readonly GivenFile[]
}
interface GivenFile {
  readonly name: string
  readonly type: string
  readonly text?: string
  readonly hex?: string
  readonly repeat?: number
}

test('changes are told as Roundup told them, and rightly where it was wrong', { skip }, async () => {
  const results = mkdtempSync(join(tmpdir(), 'muster-mails-'))
  const { cases } = JSON.parse(readFileSync(`${folder}/cases-out.json`, 'utf8')) as { readonly cases: readonly Case[] }
  try {
    await withSeed(async (template) => {
      for (const given of cases) await replay(given, template, results)
    })
    const compared = spawnSync('python3', [`${folder}/compare.py`, results, '--only', 'out-'], { encoding: 'utf8' })
    assert.equal(compared.status, 0, compared.stdout + compared.stderr)
    assert.match(compared.stdout, new RegExp(`^${cases.length} cases as expected, 0 different`, 'm'))
  } finally {
    rmSync(results, { recursive: true })
  }
})

/** A database that the seed was imported into, to be cloned. */
async function withSeed(run: (template: string) => Promise<void>): Promise<void> {
  const unpacked = mkdtempSync(join(tmpdir(), 'muster-seed-'))
  execFileSync('tar', ['-xzf', `${folder}/seed-export.tar.gz`, '-C', unpacked])
  try {
    await withEmptyDatabase('classic', async ({ database, muster, query }) => {
      const imported = await muster('import-roundup', join(unpacked, 'seed-export'))
      assert.equal(imported.code, 0, imported.err)
      const [row] = await query<{ name: string }>('select current_database() as name')
      /* A database is cloned only while nobody is connected to it. */
      await database.close()
      await run(row!.name)
    })()
  } finally {
    rmSync(unpacked, { recursive: true })
  }
}

async function replay({ name, actions, config }: Case, template: string, results: string): Promise<void> {
  const definition = { ...(classic as unknown as TrackerDefinition), ...rulesFrom(config ?? {}) }
  await withMail(
    { name: 'classic', definition },
    async (given) => {
      const before = await snapshot(given.database, given.tracker)
      const answers = []
      for (const action of actions) {
        answers.push(await act(given, action))
        await given.emptied()
      }
      const result = {
        case: name,
        actions: answers,
        ...differences(before, await snapshot(given.database, given.tracker)),
        mails: await Promise.all(given.sink.arrived.map(printMail)),
      }
      writeFileSync(join(results, `${name}.json`), JSON.stringify(result))
    },
    { template, place: { title: 'Sandgate tracker' } },
  )()
}

/** Roundup's options as a tracker says them; its mails name the author's address unless told otherwise. */
function rulesFrom(config: Readonly<Record<string, string>>): { nosy: Partial<NosyRules>; mail: Partial<MailRules> } {
  const { 'nosy.messages_to_author': messagesToAuthor, 'nosy.add_recipients': addRecipients } = config
  const nosy = { messagesToAuthor, addRecipients, addAuthor: config['nosy.add_author'] } as Partial<NosyRules>
  return {
    nosy: Object.fromEntries(Object.entries(nosy).filter(([, rule]) => rule !== undefined)),
    mail: {
      authorLine: config['mail.add_authorinfo'] !== 'no',
      authorAddress: config['mail.add_authoremail'] !== 'no',
    },
  }
}

/** Makes the messages and files, and links them, in one change set. */
async function act({ operations, ...given }: TrackerWithMail, action: Action): Promise<object> {
  const actor = await actorNamed(given, action.as)
  if (action.restore !== undefined) {
    await operations.apply(actor, [{ ...parseDesignator(action.restore), changes: {}, action: 'restore' }])
    return {}
  }
  const { messages = [], files = [], props = {} } = action
  const fileIds = files.map((_file, index) => -100 - index)
  const messageIds = messages.map((_message, index) => -1 - index)
  const changes: Record<string, ChangeValue> = {}
  for (const [property, value] of Object.entries(props)) changes[property] = await valueOf(given, property, value)
  if (messages.length > 0) changes['messages'] = { add: messageIds }
  if (files.length > 0) changes['files'] = { add: fileIds }
  const set: ChangeSet = [
    ...files.map(({ name, type, text, hex = '', repeat = 1 }, index) => {
      const content = text === undefined ? Buffer.from(hex.repeat(repeat), 'hex') : Buffer.from(text)
      return { className: 'file', id: null, reference: fileIds[index]!, changes: { name, type, content } }
    }),
    ...messages.map(({ content, recipients = [] }, index) => ({
      className: 'msg',
      id: null,
      reference: messageIds[index]!,
      changes: { content: Buffer.from(content), recipients: recipients.map(Number), files: fileIds },
    })),
    action.set === undefined
      ? { className: action.create!, id: null, changes }
      : { ...parseDesignator(action.set), changes },
  ]
  const applied = await operations.apply(actor, set)
  return action.set === undefined ? { id: String(applied.at(-1)!.designator.id) } : {}
}

type Given = Pick<TrackerWithMail, 'database' | 'tracker'>

/** Ids of links, and `-name` for whom to take off a multilink. */
async function valueOf(given: Given, property: string, value: string | readonly string[]): Promise<ChangeValue> {
  const type = given.tracker.classes.get('issue')!.properties.get(property)!.type
  if (type === 'string') return value as string
  if (type === 'link') return Number(value)
  if (typeof value !== 'string') return value.map(Number)
  return { remove: [(await actorNamed(given, value.slice(1))).userId!] }
}

async function actorNamed({ database, tracker }: Given, username: string): Promise<Actor> {
  const { rows } = await database.pool.query<{ id: number; roles: string | null }>(
    'select id, roles from "user" where username = $1',
    [username],
  )
  const { id, roles } = rows[0]!
  return { userId: id, username, roles: rolesOf(tracker, roles), source: 'web', timezone: 'UTC' }
}
