import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { isRefusal, testExamples } from '../../test/support/examples.ts'
import { TrackerError } from '../errors.ts'
import { crypt } from './crypt-schemes.ts'
import {
  hashPassword,
  maskPassword,
  needsRehash,
  parseStoredPassword,
  passwordScheme,
  verifyPassword,
} from './password.ts'

interface PasswordCase {
  readonly [name: string]: unknown
  readonly stored: string
  readonly tried?: string
  readonly scheme?: string
  readonly result?: unknown
}
testExamples<PasswordCase>(
  'every hash of Roundup is verified, and renewed at login',
  'passwords',
  async ({ cases }) => {
    for (const { stored, tried, scheme, result } of cases) {
      if (tried === undefined) {
        assert.throws(() => parseStoredPassword(stored), TrackerError)
        continue
      }
      assert.equal(await verifyPassword(stored, tried), !isRefusal(result) && result, stored)
      assert.equal(passwordScheme(stored), scheme)
      assert.equal(needsRehash(stored), true)
    }
  },
)

test('a password verifies against its own hash, and no other does', async () => {
  const stored = await hashPassword('correct horse')
  assert.match(stored, /^\{ARGON2ID\}\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  assert.equal(await verifyPassword(stored, 'correct horse'), true)
  assert.equal(await verifyPassword(stored, 'correct Horse'), false)
  assert.equal(needsRehash(stored), false)
  assert.notEqual(await hashPassword('correct horse'), stored)
})

test('a hash with weaker parameters is verified and renewed', async () => {
  const stored =
    '{ARGON2ID}$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$GHGtXvyZKIdgKuW9SfdJSlDMXKZu0CZ31I7qnjd9PTU'
  assert.equal(typeof (await verifyPassword(stored, 'x')), 'boolean')
  assert.equal(needsRehash(stored), true)
})

test('the hashes of a C library are verified', async () => {
  const known = {
    abmF1QH4PEr: ['', 'abmF1QH4PEr.E'],
    md5: ['hello', '$1$abcdefgh$rwnEbRiN0agqVgZBovWNQ/'],
    sha256: ['hello', '$5$abcdefgh$UUoko/Tf0b.8LrDH6BE28ZvVbc7xd//GfzsD0NKugU7'],
    sha512: [
      'hello world, a long one',
      '$6$rounds=1000$abcdefghijklmnop$w.inoHP7OSdmTU77krzgS3DiaX1A.CKq5SD9tAxoRXb2AjUXXOSqKK6QrND7Xi1b/VoW3S3.7UKIm26nsBgbz1',
    ],
  }
  for (const [plain, stored] of Object.values(known) as [string, string][]) {
    assert.equal(await crypt(plain, stored), stored)
    assert.equal(await verifyPassword(`{crypt}${stored}`, `${plain}x`), false)
  }
})

test('a scheme that nobody knows is refused without repeating the text', () => {
  assert.throws(() => parseStoredPassword('{NOPE}secret'), /no password scheme \{NOPE\}: there are ARGON2ID, PBKDF2S5/)
  assert.throws(
    () => parseStoredPassword('hunter2'),
    (error: Error) => !error.message.includes('hunter2'),
  )
  assert.throws(() => parseStoredPassword('{toString}x'), TrackerError)
})

test('a mask shows the scheme only', () => {
  assert.equal(maskPassword('{SSHA}abc'), '{SSHA}*encrypted*')
  assert.equal(maskPassword('hunter2'), '{plaintext}*encrypted*')
})

test('a hash that would take minutes is refused at once', async () => {
  for (const stored of [
    '{PBKDF2S5}9999999$abcd$abcd',
    '{ARGON2ID}$argon2id$v=19$m=999999,t=99,p=9$c29tZXNhbHRzb21lc2FsdA$GHGtXvyZKIdgKuW9SfdJSlDMXKZu0CZ31I7qnjd9PTU',
    `{crypt}$6$rounds=5000$abc$${'x'.repeat(86)}`,
  ])
    assert.equal(await verifyPassword(stored, 'y'.repeat(4000)), false)
})

test('no stored text makes verification fail', async () => {
  const data = fc.oneof(
    fc.string(),
    fc.stringMatching(/^\$[1256]\$[a-z$./]{0,20}$/),
    fc.stringMatching(/^1000\$[a-zA-Z./]{0,9}\$[a-z./]{0,9}$/),
  )
  const schemes = fc.constantFrom('ARGON2ID', 'PBKDF2S5', 'PBKDF2', 'SSHA', 'SHA', 'MD5', 'crypt', 'plaintext', 'NOPE')
  await fc.assert(
    fc.asyncProperty(schemes, data, fc.string(), async (scheme, text, tried) => {
      assert.equal(
        await verifyPassword(`{${scheme}}${text}`, tried),
        scheme === 'plaintext' && text === tried && text !== '',
      )
    }),
  )
})
