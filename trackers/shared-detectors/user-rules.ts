import { isZone, reject } from 'muster-tracker/tracker'

export interface User {
  readonly id: number
  readonly username: string | null
  readonly address: string | null
  readonly alternate_addresses: string | null
  readonly roles: string | null
}
export interface UserChanges {
  username?: string | null
  address?: string | null
  alternate_addresses?: string | null
  roles?: string | null
  timezone?: string | null
}
type TextCondition = { readonly same: string } | { readonly containing: string }
export interface UserContext {
  readonly actor: { readonly roles: readonly string[] }
  readonly roles: readonly string[]
  filter(className: 'user', where: Readonly<Record<string, TextCondition>>): Promise<readonly User[]>
}

const ATOMS = /^[^\s@<>(),;:"[\]\\\p{Cc}]+$/u
const QUOTED_STRING = /^"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+"$/u
const ADDRESS_LITERAL = /^\[[0-9A-Za-z.:]+\]$/

/** Whether the text has the form of a mail address: RFC 5322's addr-spec, non-ASCII letters included. */
export function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  return (
    at > 0 && (ATOMS.test(local) || QUOTED_STRING.test(local)) && (ATOMS.test(domain) || ADDRESS_LITERAL.test(domain))
  )
}

export function linesOf(text: string | null | undefined): readonly string[] {
  return (text ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function namesOf(roles: string | null | undefined): readonly string[] {
  return (roles ?? '')
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '')
}

/** A new name fits the pattern and differs from others by more than case. Old odd names stay as they are. */
export async function checkUsername(
  context: UserContext,
  user: User | null,
  changes: UserChanges,
  allowed: { readonly pattern: RegExp; readonly words: string },
): Promise<void> {
  const { username } = changes
  if (!username) return
  if (!allowed.pattern.test(username)) reject(`Username "${username}" may only contain ${allowed.words}`)

  const others = await context.filter('user', { username: { same: username } })
  if (others.some((other) => other.id !== user?.id)) reject(`Username "${username}" is taken`)
}

/** Every new address has the form of one and is nobody else's, neither as the first nor as an alternate one. */
export async function checkAddresses(context: UserContext, user: User | null, changes: UserChanges): Promise<void> {
  const known = new Set(linesOf(user?.alternate_addresses))
  const alternates = linesOf(changes.alternate_addresses).filter((address) => !known.has(address))
  for (const address of changes.address ? [changes.address, ...alternates] : alternates) {
    if (!isAddress(address)) reject(`"${address}" is no e-mail address: write one as in ada@example.org`)
    if (await isTaken(context, user, address)) reject(`The e-mail address ${address} is already in use`)
  }
}

async function isTaken(context: UserContext, user: User | null, address: string): Promise<boolean> {
  const owners = await context.filter('user', { address: { same: address } })
  if (owners.some((owner) => owner.id !== user?.id)) return true

  const wanted = address.toLowerCase()
  const others = await context.filter('user', { alternate_addresses: { containing: address } })
  return others.some(
    (other) =>
      other.id !== user?.id && linesOf(other.alternate_addresses).some((line) => line.toLowerCase() === wanted),
  )
}

/** Roles are roles of the tracker, and Admin is given by an Admin only. */
export function checkRoles(context: UserContext, user: User | null, changes: UserChanges): void {
  if (!changes.roles) return
  const roles = namesOf(changes.roles).map((role) => role.toLowerCase())
  const known = new Map(context.roles.map((role) => [role.toLowerCase(), role]))
  const unknown = namesOf(changes.roles).find((role) => !known.has(role.toLowerCase()))
  if (unknown) reject(`Role "${unknown}" does not exist; there are ${context.roles.join(', ')}`)

  const isAdmin = (names: readonly string[]) => names.some((role) => role.toLowerCase() === 'admin')
  if (isAdmin(roles) && !isAdmin(namesOf(user?.roles)) && !isAdmin(context.actor.roles))
    reject('Only Admins may assign the Admin role!')
}

export function checkTimezone(changes: UserChanges): void {
  if (!changes.timezone || isZone(changes.timezone)) return
  reject(`There is no time zone "${changes.timezone}": write a name as in Europe/Stockholm, or hours from UTC as in -5`)
}
