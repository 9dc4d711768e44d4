import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TrackerError } from '../../src/errors.ts'
import type { Actor } from '../../src/operations/types.ts'
import type { Test } from '../../src/schema/filter-spec.ts'
import { HIDDEN } from '../../src/schema/read-query.ts'
import { withNames } from './given-tracker.ts'

const code = (wanted: string) => (error: unknown) => error instanceof TrackerError && error.code === wanted

test(
  'a reporter reclassifies any issue, and closes only an own one',
  withNames('python-dev', async ({ create, names, person, set }) => {
    const [ada, grace] = [await person('ada'), await person('grace')]
    const issue = await create('issue', { title: 'Typo' }, ada)

    await set(issue, { type: 'behavior', components: ['Documentation'] }, grace)
    await assert.rejects(set(issue, { status: 'closed' }, grace), code('forbidden'))
    await assert.rejects(set(issue, { priority: 'high' }, ada), code('forbidden'))
    await set(issue, { status: 'closed', resolution: 'fixed' }, ada)

    assert.equal(await names(issue, 'stage'), 'resolved')
  }),
)

test(
  'only triagers say who does what and how urgent it is',
  withNames('python-dev', async ({ create, names, person, set }) => {
    const triager = await person('ada', 'User,Developer')
    const issue = await create('issue', { title: 'Typo' })

    await set(issue, { priority: 'high', assignee: 'ada', stage: 'needs patch', keywords: ['easy'] }, triager)

    assert.equal(await names(issue, 'assignee'), 'ada')
  }),
)

test(
  'strangers see that there is spam, not what it says',
  withNames('python-dev', async ({ admin, anonymous, create, operations, person }) => {
    const ada = await person('ada')
    const spam = await create('msg', { content: 'Cheap watches.', spambayes_score: 0.9 })
    const unsure = await create('msg', { content: 'Cheap watches.', spambayes_score: 0.85 })
    const unscored = await create('msg', { content: 'Cheap watches.' })

    const seen = await operations.view(anonymous, spam)
    assert.equal(seen.cells.get('summary'), HIDDEN)
    assert.notEqual(seen.cells.get('date'), HIDDEN)
    await assert.rejects(operations.content(anonymous, spam), code('not-found'))
    for (const message of [unsure, unscored]) await operations.content(anonymous, message)
    for (const reader of [ada, admin]) await operations.content(reader, spam)
  }),
)

test(
  'addresses are for triagers and their owners',
  withNames('python-dev', async ({ anonymous, operations, person }) => {
    const [ada, grace, triager] = [await person('ada'), await person('grace'), await person('alan', 'User,Developer')]
    const record = { className: 'user', id: ada.userId! }

    for (const reader of [anonymous, grace])
      assert.equal((await operations.view(reader, record)).cells.get('address'), HIDDEN)
    for (const reader of [ada, triager])
      assert.equal((await operations.view(reader, record)).cells.get('address'), 'ada@muster.example')
    assert.equal((await operations.view(anonymous, record)).cells.get('username'), HIDDEN)
  }),
)

test(
  "a private query is its owner's",
  withNames('python-dev', async ({ create, operations, person }) => {
    const [ada, grace] = [await person('ada'), await person('grace', 'User,Developer')]
    const query = await create('query', { klass: 'issue', name: 'Mine', url: 'status=1', private_for: 'ada' }, ada)

    await operations.view(ada, query)
    await assert.rejects(operations.view(grace, query), code('not-found'))
    await operations.set(ada, query, { private_for: null })
    await operations.view(grace, query)
    await assert.rejects(operations.set(grace, query, { name: 'Hers' }), code('forbidden'))
  }),
)

test(
  'strangers may list issues by who follows them',
  withNames('python-dev', async ({ anonymous, create, operations, person }) => {
    const ada = await person('ada')
    const issue = await create('issue', { title: 'Typo' }, ada)
    await create('issue', { title: 'Other' })

    const page = await operations.page(anonymous, {
      className: 'issue',
      where: { path: ['nosy'], test: { is: 'any-of', ids: [ada.userId!] } },
      order: [{ path: ['creator'], descending: false }],
      columns: [['creator']],
      limit: 10,
    })

    assert.deepEqual(
      page.rows.map((row) => row.id),
      [issue.id],
    )
  }),
)

test(
  'strangers name people whole, and find out no name by its letters',
  withNames('python-dev', async ({ anonymous, create, operations, person }) => {
    const ada = await person('ada')
    const issue = await create('issue', { title: 'Typo' }, ada)
    const found = async (reader: Actor, path: string, asked: Test): Promise<readonly number[]> => {
      const where = { path: path.split('.'), test: asked }
      const page = await operations.page(reader, { className: 'issue', where, order: [], columns: [], limit: 10 })
      return page.rows.map(({ id }) => id)
    }

    assert.equal(await operations.parseContext(anonymous).lookup('user', 'ada'), ada.userId)
    assert.deepEqual(await found(anonymous, 'creator', { is: 'any-of', ids: [ada.userId!] }), [issue.id])
    assert.deepEqual(await found(anonymous, 'creator.username', { is: 'equal', text: 'ada' }), [issue.id])
    await assert.rejects(found(anonymous, 'creator.username', { is: 'containing', text: 'ad' }), {
      code: 'forbidden',
      message:
        'Filters by a part or range of username are not available to you; links take a name whole, as in creator=ada',
    })
    assert.deepEqual(await found(ada, 'creator.username', { is: 'containing', text: 'ad' }), [issue.id])
    assert.deepEqual(await operations.similar(anonymous, 'user', 'ad'), [])
  }),
)
