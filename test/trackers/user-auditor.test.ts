import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TrackerError } from '../../src/errors.ts'
import { withNames } from './given-tracker.ts'
import type { NamedTracker } from './given-tracker.ts'

const refused = (words: RegExp) => (error: unknown) =>
  error instanceof TrackerError && error.code === 'rejected' && words.test(error.message)
const self = (id: number | null) => ({ className: 'user', id: id! })

/** What an import leaves: names that the rule would not let in. */
async function importUser({ database }: NamedTracker, id: number, username: string): Promise<void> {
  const { sql } = await import('kysely')
  await sql`insert into "user" (id, username, creation, activity) values (${id}, ${username}, now(), now())`.execute(
    database.sql,
  )
}

test(
  'a login name is letters, digits and . _ -',
  withNames('python-dev', async ({ person }) => {
    await person('ada.lovelace_1815-x')
    for (const username of ['ada lovelace', 'ada@home', 'zoë', 'a+b'])
      await assert.rejects(person(username, 'User', { address: null }), refused(/may only contain letters, digits/))
  }),
)

test(
  'an odd name from before stays as long as nobody changes it',
  withNames('python-dev', async (given) => {
    await importUser(given, 77, 'docs@python')

    await given.set(self(77), { realname: 'Documentation team' })

    await assert.rejects(given.set(self(77), { username: 'docs@home' }), refused(/may only contain/))
    assert.equal((await given.stored(self(77)))['realname'], 'Documentation team')
  }),
)

test(
  'two login names differ by more than case',
  withNames('python-dev', async ({ person, set }) => {
    const ada = await person('ada')

    await assert.rejects(person('Ada', 'User', { address: null }), refused(/taken/))
    await set(self(ada.userId), { username: 'Ada' })
  }),
)

test(
  "an address is one person's, as first or alternate, whatever its case",
  withNames('python-dev', async ({ person, set }) => {
    const ada = await person('ada', 'User', { alternate_addresses: 'old@home.example\nada@work.example' })

    await assert.rejects(person('grace', 'User', { address: 'ADA@muster.example' }), refused(/already in use/))
    await assert.rejects(person('grace', 'User', { address: 'Old@Home.example' }), refused(/already in use/))
    await assert.rejects(
      person('grace', 'User', { alternate_addresses: 'new@home.example\r\nada@work.example' }),
      refused(/already in use/),
    )
    await set(self(ada.userId), { address: 'ada@work.example' })
    await person('grace', 'User', { address: 'ada@work.example.org' })
  }),
)

test(
  'what is no address is refused',
  withNames('python-dev', async ({ person }) => {
    await assert.rejects(
      person('ada', 'User', { address: 'ada lovelace@muster.example' }),
      refused(/no e-mail address/),
    )
    await assert.rejects(person('ada', 'User', { alternate_addresses: 'ada' }), refused(/no e-mail address/))
  }),
)

test(
  'roles are those of the tracker',
  withNames('python-dev', async ({ person }) => {
    await person('ada', 'user, DEVELOPER')
    await assert.rejects(person('grace', 'User,Wizard'), refused(/Role "Wizard" does not exist/))
  }),
)

test(
  'only an Admin makes an Admin',
  withNames('python-dev', async ({ person, set, stored }) => {
    const coordinator = await person('grace', 'User,Developer,Coordinator')
    const ada = await person('ada')
    const other = await person('alan', 'Admin')

    await assert.rejects(
      set(self(ada.userId), { roles: 'User,Admin' }, coordinator),
      refused(/Only Admins may assign the Admin role!/),
    )
    await set(self(ada.userId), { roles: 'User,Developer' }, coordinator)
    await assert.rejects(set(self(other.userId), { roles: 'Admin,User' }, coordinator), { code: 'forbidden' })
    await set(self(ada.userId), { roles: 'User,Admin' })

    assert.equal((await stored(self(ada.userId)))['roles'], 'User,Admin')
  }),
)

test(
  'a time zone is a name or hours',
  withNames('python-dev', async ({ person, set }) => {
    const ada = await person('ada', 'User', { timezone: 'Europe/Stockholm' })
    await set(self(ada.userId), { timezone: '-5' })
    await assert.rejects(set(self(ada.userId), { timezone: 'Mars/Olympus' }), refused(/no time zone/))
  }),
)

test(
  'a home page is on the web',
  withNames('python-dev', async ({ person, set }) => {
    const ada = await person('ada', 'User', { homepage: 'https://ada.example/' })
    for (const homepage of ['javascript:alert(1)', 'ftp://ada.example/', 'ada.example'])
      await assert.rejects(set(self(ada.userId), { homepage }), refused(/Invalid URL scheme in homepage URL/))
    await set(self(ada.userId), { homepage: null })
  }),
)
