import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { settingNames, settingOf } from '../../src/config/settings.ts'

const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')

test('the page of settings lists every one in its order, with its default', () => {
  const rows = [...page.matchAll(/^\| `(MUSTER_\w+)` \| (?:`([^`]*)`)? ?\|/gm)].map(([, name, text]) => [
    name,
    text ?? '',
  ])
  const expected = settingNames.map((name) => [
    name,
    settingOf(name).default ?? (name === 'MUSTER_SCHEMA_WAIT' ? '0' : ''),
  ])
  assert.deepEqual(rows, expected)
})
