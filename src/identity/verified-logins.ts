import { createHmac, randomBytes } from 'node:crypto'

const REMEMBERED_MS = 5 * 60_000
const MAX_REMEMBERED = 10_000

/**
 * Passwords that were verified a short while ago, so that a script that sends one with every request does
 * not cost a password hash each time. Kept under a keyed digest of name, password and the stored hash: a
 * new password, or the same one stored anew, is not remembered.
 */
export class VerifiedLogins {
  readonly #key = randomBytes(32)
  readonly #until = new Map<string, number>()

  isRemembered(username: string, password: string, stored: string, nowMs: number): boolean {
    const until = this.#until.get(this.#digest(username, password, stored))
    return until !== undefined && until > nowMs
  }

  remember(username: string, password: string, stored: string, nowMs: number): void {
    if (this.#until.size >= MAX_REMEMBERED) this.#forgetOld(nowMs)
    this.#until.set(this.#digest(username, password, stored), nowMs + REMEMBERED_MS)
  }

  #forgetOld(nowMs: number): void {
    for (const [digest, until] of this.#until) if (until <= nowMs) this.#until.delete(digest)
    if (this.#until.size >= MAX_REMEMBERED) this.#until.clear()
  }

  #digest(...parts: readonly string[]): string {
    const mac = createHmac('sha256', this.#key)
    // Lengths keep ("ab", "c") apart from ("a", "bc").
    for (const part of parts) mac.update(`${Buffer.byteLength(part)}:`).update(part)
    return mac.digest('base64')
  }
}
