import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bulkHeaders, listIdOf } from './bulk-headers.ts'

const mail = {
  title: 'Sandgate tracker',
  address: 'tracker@sandgate.example',
  baseUrl: 'https://sandgate.example/bugs/',
  about: { className: 'issue', id: 12 },
  reason: 'nosy',
  unsubscribeUrl: 'https://sandgate.example/bugs/unsubscribe/key',
} as const

test('a list is named after the place of its tracker, so that each of a host has its own', () => {
  const places = {
    'https://bugs.sandgate.example/': 'bugs.sandgate.example',
    'https://sandgate.example/bugs/': 'bugs.sandgate.example',
    'https://sandgate.example/tracker/valves/': 'valves.tracker.sandgate.example',
    'https://sandgate.example/tracker/pumps/': 'pumps.tracker.sandgate.example',
    'http://127.0.0.1:8080/': '8080.127.0.0.1',
    'http://127.0.0.1:8081/': '8081.127.0.0.1',
    'http://[::1]:8080/v1.2/': 'v1-2.8080.1',
    'https://sandgate.example/k%C3%A4lte/': 'k-C3-A4lte.sandgate.example',
  }
  for (const [place, listId] of Object.entries(places)) assert.equal(listIdOf(place), listId)
})

test('programs are told what this is, what it is about, and how to have no more of it', () => {
  assert.deepEqual(bulkHeaders(mail), [
    ['Precedence', 'bulk'],
    ['Auto-Submitted', 'auto-generated'],
    ['X-Roundup-Name', 'Sandgate tracker'],
    ['X-Roundup-Loop', 'hello'],
    ['X-Muster-Reason', 'nosy'],
    ['List-Id', '"Sandgate tracker" <bugs.sandgate.example>'],
    ['List-Help', '<mailto:tracker@sandgate.example?subject=help>'],
    ['List-Post', '<mailto:tracker@sandgate.example>'],
    ['List-Archive', '<https://sandgate.example/bugs/issue12>'],
    ['List-Unsubscribe', '<https://sandgate.example/bugs/unsubscribe/key>'],
    ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
  ])
  const names = bulkHeaders({ ...mail, unsubscribeUrl: null }).map(([name]) => name)
  assert.ok(!names.includes('List-Unsubscribe') && !names.includes('List-Unsubscribe-Post'))
})

test('a title in other letters is encoded, and the list behind it is not', () => {
  const of = (title: string): string => new Map(bulkHeaders({ ...mail, title })).get('List-Id')!
  assert.equal(of('Kälte'), '=?utf-8?B?S8OkbHRl?= <bugs.sandgate.example>')
  assert.equal(of('The "best" \\ tracker\r\nBcc: x'), '"The best  tracker Bcc: x" <bugs.sandgate.example>')
})
