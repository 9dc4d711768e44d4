import assert from 'node:assert/strict'
import { test } from 'node:test'
import { absoluteUrl, isOwnPath, linkTo, OUTSIDE, ownPath, parseBaseUrl, WITHOUT_SLASH } from './base-url.ts'

const root = parseBaseUrl('http://127.0.0.1:8080/')
const below = parseBaseUrl('https://bugs.example.org/python-dev/')

test('links carry the path of the base', () => {
  assert.equal(linkTo(root, '/issue1'), '/issue1')
  assert.equal(linkTo(below, '/issue1'), '/python-dev/issue1')
  assert.equal(absoluteUrl(below, '/issue1'), 'https://bugs.example.org/python-dev/issue1')
  assert.equal(absoluteUrl(root, '/'), 'http://127.0.0.1:8080/')
})

test('the router sees the path below the base', () => {
  assert.equal(ownPath(root, '/issue1?a=b'), '/issue1?a=b')
  assert.equal(ownPath(below, '/python-dev/issue1?a=b'), '/issue1?a=b')
  assert.equal(ownPath(below, '/python-dev/'), '/')
  assert.equal(ownPath(below, '/python-dev'), WITHOUT_SLASH)
  assert.equal(ownPath(below, '/python-dev?a'), WITHOUT_SLASH)
})

test('what is not below the base is outside, save what probes ask for', () => {
  for (const url of ['/', '/issue1', '/python-devel/', '/python-dev.html', '//python-dev/'])
    assert.equal(ownPath(below, url), OUTSIDE, url)
  assert.equal(ownPath(below, '/healthz/ready'), '/healthz/ready')
  assert.equal(ownPath(below, '/metrics'), '/metrics')
  assert.equal(ownPath(below, '/metrics2'), OUTSIDE)
})

test('only paths below the base are redirected to', () => {
  for (const path of ['/python-dev/', '/python-dev/issue1?@a=b#msg2', '/python-dev'])
    assert.equal(isOwnPath(below, path), true, path)
  const foreign = [
    '',
    'issue1',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/python-dev/../x',
    '/other',
    '/python-dev/\r\nx',
    'javascript:alert(1)',
    '/python-dev\\..\\x',
  ]
  for (const path of foreign) assert.equal(isOwnPath(below, path), false, path)
})
