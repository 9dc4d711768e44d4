import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import type { Actor } from '../../src/operations/types.ts'
import { countStatements } from '../support/count-statements.ts'
import { withMail } from '../support/with-mail.ts'
import type { TrackerWithMail } from '../support/with-mail.ts'

/** Who got a mail, and why, by name; the sink is empty afterwards. */
async function told({ sink, emptied }: TrackerWithMail): Promise<readonly string[]> {
  await emptied()
  const got = await Promise.all(
    sink.takeAll().map(async ({ to, raw }) => {
      const { headers } = await PostalMime.parse(raw)
      return `${to.split('@')[0]}: ${headers.find(({ key }) => key === 'x-muster-reason')?.value}`
    }),
  )
  return got.sort()
}

async function says(given: TrackerWithMail, author: Actor, issue: number | null, text: string, more = {}) {
  const { operations, stored } = given
  const known = issue === null ? [] : ((await stored({ className: 'issue', id: issue }))['messages'] as number[])
  const [, applied] = await operations.apply(author, [
    { className: 'msg', id: null, reference: -1, changes: { content: Buffer.from(text) } },
    {
      className: 'issue',
      id: issue,
      changes: { ...(issue === null && { title: 'Valve leaks' }), messages: [...known, -1], ...more },
    },
  ])
  return applied!.designator
}

async function held({ database }: TrackerWithMail): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ text: string }>(
    `select u.username || ': ' || d.reason as text from _delivery d join "user" u on u.id = d.user_id
      where d.state = 'held' order by 1`,
  )
  return rows.map(({ text }) => text)
}

test(
  'everybody on the nosy list is told as they want: of all, of messages alone, later, or not at all',
  withMail('python-dev', async (given) => {
    const { operations, person, admin } = given
    const author = await person('ada')
    const modes = ['every', 'messages', 'daily', 'weekly', 'none']
    const people = await Promise.all(modes.map((mode) => person(mode)))
    for (const [index, who] of people.entries())
      await operations.mailPreferences.set(who, who.userId!, { told: modes[index]!, own: null })
    await operations.mailPreferences.set(author, author.userId!, { told: 'every', own: false })
    const issue = await says(given, author, null, 'It leaks.', { nosy: people.map(({ userId }) => userId) })
    assert.deepEqual(await told(given), ['every: nosy', 'messages: nosy'])
    assert.deepEqual(await held(given), ['daily: nosy', 'weekly: nosy'])

    await operations.set(admin, issue, { priority: 1 })
    assert.deepEqual(await told(given), ['ada: nosy', 'every: nosy'], 'a change without a message')
  }),
)

test(
  'the author is told of their own message as the tracker says, unless they say otherwise',
  withMail('python-dev', async (given) => {
    const { operations, person } = given
    const ada = await person('ada')
    const issue = await says(given, ada, null, 'It leaks.')
    assert.deepEqual(await told(given), ['ada: author'])

    await operations.mailPreferences.set(ada, ada.userId!, { told: 'every', own: false })
    await says(given, ada, issue.id, 'Still.')
    assert.deepEqual(await told(given), [])
  }),
)

test(
  'classic mails as Roundup does: messages to the nosy list without their author, and no change alone',
  withMail('classic', async (given) => {
    const { operations, person, admin } = given
    const [ada, bo] = [await person('ada'), await person('bo')]
    const issue = await says(given, ada, null, 'It leaks.', { nosy: [ada.userId, bo.userId] })
    assert.deepEqual(await told(given), ['bo: nosy'])
    await operations.set(admin, issue, { title: 'Valve leaks at the top' })
    assert.deepEqual(await told(given), [])

    await operations.mailPreferences.set(ada, ada.userId!, { told: 'every', own: true })
    await says(given, ada, issue.id, 'Still.')
    assert.deepEqual(await told(given), ['ada: author', 'bo: nosy'])
  }),
)

test(
  'python-dev tells nobody that only the nosy list changed, and everybody of a change beside it',
  withMail('python-dev', async (given) => {
    const { operations, person, admin, create } = given
    const [bo, cy] = [await person('bo'), await person('cy')]
    const issue = await create('issue', { title: 'Valve leaks', nosy: [bo.userId!] })
    await told(given)
    await operations.set(admin, issue, { nosy: [bo.userId!, cy.userId!] })
    assert.deepEqual(await told(given), [])
    await operations.set(admin, issue, { nosy: [bo.userId!], priority: 1 })
    assert.deepEqual(
      (await told(given)).filter((line) => line.startsWith('bo')),
      ['bo: nosy'],
    )
  }),
)

