import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withNames } from './given-tracker.ts'

test(
  'an issue neither depends on itself nor supersedes itself',
  withNames('python-dev', async ({ create, set, stored }) => {
    const other = await create('issue', { title: 'One' })
    const issue = await create('issue', { title: 'Two' })

    await assert.rejects(set(issue, { dependencies: [other.id, issue.id] }), {
      code: 'rejected',
      message: "An issue can't depend on itself.",
    })
    await assert.rejects(set(issue, { superseder: issue.id }), {
      code: 'rejected',
      message: "An issue can't supersede itself.",
    })
    await set(issue, { dependencies: [other.id], superseder: other.id })
    assert.deepEqual((await stored(issue))['dependencies'], [other.id])
  }),
)

test(
  'a title has 255 characters at most, and an issue that came with a longer one can be changed',
  withNames('python-dev', async ({ create, set, stored, database }) => {
    const longest = '😀'.repeat(255)
    const issue = await create('issue', { title: longest })
    const refusal = {
      code: 'rejected',
      message: 'A title has 255 characters at most, this one has 256: say the rest in a message.',
    }
    await assert.rejects(create('issue', { title: `${longest}!` }), refusal)
    await assert.rejects(set(issue, { title: 'x'.repeat(256) }), refusal)

    await database.pool.query('update issue set title = $1 where id = $2', ['x'.repeat(300), issue.id])
    await set(issue, { title: 'x'.repeat(300), priority: 'high' })
    assert.equal((await stored(issue))['title'], 'x'.repeat(300))
  }),
)

test(
  'date and recipients of a new message are for those to say who may edit messages',
  withNames('python-dev', async ({ create, person, stored }) => {
    const ada = await person('ada', 'User')
    const developer = await person('dev', 'User,Developer')
    const date = new Date('2001-01-01T00:00:00Z')

    for (const values of [{ date }, { recipients: [ada.userId!] }])
      await assert.rejects(create('msg', { content: 'Long ago', ...values }, ada), { code: 'forbidden' })
    const own = await stored(await create('msg', { content: 'Now' }, ada))
    assert.equal(own['author'], ada.userId)
    assert.ok((own['date'] as Date) > date)

    const told = await stored(await create('msg', { content: 'Long ago', date }, developer))
    assert.deepEqual(told['date'], date)
  }),
)
