import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acceptedEncoding } from './accepted-encoding.ts'

const offered = ['zstd', 'gzip'] as const

test('the first encoding on offer that the client takes is used', () => {
  assert.equal(acceptedEncoding('gzip, deflate, br, zstd', offered), 'zstd')
  assert.equal(acceptedEncoding('gzip, deflate, br', offered), 'gzip')
  assert.equal(acceptedEncoding('GZIP;q=0.5', offered), 'gzip')
})

test('a client that takes none gets the answer as it is', () => {
  for (const header of [undefined, '', 'br', 'identity', 'xgzip', 'gzip;q=0', 'gzip; q=0.000'])
    assert.equal(acceptedEncoding(header, offered), null, header)
})