test(
  'a muted issue is silent for who muted it, until it is unmuted',
  withMail('python-dev', async (given) => {
    const { operations, person } = given
    const [ada, bo, cy] = [await person('ada'), await person('bo'), await person('cy')]
    await operations.mailPreferences.set(ada, ada.userId!, { told: 'every', own: false })
    const issue = await says(given, ada, null, 'It leaks.', { nosy: [bo.userId, cy.userId] })
    await told(given)
    await operations.mailPreferences.mute(bo, bo.userId!, issue)
    await says(given, ada, issue.id, 'Still, @bo.')
    assert.deepEqual(await told(given), ['cy: nosy'])
    await operations.mailPreferences.unmute(bo, bo.userId!, issue)
    await says(given, ada, issue.id, 'And now.')
    assert.deepEqual(await told(given), ['bo: nosy', 'cy: nosy'])
  }),
)

test(
  'who follows a component or keyword hears of its issues and no others, once, each as they want',
  withMail('python-dev', async (given) => {
    const { operations, person } = given
    const { mailPreferences } = operations
    const [ada, bo, cy] = [await person('ada'), await person('bo'), await person('cy')]
    await mailPreferences.set(ada, ada.userId!, { told: 'every', own: false })
    const component = await mailPreferences.named(bo, 'component', 'asyncio')
    const keyword = await mailPreferences.named(bo, 'keyword', 'patch')
    await mailPreferences.follow(bo, bo.userId!, component, 'messages')
    await mailPreferences.follow(bo, bo.userId!, keyword, 'every')
    await mailPreferences.follow(cy, cy.userId!, component, 'daily')
    await mailPreferences.follow(ada, ada.userId!, component, 'every')

    const issue = await says(given, ada, null, 'It leaks.', { components: [component.id], nosy: [bo.userId] })
    assert.deepEqual(await told(given), ['bo: nosy'], 'on the list and a follower: one mail')
    assert.deepEqual(await held(given), ['cy: subscription'])
    await operations.set(ada, issue, { nosy: [] })
    await operations.set(ada, issue, { title: 'Valve leaks at the top' })
    assert.deepEqual(await told(given), [], 'messages alone')
    await operations.set(await person('dev', 'User,Developer'), issue, { keywords: [keyword.id] })
    assert.deepEqual(await told(given), ['ada: subscription', 'bo: subscription', 'dev: author'])

    await says(given, ada, null, 'Elsewhere.')
    assert.deepEqual(await told(given), [], 'neither component nor keyword')
  }),
)

test(
  'a saved query tells its follower of what it finds for them, and not once they may not see it',
  withMail('python-dev', async (given) => {
    const { operations, person, create, admin } = given
    const { mailPreferences } = operations
    const [ada, bo, cy] = [await person('ada'), await person('bo'), await person('cy')]
    await mailPreferences.set(ada, ada.userId!, { told: 'every', own: false })
    const mine = { klass: 'issue', name: 'Mine', url: '@filter=creator&creator=@me&@search_text=pump' }
    const pumps = { klass: 'issue', name: 'Pumps', url: '@search_text=pump&@columns=id,title' }
    const [own, shared] = [await create('query', { ...mine }), await create('query', { ...pumps })]
    await mailPreferences.follow(bo, bo.userId!, own, 'every')
    await mailPreferences.follow(cy, cy.userId!, await mailPreferences.named(cy, 'query', 'Pumps'), 'every')

    await says(given, ada, null, 'The pump rattles.')
    assert.deepEqual(await told(given), ['cy: query'])
    await says(given, ada, null, 'The valve leaks.')
    assert.deepEqual(await told(given), [])

    await operations.set(admin, shared, { private_for: admin.userId })
    await says(given, ada, null, 'The pump rattles again.')
    assert.deepEqual(await told(given), [])
    await assert.rejects(mailPreferences.follow(cy, cy.userId!, shared, 'every'), { code: 'not-found' })
  }),
)

test(
  'a message names those it was sent to by the nosy list, and not who follows what',
  withMail('python-dev', async (given) => {
    const { operations, person, stored } = given
    const { mailPreferences } = operations
    const [ada, bo, cy] = [await person('ada'), await person('bo'), await person('cy')]
    const component = await mailPreferences.named(cy, 'component', 'asyncio')
    await mailPreferences.set(ada, ada.userId!, { told: 'every', own: false })
    await mailPreferences.follow(cy, cy.userId!, component, 'every')
    const issue = await says(given, ada, null, 'It leaks.', { nosy: [bo.userId], components: [component.id] })
    assert.deepEqual(await told(given), ['bo: nosy', 'cy: subscription'])
    const [message] = (await stored(issue))['messages'] as number[]
    assert.deepEqual((await stored({ className: 'msg', id: message! }))['recipients'], [bo.userId])
  }),
)

