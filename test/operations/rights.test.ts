import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withTracker } from '../support/with-tracker.ts'

test(
  'a coordinator may change users, but not the keys to an administrator',
  withTracker('python-dev', async ({ operations, person }) => {
    const coordinator = await person('grace', 'User,Developer,Coordinator')
    const ada = await person('ada')
    const admin = { className: 'user', id: 1 }

    await operations.set(coordinator, { className: 'user', id: ada.userId! }, { address: 'ada@elsewhere.example' })
    await assert.rejects(operations.set(coordinator, admin, { address: 'grace@elsewhere.example' }), {
      code: 'forbidden',
    })
    await assert.rejects(operations.set(coordinator, admin, { password: '{plaintext}mine' }), { code: 'forbidden' })
  }),
)

test(
  'nobody but an administrator writes in the name of someone else',
  withTracker('python-dev', async ({ operations, person, admin, stored }) => {
    const ada = await person('ada')
    const grace = await person('grace')
    const content = Buffer.from('I said this.')

    await assert.rejects(operations.create(ada, 'msg', { content, author: grace.userId }), { code: 'forbidden' })
    const message = await operations.create(admin, 'msg', { content, author: grace.userId })
    assert.equal((await stored(message))['author'], grace.userId)
  }),
)

test(
  'what the reader may not see is absent rather than forbidden',
  withTracker('minimal', async ({ operations, create, person }) => {
    const ada = await person('ada')
    const grace = await person('grace')
    const secret = await create('issue', { title: 'a secret', private_for: ada.userId })

    assert.equal((await operations.view(ada, secret)).label, 'a secret')
    for (const attempt of [
      () => operations.view(grace, secret),
      () => operations.history(grace, secret),
      () => operations.set(grace, secret, { title: 'mine' }),
      () => operations.view(grace, { className: 'issue', id: 4711 }),
    ])
      await assert.rejects(
        attempt,
        (error: Error & { code: string }) => error.code === 'not-found' && /^There is no issue\d+$/.test(error.message),
      )
  }),
)

test(
  'a list that was composed for one person shows the next, with the same roles, their own',
  withTracker('minimal', async ({ operations, create, person }) => {
    const people = [await person('ada'), await person('grace')]
    for (const { userId, username } of people)
      await create('issue', { title: `a secret of ${username}`, private_for: userId })
    const titlesFor = async (actor: (typeof people)[number]) => {
      const { rows } = await operations.page(actor, {
        className: 'issue',
        where: { all: [] },
        order: [],
        columns: [['title']],
        limit: 50,
        countUpTo: 10,
      })
      return rows.map(({ cells }) => cells[0]).filter((title) => String(title).startsWith('a secret'))
    }

    for (const actor of [...people, ...people])
      assert.deepEqual(await titlesFor(actor), [`a secret of ${actor.username}`])
  }),
)

test(
  'a list of one bound is another than that of the other, though JSON knows no infinity',
  withTracker('python-dev', async ({ operations, create, admin }) => {
    await create('msg', { content: Buffer.from('a word'), spambayes_score: 0.5 })
    const countOf = async (from: number, to: number) => {
      const test = { is: 'number', range: { from, to } } as const
      const where = { path: ['spambayes_score'], test }
      const { rows } = await operations.page(admin, { className: 'msg', where, order: [], columns: [], limit: 5 })
      return rows.length
    }

    assert.equal(await countOf(-Infinity, 1), 1)
    assert.equal(await countOf(Infinity, 1), 0)
  }),
)

test(
  'a retired item is there only for those who may bring it back',
  withTracker('python-dev', async ({ operations, create, person, admin, anonymous }) => {
    const message = await create('msg', { content: Buffer.from('spam'), type: 'text/plain' })
    await operations.content(anonymous, message)
    await operations.retire(admin, message)

    await assert.rejects(operations.content(anonymous, message), { code: 'not-found' })
    const coordinator = await person('grace', 'User,Developer,Coordinator')
    assert.equal((await operations.content(coordinator, message)).bytes.toString(), 'spam')
  }),
)

test(
  'what a record held before is between its person and those who may change it',
  withTracker('python-dev', async ({ operations, person }) => {
    const ada = await person('ada', 'User', { realname: 'Ada Maiden' })
    const record = { className: 'user', id: ada.userId! }
    await operations.set(ada, record, { realname: 'Ada Wed' })

    const grace = await person('grace')
    const coordinator = await person('barbara', 'User,Developer,Coordinator')
    assert.equal((await operations.history(ada, record)).length, 2)
    assert.equal((await operations.history(coordinator, record)).length, 2)
    assert.deepEqual(await operations.history(grace, record), [])
  }),
)

test(
  'what the actor may not see can not be linked either, and is told from nothing',
  withTracker('minimal', async ({ operations, create, person, stored }) => {
    const ada = await person('ada')
    const grace = await person('grace')
    const secret = await create('issue', { title: 'a secret', private_for: ada.userId })
    const open = await create('issue', { title: 'open to all' })
    const link = (actor: typeof ada, id: number) => operations.set(actor, open, { superseder: { add: [id] } })

    for (const id of [secret.id, 4711])
      await assert.rejects(link(grace, id), { code: 'invalid', message: `superseder: there is no issue${id}` })
    await link(ada, secret.id)
    assert.deepEqual((await stored(open))['superseder'], [secret.id])
  }),
)
