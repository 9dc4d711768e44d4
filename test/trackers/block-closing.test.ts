import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TrackerError } from '../../src/errors.ts'
import { withNames } from './given-tracker.ts'

const rejection = (words: string) => (error: unknown) =>
  error instanceof TrackerError && error.code === 'rejected' && error.message === words

test(
  'an issue stays open while those that it depends on are open',
  withNames('python-dev', async ({ create, set, names }) => {
    await create('issue', { title: 'One' })
    await create('issue', { title: 'Two', status: 'pending' })
    const issue = await create('issue', { title: 'Three', dependencies: [1, 2] })

    await assert.rejects(
      set(issue, { status: 'closed' }),
      rejection("This issue can't be closed until issue1 and issue2 are closed."),
    )
    await set({ className: 'issue', id: 1 }, { status: 'closed' })
    await assert.rejects(
      set(issue, { status: 'closed' }),
      rejection("This issue can't be closed until issue2 is closed."),
    )
    assert.equal(await names(issue, 'status'), 'open')

    await set({ className: 'issue', id: 2 }, { status: 'closed' })
    await set(issue, { status: 'closed' })
    assert.equal(await names(issue, 'status'), 'closed')
  }),
)

test(
  'dependencies that the same change takes away or brings count',
  withNames('python-dev', async ({ create, set, names }) => {
    await create('issue', { title: 'One' })
    const issue = await create('issue', { title: 'Two' })

    await assert.rejects(set(issue, { status: 'closed', dependencies: [1] }), TrackerError)
    await set(issue, { dependencies: [1] })
    await set(issue, { status: 'closed', dependencies: [] })

    assert.equal(await names(issue, 'status'), 'closed')
  }),
)

test(
  'a retired issue, or the issue itself, blocks nothing',
  withNames('python-dev', async ({ operations, database, admin, create, set, names }) => {
    const retired = await create('issue', { title: 'One' })
    const issue = await create('issue', { title: 'Two' })
    await set(issue, { dependencies: [retired.id] })
    await operations.retire(admin, retired)
    /* Imported issues may depend on themselves. */
    await database.pool.query('insert into "issue.dependencies" values ($1, $1)', [issue.id])

    await set(issue, { status: 'closed' })

    assert.equal(await names(issue, 'status'), 'closed')
  }),
)
