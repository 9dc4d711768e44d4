import { sql } from 'kysely'
import type { Database } from '../../src/store/database.ts'
import type { Designator } from '../../src/values/designator.ts'
import type { TrackerForTest } from '../support/with-tracker.ts'

export type Role = 'Anonymous' | 'User' | 'Developer' | 'Coordinator' | 'Admin'
export const ROLES: readonly Role[] = ['Anonymous', 'User', 'Developer', 'Coordinator', 'Admin']

/** What is hidden, and from whom. The owner of it all is a user of her own. */
const HIDDEN: Readonly<Record<string, readonly Role[]>> = {
  spamText: ['Anonymous'],
  spamSummary: ['Anonymous'],
  spamFile: ['Anonymous'],
  phone: ['Anonymous'],
  organisation: ['Anonymous'],
  homepage: ['Anonymous'],
  address: ['Anonymous', 'User'],
  alternateAddress: ['Anonymous', 'User'],
  retiredTitle: ['Anonymous', 'User'],
  retiredText: ['Anonymous', 'User'],
  retiredFile: ['Anonymous', 'User'],
  queryName: ['Anonymous', 'User', 'Developer', 'Coordinator'],
  queryUrl: ['Anonymous', 'User', 'Developer', 'Coordinator'],
  accountSubject: ['Anonymous', 'User', 'Developer', 'Coordinator'],
  clientSecret: ['Anonymous', 'User', 'Developer', 'Coordinator'],
  password: ROLES,
  keptLink: ['Anonymous', 'User'],
  privateTitle: ['Anonymous', 'User'],
}

/** Texts by what they are of; `first` and `last` of a kind sort the other way round in the other version. */
export type Canaries = (kind: string, place?: 'first' | 'last') => string

export function hiddenFrom(role: Role): readonly string[] {
  return Object.keys(HIDDEN).filter((kind) => HIDDEN[kind]!.includes(role))
}

/** Letters only, and no common word: found as a whole by any search, and by its beginning. */
export function canaries(version: 'a' | 'b', role: Role): Canaries {
  return (kind, place = 'first') => {
    const differs = version === 'b' && hiddenFrom(role).includes(kind)
    const order = (place === 'first') === differs ? 'zz' : 'aa'
    return `${order}canary${kind.toLowerCase()}${differs ? 'otherwise' : 'planted'}`
  }
}

/** The same nodes in the same order, whatever the canaries say. */
export async function plant({ create, operations, admin, database }: TrackerForTest, canary: Canaries): Promise<void> {
  const people = []
  for (const place of ['first', 'last'] as const)
    people.push(
      await create('user', {
        username: `owner${place}`,
        roles: 'User',
        realname: `Owner ${place}`,
        address: `${canary('address', place)}@muster.example`,
        alternate_addresses: `${canary('alternateAddress', place)}@muster.example`,
        phone: canary('phone', place),
        organisation: canary('organisation', place),
        homepage: `https://${canary('homepage', place)}.example/`,
        password: `{plaintext}${canary('password', place)}`,
      }),
    )
  const owner = { ...admin, userId: people[0]!.id, username: 'ownerfirst', roles: ['Admin'] }

  const open = await create('issue', {
    title: 'An open issue',
    status: 'open',
    assignee: people[0]!.id,
    components: [4],
  })
  const other = await create('issue', { title: 'Another open issue', status: 'open', assignee: people[1]!.id })
  const retired = await create('issue', { title: canary('retiredTitle'), status: 'open', priority: 'high' })
  const spam = await create('msg', {
    content: canary('spamText'),
    summary: canary('spamSummary'),
    spambayes_score: 0.99,
    author: people[1]!.id,
    date: new Date('2026-01-01'),
  })
  const gone = await create('msg', {
    content: canary('retiredText'),
    author: people[0]!.id,
    date: new Date('2026-01-02'),
  })
  const seen = await create('msg', {
    content: `See issue${retired.id}, msg${gone.id} and query1`,
    author: people[0]!.id,
    date: new Date('2026-01-03'),
  })
  const spamFile = await create('file', {
    name: 'spam.txt',
    type: 'text/plain',
    content: canary('spamFile'),
    spambayes_score: 0.99,
  })
  const goneFile = await create('file', { name: 'gone.txt', type: 'text/plain', content: canary('retiredFile') })
  await operations.set(admin, open, {
    messages: [spam.id, gone.id, seen.id],
    files: [spamFile.id, goneFile.id],
    dependencies: [retired.id],
    superseder: retired.id,
  })
  const last = await create('issue', { title: canary('retiredTitle', 'last'), status: 'closed' })
  await operations.set(admin, other, { dependencies: [last.id], superseder: last.id, nosy: [people[1]!.id] })
  await operations.set(admin, retired, { messages: [spam.id], dependencies: [other.id] })
  for (const node of [retired, last, gone, goneFile]) await operations.retire(admin, node)

  for (const place of ['first', 'last'] as const)
    await create(
      'query',
      {
        name: canary('queryName', place),
        url: `@filter=status&${canary('queryUrl', place)}=1`,
        klass: 'issue',
        private_for: people[0]!.id,
      },
      owner,
    )
  await create('oic_account', {
    user: people[0]!.id,
    issuer: 'https://issuer.example',
    subject: canary('accountSubject'),
  })
  await create('oic_registration', {
    issuer: 'https://issuer.example',
    client_id: 'x',
    client_secret: canary('clientSecret'),
  })

  const hash = { literal: `{SSHA}${canary('password')}` }
  await keepBeside(database, open, 'superseder', { literal: canary('keptLink') }, 'no-target')
  await keepBeside(database, people[0]!, 'password', hash, 'nul')
  await keepBeside(database, people[0]!, '', { sequence: 1, ...hash }, 'password-hash')
  await keepBeside(database, open, 'title', hash, 'password-hash')
}

/** As an import leaves what could not be stored in its place. */
export async function keepBeside(
  database: Database,
  { className, id }: Designator,
  property: string,
  value: unknown,
  reason: string,
): Promise<void> {
  await sql`insert into _dangling (class, node, property, value, reason)
    values (${className}, ${id}, ${property}, ${JSON.stringify(value)}, ${reason})`.execute(database.sql)
}

/** For trackers with issues that only some may see. */
export async function plantPrivate({ create, operations, admin }: TrackerForTest, canary: Canaries): Promise<void> {
  const owner = await create('user', { username: 'owner', roles: 'User' })
  const open = await create('issue', { title: 'An open issue', assignee: 'owner' })
  const other = await create('issue', { title: 'Another open issue' })
  const secrets = []
  for (const place of ['first', 'last'] as const)
    secrets.push(
      await create('issue', {
        title: canary('privateTitle', place),
        private_for: owner.id,
        keywords: ['patch'],
        dependencies: [open.id],
        nosy: [owner.id],
      }),
    )
  const message = await create('msg', { content: `See issue${secrets[0]!.id}, and issue ${secrets[1]!.id}` })
  await operations.set(admin, open, {
    dependencies: [secrets[0]!.id],
    superseder: [secrets[1]!.id],
    messages: [message.id],
  })
  await operations.set(admin, other, { dependencies: [secrets[1]!.id] })
}