test(
  'whoever a message names is told, if they may read it; quotes and code name nobody',
  withMail('python-dev', async (given) => {
    const { operations, person, admin } = given
    const [ada, bo] = [await person('ada'), await person('bo')]
    await person('outsider', '')
    await operations.mailPreferences.set(ada, ada.userId!, { told: 'every', own: false })
    const issue = await says(given, ada, null, 'What does @bo say, and @outsider, and @nobody?')
    assert.deepEqual(await told(given), ['bo: mention'])
    await says(given, ada, issue.id, '> What does @bo say\n\nNothing, `@bo`.')
    assert.deepEqual(await told(given), [])
    await operations.retire(admin, { className: 'user', id: bo.userId! })
    await says(given, ada, issue.id, 'And @bo now?')
    assert.deepEqual(await told(given), [])
  }),
)

test(
  'nobody is told without an address, retired, as a visitor, or of a message that they may not read',
  withMail('python-dev', async (given) => {
    const { operations, person, admin, anonymous } = given
    const ada = await person('ada')
    const bare = await person('bare', 'User', { address: null })
    const gone = await person('gone')
    const noRole = await person('norole', '')
    const bo = await person('bo')
    await operations.mailPreferences.set(ada, ada.userId!, { told: 'every', own: false })
    const nosy = [bare, gone, noRole, bo, anonymous].map(({ userId }) => userId)
    const issue = await says(given, ada, null, 'It leaks.', { nosy })
    assert.deepEqual(await told(given), ['bo: nosy', 'gone: nosy'])
    await operations.retire(admin, { className: 'user', id: gone.userId! })
    await says(given, ada, issue.id, 'Still.')
    assert.deepEqual(await told(given), ['bo: nosy'])
  }),
)

test(
  'a nosy list of 500 costs the change no statement more than one of 5, and all 500 are told',
  withMail('python-dev', async (given) => {
    const { operations, person, database } = given
    const ada = await person('ada')
    await operations.mailPreferences.set(ada, ada.userId!, { told: 'every', own: false })
    const { rows } = await database.pool.query<{ id: number }>(
      `insert into "user" (id, username, address, roles, _revision, creation, activity)
        select 1000 + n, 'person' || n, 'person' || n || '@muster.example', 'User', 1, now(), now()
        from generate_series(1, 500) n returning id`,
    )
    const ids = rows.map(({ id }) => id)
    const few = await says(given, ada, null, 'It leaks.', { nosy: ids.slice(0, 5) })
    const many = await says(given, ada, null, 'It leaks.', { nosy: ids })
    await told(given)
    await given.worker.stop()
    const counted = countStatements()
    const costOf = async (issue: number): Promise<number> => {
      const before = counted()
      await says(given, ada, issue, 'Still.')
      return counted() - before
    }
    await costOf(few.id)
    assert.equal(await costOf(many.id), await costOf(few.id))
    const { rows: reached } = await database.pool.query<{ count: number }>(
      `select count(distinct address) as count from _delivery where state = 'sent'`,
    )
    assert.equal(reached[0]!.count, 500)
  }),
)

test(
  'each mail says why it came, and has a link that ends just that',
  withMail('python-dev', async (given) => {
    const { operations, person, sink, emptied } = given
    const { mailPreferences, unsubscribeLinks } = operations
    const [ada, bo, cy] = [await person('ada'), await person('bo'), await person('cy')]
    const component = await mailPreferences.named(cy, 'component', 'asyncio')
    await mailPreferences.follow(cy, cy.userId!, component, 'every')
    const issue = await says(given, ada, null, 'It leaks.', { nosy: [bo.userId], components: [component.id] })
    await emptied()
    const links = new Map<string, string>()
    for (const { to, raw } of sink.takeAll()) {
      const { headers, text } = await PostalMime.parse(raw)
      const header = (name: string): string => headers.find(({ key }) => key === name)?.value ?? ''
      assert.equal(header('list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
      const url = /^<(https:\/\/tracker\.example\/unsubscribe\/[^>]+)>$/.exec(header('list-unsubscribe'))![1]!
      assert.ok(text!.includes(url))
      links.set(to.split('@')[0]!, url.split('/').at(-1)!)
    }
    assert.deepEqual(await unsubscribeLinks.read(links.get('bo')!), { is: 'mute', userId: bo.userId, node: issue })
    assert.deepEqual(await unsubscribeLinks.read(links.get('cy')!), {
      is: 'unfollow',
      userId: cy.userId,
      node: component,
    })
    for (const link of links.values()) await unsubscribeLinks.run(await unsubscribeLinks.read(link))
    await says(given, ada, issue.id, 'Still.')
    assert.deepEqual(await told(given), [])
  }),
)

test(
  'whoever an issue is assigned to is told so, and the others as before',
  withMail('python-dev', async (given) => {
    const { operations, person, create } = given
    const [bo, cy] = [await person('bo', 'User,Developer'), await person('cy')]
    const issue = await create('issue', { title: 'Valve leaks', nosy: [cy.userId!] })
    await told(given)
    await operations.set(await person('dev', 'User,Developer'), issue, { assignee: bo.userId })
    const lines = await told(given)
    assert.ok(lines.includes('bo: assigned') && lines.includes('cy: nosy'), lines.join())
  }),
)
