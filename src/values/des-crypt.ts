/**
 * The traditional crypt(3): DES with a salted expansion, 25 times over. Only old Roundup trackers hold such
 * hashes; Node's crypto has no way to compute them. Tables are those of FIPS 46-3, bits counted from 1.
 */

// prettier-ignore
const INITIAL = [
  58, 50, 42, 34, 26, 18, 10, 2, 60, 52, 44, 36, 28, 20, 12, 4, 62, 54, 46, 38, 30, 22, 14, 6, 64, 56, 48, 40, 32, 24, 16, 8,
  57, 49, 41, 33, 25, 17, 9, 1, 59, 51, 43, 35, 27, 19, 11, 3, 61, 53, 45, 37, 29, 21, 13, 5, 63, 55, 47, 39, 31, 23, 15, 7,
]
const FINAL = INITIAL.map((_, index) => INITIAL.indexOf(index + 1) + 1)
// prettier-ignore
const EXPANSION = [
  32, 1, 2, 3, 4, 5, 4, 5, 6, 7, 8, 9, 8, 9, 10, 11, 12, 13, 12, 13, 14, 15, 16, 17,
  16, 17, 18, 19, 20, 21, 20, 21, 22, 23, 24, 25, 24, 25, 26, 27, 28, 29, 28, 29, 30, 31, 32, 1,
]
// prettier-ignore
const PERMUTATION = [
  16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25,
]
// prettier-ignore
const KEY_CHOICE = [
  57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
  63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
]
// prettier-ignore
const ROUND_CHOICE = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
  41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
]
const SHIFTS = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1]
/** Each box has four rows of sixteen, written as hexadecimal digits. */
const BOXES = [
  'e4d12fb83a6c5907 0f74e2d1a6cb9538 41e8d62bfc973a50 fc8249175b3ea06d',
  'f18e6b34972dc05a 3d47f28ec01a69b5 0e7ba4d158c6932f d8a13f42b67c05e9',
  'a09e63f51dc7b428 d709346a285ecbf1 d6498f30b12c5ae7 1ad069874fe3b52c',
  '7de3069a1285bc4f d8b56f03472c1ae9 a690cb7df13e5284 3f06a1d8945bc72e',
  '2c417ab6853fd0e9 eb2c47d150fa3986 421bad78f9c5630e b8c71e2d6f09a453',
  'c1af92680d34e75b af427c9561de0b38 9ef528c3704a1db6 432c95fabe17608d',
  '4b2ef08d3c975a61 d0b7491ae35c2f86 14bdc37eaf680592 6bd814a7950fe23c',
  'd2846fb1a93e50c7 1fd8a374c56b0e92 7b419ce206adf358 21e74a8dfc90356b',
].map((rows) => rows.split(' ').map((row) => [...row].map((digit) => Number.parseInt(digit, 16))))

export const CRYPT_ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

type Bits = readonly number[]

const pick = (bits: Bits, table: readonly number[]): number[] => table.map((position) => bits[position - 1]!)

/**
 * @param password  bytes; only seven bits of the first eight count.
 * @param salt  two characters of `./0-9A-Za-z`.
 * @returns thirteen characters, the salt first; null when the salt is none.
 */
export function desCrypt(password: Uint8Array, salt: string): string | null {
  const [low, high] = [CRYPT_ALPHABET.indexOf(salt[0] ?? ' '), CRYPT_ALPHABET.indexOf(salt[1] ?? ' ')]
  if (low < 0 || high < 0) return null

  const keys = roundKeys(keyBits(password))
  const expansion = saltedExpansion(low | (high << 6))
  let block: Bits = Array.from({ length: 64 }, () => 0)
  for (let pass = 0; pass < 25; pass++) block = encrypt(block, keys, expansion)
  return salt.slice(0, 2) + encode(block)
}

function keyBits(password: Uint8Array): Bits {
  return Array.from({ length: 64 }, (_, index) => {
    const byte = password[index >> 3] ?? 0
    const bit = index & 7
    return bit === 7 ? 0 : (byte >> (6 - bit)) & 1
  })
}

function roundKeys(key: Bits): readonly Bits[] {
  const chosen = pick(key, KEY_CHOICE)
  let [left, right] = [chosen.slice(0, 28), chosen.slice(28)]
  return SHIFTS.map((shift) => {
    left = [...left.slice(shift), ...left.slice(0, shift)]
    right = [...right.slice(shift), ...right.slice(0, shift)]
    return pick([...left, ...right], ROUND_CHOICE)
  })
}

/** Each bit of the salt exchanges two outputs of the expansion, 24 apart. */
function saltedExpansion(salt: number): readonly number[] {
  const expansion = [...EXPANSION]
  for (let bit = 0; bit < 12; bit++) {
    if (!((salt >> bit) & 1)) continue
    ;[expansion[bit], expansion[bit + 24]] = [expansion[bit + 24]!, expansion[bit]!]
  }
  return expansion
}

function encrypt(block: Bits, keys: readonly Bits[], expansion: readonly number[]): Bits {
  const start = pick(block, INITIAL)
  let [left, right] = [start.slice(0, 32), start.slice(32)]
  for (const key of keys) {
    const mixed = feistel(right, key, expansion)
    ;[left, right] = [right, left.map((bit, index) => bit ^ mixed[index]!)]
  }
  return pick([...right, ...left], FINAL)
}

function feistel(half: Bits, key: Bits, expansion: readonly number[]): Bits {
  const expanded = pick(half, expansion).map((bit, index) => bit ^ key[index]!)
  const substituted = BOXES.flatMap((box, index) => {
    const [a, b, c, d, e, f] = expanded.slice(index * 6, index * 6 + 6) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const value = box[(a << 1) | f]![(b << 3) | (c << 2) | (d << 1) | e]!
    return [value >> 3, (value >> 2) & 1, (value >> 1) & 1, value & 1]
  })
  return pick(substituted, PERMUTATION)
}

function encode(block: Bits): string {
  let text = ''
  for (let start = 0; start < 64; start += 6) {
    let value = 0
    for (let bit = 0; bit < 6; bit++) value = (value << 1) | (block[start + bit] ?? 0)
    text += CRYPT_ALPHABET[value]!
  }
  return text
}
