import { argon2, createHash, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { TrackerError } from '../errors.ts'
import { crypt } from './crypt-schemes.ts'
import { takingTurns } from './turns.ts'

/**
 * A stored password is the text `{SCHEME}data`. Muster writes ARGON2ID; all the others are Roundup's and are
 * verified only.
 */
export type PasswordScheme = 'ARGON2ID' | 'PBKDF2S5' | 'PBKDF2' | 'SSHA' | 'SHA' | 'MD5' | 'crypt' | 'plaintext'

export interface StoredPassword {
  readonly scheme: PasswordScheme
  readonly data: string
}

const STORED = /^\{(\w+)\}(.+)$/s
/** More than this is hashed by nobody; it would only cost time. */
const MAX_BYTES = 4096
/** 19 MiB, two passes, one lane: OWASP's recommendation of 2023, about 25 ms. */
const MEMORY_KIB = 19_456
const PASSES = 2
const LANES = 1
const SALT_BYTES = 16
const TAG_BYTES = 32
/** A user may store a hash of their own making; what it costs to verify has to have an end. */
const MAX_MEMORY_KIB = 65_536
const MAX_PASSES = 10
const MAX_LANES = 4
const MAX_PBKDF2_ROUNDS = 5_000_000

const argon2Async = promisify(argon2)
const pbkdf2Async = promisify(pbkdf2)
/** Each hash takes 19 MiB and a processor for 25 ms: one at a time serves forty logins a second. */
const inTurn = takingTurns(1)

const verifiers: Readonly<Record<PasswordScheme, (data: string, tried: string) => boolean | Promise<boolean>>> = {
  ARGON2ID: verifyArgon2,
  PBKDF2S5: (data, tried) => verifyPbkdf2('sha512', 64, data, tried),
  PBKDF2: (data, tried) => verifyPbkdf2('sha1', 20, data, tried),
  SSHA: verifySaltedSha,
  SHA: (data, tried) => isEqual(data, createHash('sha1').update(tried).digest('hex')),
  MD5: (data, tried) => isEqual(data, createHash('md5').update(tried).digest('hex')),
  crypt: async (data, tried) => isEqual(data, (await crypt(tried, data)) ?? ''),
  plaintext: isEqual,
}

/**
 * Reads a stored password.
 *
 * @throws {TrackerError} invalid, when it has no scheme or one that nobody knows. The data is not looked at.
 */
export function parseStoredPassword(text: string): StoredPassword {
  const match = STORED.exec(text)
  // The text may be somebody's password: it is not repeated.
  if (!match) throw new TrackerError('invalid', 'A stored password begins with its scheme, as in {SSHA}…')
  const scheme = match[1]!
  if (!isScheme(scheme))
    throw new TrackerError(
      'invalid',
      `There is no password scheme {${scheme}}: there are ${Object.keys(verifiers).join(', ')}`,
    )
  return { scheme, data: match[2]! }
}

function isScheme(text: string): text is PasswordScheme {
  return Object.hasOwn(verifiers, text)
}

/** What stands between the braces, known or not; null when there are none. */
export function passwordScheme(stored: string): string | null {
  return STORED.exec(stored)?.[1] ?? null
}

/** What may be shown and journalled of a password. */
export function maskPassword(stored: string): string {
  return `{${passwordScheme(stored) ?? 'plaintext'}}*encrypted*`
}

/** @returns `{ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export async function hashPassword(plain: string): Promise<string> {
  if (Buffer.byteLength(plain) > MAX_BYTES)
    throw new TrackerError('invalid', `A password has at most ${MAX_BYTES} bytes`)
  const salt = randomBytes(SALT_BYTES)
  const parameters = { memory: MEMORY_KIB, passes: PASSES, parallelism: LANES, tagLength: TAG_BYTES }
  const tag = await inTurn(() => argon2Async('argon2id', { message: plain, nonce: salt, ...parameters }))
  return `{ARGON2ID}$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(salt)}$${unpadded(tag)}`
}

/** Whether the password fits, compared in constant time. A stored text that is broken fits nothing. */
export async function verifyPassword(stored: string, tried: string): Promise<boolean> {
  const match = STORED.exec(stored)
  if (!match || !isScheme(match[1]!) || Buffer.byteLength(tried) > MAX_BYTES) return false
  const verify = verifiers[match[1]]
  return inTurn(async () => verify(match[2]!, tried))
}

/** Whether a login should store the password anew: it is not hashed as {@link hashPassword} would today. */
export function needsRehash(stored: string): boolean {
  return !stored.startsWith(`{ARGON2ID}$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$`)
}

const ARGON2 = /^\$argon2id\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{16,86})$/

async function verifyArgon2(data: string, tried: string): Promise<boolean> {
  const match = ARGON2.exec(data)
  if (!match) return false
  const [memory, passes, parallelism] = match.slice(1, 4).map(Number) as [number, number, number]
  if (memory > MAX_MEMORY_KIB || passes > MAX_PASSES || parallelism > MAX_LANES) return false
  if (passes < 1 || parallelism < 1 || memory < 8 * parallelism) return false

  const nonce = Buffer.from(match[4]!, 'base64')
  const tag = Buffer.from(match[5]!, 'base64')
  const parameters = { memory, passes, parallelism, tagLength: tag.length }
  return timingSafeEqual(tag, await argon2Async('argon2id', { message: tried, nonce, ...parameters }))
}

/** Roundup's base64 has `.` for `+` and no padding. */
const PBKDF2 = /^([1-9]\d{3,6})\$([A-Za-z0-9./]+)\$([A-Za-z0-9./]+)$/

async function verifyPbkdf2(hash: 'sha1' | 'sha512', bytes: number, data: string, tried: string): Promise<boolean> {
  const match = PBKDF2.exec(data)
  if (!match || Number(match[1]) > MAX_PBKDF2_ROUNDS) return false
  const [salt, digest] = match.slice(2).map((text) => Buffer.from(text.replaceAll('.', '+'), 'base64')) as [
    Buffer,
    Buffer,
  ]
  if (digest.length !== bytes) return false
  return timingSafeEqual(digest, await pbkdf2Async(tried, salt, Number(match[1]), bytes, hash))
}

const SHA1_BYTES = 20

function verifySaltedSha(data: string, tried: string): boolean {
  const bytes = Buffer.from(data, 'base64')
  if (bytes.length <= SHA1_BYTES) return false
  const digest = createHash('sha1').update(tried).update(bytes.subarray(SHA1_BYTES)).digest()
  return timingSafeEqual(digest, bytes.subarray(0, SHA1_BYTES))
}

/** Compares digests of the texts, so that neither length nor content shows in the time it takes. */
function isEqual(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer]
  return timingSafeEqual(left, right)
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
