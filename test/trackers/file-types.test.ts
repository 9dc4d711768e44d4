import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChangeValue } from '../../src/operations/types.ts'
import { withNames } from './given-tracker.ts'
import type { NamedTracker } from './given-tracker.ts'

async function typeOf({ create, stored }: NamedTracker, values: Record<string, ChangeValue>): Promise<unknown> {
  return (await stored(await create('file', values)))['type']
}

test(
  'patches and Python files are plain text',
  withNames('python-dev', async (given) => {
    for (const name of ['fix.diff', 'fix.patch', 'repro.py'])
      assert.equal(
        await typeOf(given, { name, type: 'application/x-whatever', content: Buffer.from('a') }),
        'text/plain',
      )
    assert.equal(await typeOf(given, { name: 'a.png', type: 'image/png', content: Buffer.from('a') }), 'image/png')
  }),
)

test(
  'an unknown type that reads as text is plain text',
  withNames('python-dev', async (given) => {
    const type = 'application/octet-stream'
    assert.equal(await typeOf(given, { name: 'log', type, content: Buffer.from('grün\n') }), 'text/plain')
    assert.equal(await typeOf(given, { name: 'core', type, content: Buffer.of(0, 1, 2) }), type)
  }),
)

test(
  'HTML is plain text, also when a file is changed into it',
  withNames('python-dev', async (given) => {
    const file = await given.create('file', { name: 'page', type: 'text/html', content: Buffer.from('<p>') })
    assert.equal((await given.stored(file))['type'], 'text/plain')

    await given.set(file, { type: 'text/x-html' })

    assert.equal((await given.stored(file))['type'], 'text/plain')
  }),
)

test(
  'a message gets its summary from its text',
  withNames('python-dev', async ({ create, stored }) => {
    const message = await create('msg', { content: '> Does it leak?\n\nIt does.\nBadly' })

    assert.equal((await stored(message))['summary'], 'It does.')
  }),
)
