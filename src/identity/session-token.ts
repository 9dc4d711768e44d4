import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 bits: the only secret of a session. It stands in the cookie and nowhere else. */
const TOKEN_BYTES = 32
const TOKEN = /^[A-Za-z0-9_-]{43}$/

export function newSessionToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** What a cookie has to look like to be worth a question to the database. */
export function isSessionToken(text: string): boolean {
  return TOKEN.test(text)
}

/** What the database knows of a token: with 256 random bits, one round of a plain hash is enough. */
export function hashSessionToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** The token of forms, made from the session's: nobody but the session's own pages can know it. */
export function csrfToken(sessionToken: string): string {
  return sign(sessionToken, 'csrf')
}

export function isCsrfToken(sessionToken: string, tried: string): boolean {
  return isEqual(csrfToken(sessionToken), tried)
}

/** Binds a text to a session, so that it can go to the browser and come back unaltered. */
export function signText(sessionToken: string, text: string): string {
  return sign(sessionToken, `text ${text}`)
}

export function isSigned(sessionToken: string, text: string, signature: string): boolean {
  return isEqual(signText(sessionToken, text), signature)
}

function sign(sessionToken: string, message: string): string {
  return createHmac('sha256', sessionToken).update(message).digest('base64url')
}

function isEqual(expected: string, tried: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(tried)]
  return left.length === right.length && timingSafeEqual(left, right)
}
