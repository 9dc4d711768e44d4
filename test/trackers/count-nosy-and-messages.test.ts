import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withNames } from './given-tracker.ts'

test(
  'the counts of followers and messages are kept',
  withNames('python-dev', async (given) => {
    const ada = await given.person('ada')
    const issue = await given.create('issue', { title: 'Typo' })
    assert.partialDeepStrictEqual(await given.stored(issue), { nosy_count: 1, message_count: 0 })

    await given.comment(issue, ada)
    assert.partialDeepStrictEqual(await given.stored(issue), { nosy_count: 2, message_count: 1 })

    await given.set(issue, { nosy: [], messages: [] })
    assert.partialDeepStrictEqual(await given.stored(issue), { nosy_count: 0, message_count: 0 })
  }),
)
