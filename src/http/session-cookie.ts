import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignedIn } from '../identity/identity.ts'
import { isSigned, signText } from '../identity/session-token.ts'
import type { BaseUrl } from './base-url.ts'

/** Long enough to be read after a redirect, too short to turn up on another day. */
const FLASH_SECONDS = 60
const MAX_FLASH = 500

/** The tracker's cookies. Two trackers of one host don't get in each other's way: they have names and paths of their own. */
export class Cookies {
  readonly #session: string
  readonly #flash: string
  readonly #options: CookieSerializeOptions

  constructor(trackerName: string, base: BaseUrl) {
    const name = trackerName.replaceAll(/[^A-Za-z]/g, '')
    const prefix = base.isHttps ? '__Secure-' : ''
    this.#session = `${prefix}muster_session_${name}`
    this.#flash = `${prefix}muster_flash_${name}`
    this.#options = { path: `${base.path}/`, httpOnly: true, sameSite: 'lax', secure: base.isHttps }
  }

  sessionToken(request: FastifyRequest): string | null {
    return request.cookies[this.#session] ?? null
  }

  setSession(reply: FastifyReply, { token, expires }: SignedIn): void {
    reply.setCookie(this.#session, token, expires ? { ...this.#options, expires } : this.#options)
  }

  clearSession(reply: FastifyReply): void {
    reply.clearCookie(this.#session, this.#options)
  }

  /** A sentence for the next page. Signed by the session, so that no other site can put words in the tracker's mouth. */
  setFlash(reply: FastifyReply, sessionToken: string, text: string): void {
    const shown = text.slice(0, MAX_FLASH)
    const value = `${Buffer.from(shown).toString('base64url')}.${signText(sessionToken, shown)}`
    reply.setCookie(this.#flash, value, { ...this.#options, maxAge: FLASH_SECONDS })
  }

  /** The sentence that the page before left, once. */
  takeFlash(request: FastifyRequest, reply: FastifyReply, sessionToken: string | null): string | null {
    const value = request.cookies[this.#flash]
    if (value === undefined) return null
    reply.clearCookie(this.#flash, this.#options)
    const [encoded = '', signature = ''] = value.split('.')
    const text = Buffer.from(encoded, 'base64url').toString()
    return sessionToken !== null && isSigned(sessionToken, text, signature) ? text : null
  }
}
