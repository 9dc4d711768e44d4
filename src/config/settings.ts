import { resolve } from 'node:path'
import { parseAddress, parsePort, parseProxies } from './parse-network.ts'
import { parseBaseUrl, parseDatabaseUrl, showDatabaseUrl } from './parse-urls.ts'
import { parseDkimKey, parseDomain, parseMailAddress, parseMailRelay } from './parse-mail.ts'

/** How one setting is read. `parse` throws a sentence that goes on from the setting's name. */
export interface Setting<T> {
  readonly parse: (text: string) => T
  /** Text as it would be written; null: not set. */
  readonly default: string | null
  /** For a value that is never printed whole: what is shown in its place. */
  readonly show?: (text: string) => string
  /** Taken as it is: a newline at the end of its file would be part of it. */
  readonly isPassword?: true
}

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

const asIs = (text: string): string => text
const DATABASE_URL = { parse: parseDatabaseUrl, default: null, show: showDatabaseUrl } as const
const hidden = (): string => '***'

/** Everything that can be set, under the names of environment variables. */
export const settings = {
  MUSTER_TRACKER: { parse: asIs, default: 'python-dev' },
  MUSTER_DATABASE_URL: DATABASE_URL,
  MUSTER_DATABASE_DIRECT_URL: DATABASE_URL,
  MUSTER_DATABASE_READ_URL: DATABASE_URL,
  MUSTER_DATABASE_PASSWORD: { parse: asIs, default: null, show: hidden, isPassword: true },
  MUSTER_SCHEMA_WAIT: { parse: parseSeconds, default: null },
  MUSTER_DATA_DIR: { parse: (text: string) => resolve(text), default: 'data' },
  MUSTER_HOST: { parse: parseAddress, default: '127.0.0.1' },
  MUSTER_PORT: { parse: parsePort, default: '8080' },
  MUSTER_METRICS_PORT: { parse: parsePort, default: null },
  MUSTER_BASE_URL: { parse: parseBaseUrl, default: null },
  MUSTER_ADMIN_PASSWORD: { parse: parsePassword, default: null, show: hidden, isPassword: true },
  MUSTER_TRUSTED_PROXIES: { parse: parseProxies, default: '' },
  MUSTER_LOG_LEVEL: { parse: oneOf(LOG_LEVELS), default: 'info' },
  MUSTER_MAIL_RELAY: { parse: parseMailRelay, default: null, show: showDatabaseUrl },
  MUSTER_MAIL_ADDRESS: { parse: parseMailAddress, default: null },
  MUSTER_MAIL_BOUNCES: { parse: parseMailAddress, default: null },
  MUSTER_MAIL_DOMAIN: { parse: parseDomain, default: null },
  MUSTER_DKIM_DOMAIN: { parse: parseDomain, default: null },
  MUSTER_DKIM_SELECTOR: { parse: parseDomain, default: null },
  MUSTER_DKIM_KEY: { parse: parseDkimKey, default: null, show: hidden },
  MUSTER_WORKER: { parse: oneOf(['yes', 'no']), default: 'yes' },
  MUSTER_DEMO: { parse: oneOf(['yes', 'no', 'auto']), default: 'no' },
} as const satisfies Record<string, Setting<unknown>>

export type SettingName = keyof typeof settings
export const settingNames = Object.keys(settings) as readonly SettingName[]

export function settingOf(name: SettingName): Setting<unknown> {
  return settings[name]
}

function oneOf<const T extends string>(allowed: readonly T[]): (text: string) => T {
  return (text) => {
    const found = allowed.find((value) => value === text)
    if (found === undefined) throw new Error(`has to be one of ${allowed.join(', ')}`)
    return found
  }
}

function parsePassword(text: string): string {
  if (text.length < 4) throw new Error('has to have at least 4 characters')
  return text
}

/** @returns milliseconds. */
function parseSeconds(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new Error(`has to be a number of seconds, not "${text}"`)
  return Number(text) * 1000
}
