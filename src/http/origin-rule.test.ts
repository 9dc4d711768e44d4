import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statedOrigin } from './origin-rule.ts'

const own = ['https://bugs.example.org']

test('an Origin has to be the tracker’s own', () => {
  assert.equal(statedOrigin({ origin: 'https://bugs.example.org' }, own), 'same')
  assert.equal(statedOrigin({ origin: 'https://BUGS.example.org' }, own), 'same')
  for (const origin of [
    'http://bugs.example.org',
    'https://bugs.example.org:8443',
    'https://bugs.example.org.evil.example',
    'null',
    '',
  ])
    assert.equal(statedOrigin({ origin }, own), 'foreign', origin)
})

test('Sec-Fetch-Site has to say the same origin', () => {
  assert.equal(statedOrigin({ 'sec-fetch-site': 'same-origin' }, own), 'same')
  assert.equal(statedOrigin({ 'sec-fetch-site': 'same-site' }, own), 'foreign')
  assert.equal(statedOrigin({ 'sec-fetch-site': 'cross-site' }, own), 'foreign')
})

test('each header that is there has to agree', () => {
  assert.equal(statedOrigin({ origin: 'https://bugs.example.org', 'sec-fetch-site': 'cross-site' }, own), 'foreign')
  assert.equal(statedOrigin({ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, own), 'foreign')
})

test('no header, or a page that a person opened, says nothing', () => {
  assert.equal(statedOrigin({}, own), 'nothing')
  assert.equal(statedOrigin({ 'sec-fetch-site': 'none' }, own), 'nothing')
})
