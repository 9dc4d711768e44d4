import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { CRYPT_ALPHABET, desCrypt } from './des-crypt.ts'

/**
 * What crypt(3) of a C library makes of a password and the setting that a stored hash begins with: DES
 * (13 characters), `$1$` (MD5), `$5$` and `$6$` (SHA-256 and SHA-512).
 *
 * @returns null for any other setting: then nothing can be verified.
 */
export async function crypt(password: string, setting: string): Promise<string | null> {
  const bytes = Buffer.from(password, 'utf8')
  // A C string ends at its first NUL, so such a password was never hashed whole.
  if (bytes.includes(0) || bytes.length > MAX_BYTES) return null
  const modern = /^\$([156])\$(?:rounds=(\d{1,9})\$)?([^$\n:]{0,16})(?:\$|$)/.exec(setting)
  if (!modern) return /^[./0-9A-Za-z]{13}$/.test(setting) ? desCrypt(bytes, setting) : null

  const [, scheme, rounds, salt] = modern as unknown as [string, string, string | undefined, string]
  if (scheme === '1') return rounds === undefined ? md5Crypt(bytes, salt.slice(0, 8)) : null
  const count = rounds === undefined ? 5000 : Math.min(Math.max(Number(rounds), 1000), MAX_ROUNDS)
  const name = `$${scheme}$${rounds === undefined ? '' : `rounds=${count}$`}${salt}$`
  return (
    name +
    (await shaCrypt(scheme === '5' ? SHA256 : SHA512, { password: bytes, salt: Buffer.from(salt), rounds: count }))
  )
}

/** The published schemes hash the password once for each of its bytes. */
const MAX_BYTES = 512
/** About half a second. A hash with more is refused, since it would cost as much at each wrong login. */
const MAX_ROUNDS = 999_999

/** Published as "md5-crypt" with FreeBSD 2.0. */
function md5Crypt(password: Buffer, saltText: string): string {
  const salt = Buffer.from(saltText)
  const alternate = digest('md5', password, salt, password)
  const start = createHash('md5')
    .update(password)
    .update('$1$')
    .update(salt)
    .update(repeated(alternate, password.length))
  for (let length = password.length; length > 0; length >>= 1)
    start.update(length & 1 ? Buffer.alloc(1) : password.subarray(0, 1))

  let result: Buffer = start.digest()
  for (let round = 0; round < 1000; round++) {
    const parts = [round & 1 ? password : result]
    if (round % 3) parts.push(salt)
    if (round % 7) parts.push(password)
    parts.push(round & 1 ? result : password)
    result = digest('md5', ...parts)
  }
  return `$1$${saltText}$${encode(result, MD5_ORDER, [11])}`
}

interface ShaVariant {
  readonly hash: 'sha256' | 'sha512'
  /** Bytes of the digest in the order in which they are written, three to four characters. */
  readonly order: readonly (readonly [number, number, number])[]
  readonly last: readonly number[]
}
interface ShaInput {
  readonly password: Buffer
  readonly salt: Buffer
  readonly rounds: number
}

/** @see https://www.akkadia.org/drepper/SHA-crypt.txt (Ulrich Drepper, public domain): names follow its steps. */
async function shaCrypt({ hash, order, last }: ShaVariant, { password, salt, rounds }: ShaInput): Promise<string> {
  const digestB = digest(hash, password, salt, password)
  const start = createHash(hash).update(password).update(salt).update(repeated(digestB, password.length))
  for (let length = password.length; length > 0; length >>= 1) start.update(length & 1 ? digestB : password)
  const digestA = start.digest()

  const times = (bytes: Buffer, count: number): Buffer[] => Array.from({ length: count }, () => bytes)
  const wordP = repeated(digest(hash, ...times(password, password.length)), password.length)
  const wordS = repeated(digest(hash, ...times(salt, 16 + digestA[0]!)), salt.length)

  let result: Buffer = digestA
  for (let round = 0; round < rounds; round++) {
    // Others are served in between.
    if (round % 2000 === 1999) await nextTurn()
    const parts = [round & 1 ? wordP : result]
    if (round % 3) parts.push(wordS)
    if (round % 7) parts.push(wordP)
    parts.push(round & 1 ? result : wordP)
    result = digest(hash, ...parts)
  }
  return encode(result, order, last)
}

function digest(hash: string, ...parts: readonly Buffer[]): Buffer {
  const state = createHash(hash)
  for (const part of parts) state.update(part)
  return state.digest()
}

/** The bytes again and again until there are that many. */
function repeated(bytes: Buffer, length: number): Buffer {
  return Buffer.alloc(length, bytes)
}

function encode(bytes: Buffer, order: ShaVariant['order'], last: readonly number[]): string {
  const full = order.map((triple) => characters(triple.map((index) => bytes[index]!)))
  return full.join('') + characters(last.map((index) => bytes[index]!))
}

/** Six bits a character, the lowest first; the first byte given is the highest. */
function characters(bytes: readonly number[]): string {
  let value = bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  let text = ''
  for (let left = Math.ceil((bytes.length * 8) / 6); left > 0; left--) {
    text += CRYPT_ALPHABET[value & 63]!
    value >>= 6
  }
  return text
}

const MD5_ORDER = [0, 1, 2, 3, 4].map((first) => [first, first + 6, first === 4 ? 5 : first + 12] as const)
/** The triple goes round by one place with every step. */
const SHA256: ShaVariant = {
  hash: 'sha256',
  order: Array.from({ length: 10 }, (_, step) => triple(step, 10, (step * 2) % 3)),
  last: [31, 30],
}
const SHA512: ShaVariant = {
  hash: 'sha512',
  order: Array.from({ length: 21 }, (_, step) => triple(step, 21, step % 3)),
  last: [63],
}

function triple(step: number, distance: number, turn: number): readonly [number, number, number] {
  const places = [step, step + distance, step + 2 * distance]
  return [places[turn % 3]!, places[(turn + 1) % 3]!, places[(turn + 2) % 3]!]
}
