import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { test } from 'node:test'
import { readForwarded, trustedProxies } from './trusted-proxies.ts'

test('addresses, networks and named ranges are trusted, and nothing else is', () => {
  const isTrusted = trustedProxies(['10.128.0.0/14', 'fd01::/48', '192.0.2.7', 'loopback'])
  for (const address of ['10.129.3.4', '::ffff:10.131.255.255', 'fd01::5', '192.0.2.7', '127.0.0.1', '::1'])
    assert.equal(isTrusted(address), true, address)
  for (const address of ['10.132.0.0', '192.0.2.8', 'fd01:0:1::5', '::ffff:10.132.0.1', 'unknown', ''])
    assert.equal(isTrusted(address), false, address)
  assert.equal(trustedProxies([])('127.0.0.1'), false)
})

function read(headers: Record<string, string>): IncomingMessage['headers'] {
  const request = { headers: { ...headers } } as unknown as IncomingMessage
  readForwarded(request)
  return request.headers
}

test('ports and brackets are left out of addresses', () => {
  const { 'x-forwarded-for': addresses } = read({
    'x-forwarded-for': '198.51.100.1, [2001:db8::1]:443,203.0.113.9:4711',
  })
  assert.equal(addresses, '198.51.100.1, 2001:db8::1, 203.0.113.9')
})

test('Forwarded counts where X-Forwarded-For is missing', () => {
  const headers = read({
    forwarded: 'for=198.51.100.1;proto=http, For="[2001:db8::1]:47";Host="bugs.example.org";proto=https',
  })
  assert.equal(headers['x-forwarded-for'], '198.51.100.1, 2001:db8::1')
  assert.equal(headers['x-forwarded-host'], 'bugs.example.org')
  assert.equal(headers['x-forwarded-proto'], 'https')
})

test('where the two agree on the nearest client the longer known form counts', () => {
  const headers = read({ 'x-forwarded-for': '192.0.2.9, 203.0.113.9', forwarded: 'for=203.0.113.9;proto=http' })
  assert.equal(headers['x-forwarded-for'], '192.0.2.9, 203.0.113.9')
  assert.equal(headers['x-forwarded-proto'], undefined)
})

test('where the two differ, one is forged, and neither is believed', () => {
  const headers = read({
    'x-forwarded-for': '192.0.2.66',
    forwarded: 'for=203.0.113.9',
    'x-forwarded-host': 'evil.example',
  })
  assert.equal(headers['x-forwarded-for'], undefined)
  assert.equal(headers['x-forwarded-host'], undefined)
})
