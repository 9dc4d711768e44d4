import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countRoundTrips, countStatements } from '../support/count-statements.ts'
import { sharedSite } from './site.ts'
import type { Visitor } from './site.ts'

const site = await sharedSite('python-dev')
const { create, operations, admin, visitor } = site
const counted = countStatements()
const roundTrips = countRoundTrips()
const developer = await site.member('developer', 'User,Developer')

const issueWith = async (messages: number, files: number) => {
  const issue = await create('issue', { title: 'A thread', components: [9], keywords: ['patch'] })
  const texts = await Promise.all(
    Array.from({ length: messages }, (_, index) =>
      create('msg', { content: `See issue 1 and msg1, says ${index}`, author: 1, date: new Date() }),
    ),
  )
  const attached = await Promise.all(
    Array.from({ length: files }, (_, index) => create('file', { name: `${index}.txt`, content: 'x' })),
  )
  await operations.set(admin, issue, {
    messages: texts.map(({ id }) => id),
    files: attached.map(({ id }) => id),
    nosy: messages > 2 ? [1, developer.actor.userId!] : [],
    dependencies: [1],
  })
  return issue
}
await create('msg', { content: 'Named by the others' })
await create('issue', { title: 'Named by the others' })
const [small, large] = [await issueWith(2, 1), await issueWith(30, 6)]

/** The second time: what a process reads once is read by then. */
async function statementsOf(who: Visitor, path: string): Promise<number> {
  assert.equal((await who.get(path)).statusCode, 200, path)
  const before = counted()
  await who.get(path)
  return counted() - before
}

test('a list takes one statement, and two more for who is logged in', async () => {
  assert.equal(await statementsOf(visitor, '/issue?@filter=status&status=1&@group=priority'), 1)
  assert.equal(await statementsOf(visitor, '/issue?@filter=status&status=open'), 2, 'a name is looked up')
  assert.equal(
    await statementsOf(developer, '/issue?@filter=status&status=1'),
    3,
    'the session, and the saved queries, of which there are none',
  )
})

test('a page that was shown before takes one round trip, and one more for the session', async () => {
  for (const path of [`/issue${large.id}`, '/issue?@filter=status&status=1', '/issue?@filter=assignee&assignee=1']) {
    for (const [who, most] of [
      [visitor, 1],
      [developer, 2],
    ] as const) {
      await who.get(path)
      const before = roundTrips()
      await who.get(path)
      assert.ok(roundTrips() - before <= most, `${path}: ${roundTrips() - before}`)
    }
  }
})

test('what a page names since it was last shown is looked up, too', async () => {
  const issue = await create('issue', { title: 'Grows' })
  await visitor.get(`/issue${issue.id}`)
  const named = await create('issue', { title: 'Named at last' })
  const message = await create('msg', { content: `As in issue ${named.id}.`, author: 1, date: new Date() })
  const keyword = await create('keyword', { name: 'came later' })
  await operations.set(admin, issue, { messages: [message.id], keywords: [keyword.id] })

  for (let times = 0; times < 2; times++) {
    const { body } = await visitor.get(`/issue${issue.id}`)
    assert.match(body, /<a [^>]*title="[^"]*Named at last[^"]*"[^>]*>issue \d+<\/a>/)
    assert.match(body.slice(body.indexOf('id="history"')), /came later/)
  }
})

test('an issue takes as many statements with thirty messages as with two', async () => {
  for (const who of [visitor, developer])
    assert.equal(await statementsOf(who, `/issue${large.id}`), await statementsOf(who, `/issue${small.id}`))
})

test('an issue takes few statements', async () => {
  assert.ok(
    (await statementsOf(visitor, `/issue${large.id}`)) <= 9,
    String(await statementsOf(visitor, `/issue${large.id}`)),
  )
})

test('asking whether an issue is there takes one', async () => {
  const before = counted()
  assert.equal((await visitor.head(`/issue${large.id}`)).statusCode, 200)
  assert.ok(counted() - before <= 2)
})

test('an export takes no statement for each row', async () => {
  const few = await statementsOf(
    visitor,
    '/issue?@action=export_csv&@columns=id,title,assignee,components&@filter=id&id=1',
  )
  const all = await statementsOf(visitor, '/issue?@action=export_csv&@columns=id,title,assignee,components')
  assert.equal(all, few)
})
