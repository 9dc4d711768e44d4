import { TrackerError } from '../errors.ts'
import { sqlState } from '../store/database.ts'

/** What an operator can mend, by PostgreSQL's code; the rest is a fault of Muster. */
const SENTENCES: Readonly<Record<string, string>> = {
  '28000': 'refuses this role',
  '28P01': 'refuses this password',
  '3D000': 'has no such database: let an administrator run create database',
  '42501': 'does not let this role do that',
  '53300': 'has no connection left',
  '57P01': 'is shutting down',
  '57P03': 'is starting up or shutting down',
  '25006': 'is read-only: this is a standby',
}
/** These last until somebody mends them; the others pass. */
const LASTING = new Set(['28000', '28P01', '3D000', '42501'])
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'ENOENT',
  'EHOSTUNREACH',
  'ECONNRESET',
])

/** Turns a failure to work with the database into a sentence, without the password that its address may hold. */
export function databaseFault(error: unknown, url: string): unknown {
  if (error instanceof TrackerError) return error
  const place = withoutPassword(url)
  const state = sqlState(error) ?? ''
  const sentence = SENTENCES[state]
  if (sentence)
    return new TrackerError(
      LASTING.has(state) ? 'forbidden' : 'unavailable',
      `The PostgreSQL at ${place} ${sentence} (${(error as Error).message})`,
      {
        cause: error,
      },
    )
  if (!isUnreachable(error)) return error
  return new TrackerError('unavailable', `There is no PostgreSQL to be reached at ${place} (${reason(error)})`, {
    cause: error,
  })
}

function isUnreachable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isUnreachable)
  const { code, message } = error as NodeJS.ErrnoException
  return UNREACHABLE.has(code ?? '') || /timeout exceeded when trying to connect|Connection terminated/.test(message)
}

function reason(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  return (first as Error).message
}

function withoutPassword(url: string): string {
  try {
    const shown = new URL(url)
    shown.password = ''
    return shown.href
  } catch {
    return 'the given address'
  }
}
