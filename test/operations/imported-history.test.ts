import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appendJournal } from '../../src/store/journal/journal.ts'
import type { JournalChange } from '../../src/store/journal/journal.ts'
import { withTracker } from '../support/with-tracker.ts'

test(
  'a history that holds what fits no property is shown as it is kept',
  withTracker('minimal', async ({ operations, database, admin, create }) => {
    const issue = await create('issue', { title: 'from long ago' })
    const changes: Record<string, JournalChange> = {
      creation: ['not a date'],
      gone: [{ tuple: [1, 'two'] }],
      nosy: { '+': [{ tuple: [3] }] },
      status: [{ dict: { a: 1 } }, 'open'],
      '@params': ["('issue', 5)"],
    }
    await database.transaction(async (sql) =>
      appendJournal(sql, [
        { className: 'issue', node: issue.id, at: new Date(), actor: 1, source: 'import', action: 'set', changes },
      ]),
    )

    const [, entry] = await operations.history(admin, issue)
    assert.deepEqual(
      Object.fromEntries(
        entry!.changes.map((change) => [change.property, 'old' in change ? [change.old, change.new] : null]),
      ),
      {
        creation: ['not a date', null],
        gone: ['{"tuple":[1,"two"]}', null],
        nosy: ['[]', '[{"tuple":[3]}]'],
        status: ['{"dict":{"a":1}}', 'open'],
        '@params': ["('issue', 5)", null],
      },
    )
  }),
)
