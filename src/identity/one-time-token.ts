import { createHash, randomBytes } from 'node:crypto'

/** 256 bits, as long as Roundup's one-time keys. */
const BYTES = 32
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** How long each kind of link in a mail holds. */
export const TOKEN_HOURS = { registration: 24, password: 1, address: 24, undo: 7 * 24 } as const

export function newToken(): string {
  return randomBytes(BYTES).toString('base64url')
}

/**
 * What the database knows of it; null for what can't be one. Of a random text one round of a plain hash is enough, and
 * to compare hashes tells a guesser nothing of the text, whatever time it takes.
 */
export function tokenHash(token: string): Buffer | null {
  return TOKEN.test(token) ? createHash('sha256').update(token).digest() : null
}
