import { invalid } from '../errors.ts'
import { readBuild } from './build-facts.ts'
import { type DatabaseAccess, databaseAccess } from './database-access.ts'
import { isLoopback } from './parse-network.ts'
import { type Environment, processEnvironment } from './process-environment.ts'
import { type FoundText, readSettings } from './read-settings.ts'
import { type LogLevel, type SettingName, settingNames, settingOf, settings } from './settings.ts'

export interface MailConfig {
  /** null: nothing leaves, mail is kept in the outbox. */
  readonly relay: string | null
  /** The tracker's own: mail comes from there, and replies go there. */
  readonly address: string
  /** Envelope sender. */
  readonly bounceAddress: string
  /** Right side of Message-Ids. */
  readonly domain: string
  readonly dkim: { readonly domain: string; readonly selector: string; readonly privateKey: string } | null
}

/** What this process was told, once and for all. */
export interface Config {
  /** The name of one of Muster's own trackers, or a folder. */
  readonly tracker: string
  /** null: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null
  /** Past a pooler, for migrations and notifications; null: the same as `databaseUrl`. */
  readonly directUrl: string | null
  /** A standby for reads that may lag; null: the same as `databaseUrl`. */
  readonly readUrl: string | null
  /**
   * What a new connection uses: `databaseUrl`, or `directUrl` with its password; where they come from files,
   * as the files are by now. null with the embedded PostgreSQL.
   */
  readonly access: DatabaseAccess | null
  readonly directAccess: DatabaseAccess | null
  /** How long `serve` waits for somebody to bring the database to the schema that it needs. */
  readonly schemaWaitMs: number
  readonly dataDir: string
  readonly host: string
  readonly port: number
  /** Where `/metrics` answers instead of `port`. */
  readonly metricsPort: number | null
  /** Ends with a slash. */
  readonly baseUrl: string
  readonly adminPassword: string | null
  readonly trustedProxies: readonly string[]
  readonly production: boolean
  readonly logLevel: LogLevel
  /** Fill an empty tracker with the demonstration, whose accounts have a known password. */
  readonly demo: boolean
  readonly mail: MailConfig
  /** `serve` does the work of `work` as well. */
  readonly isWorker: boolean
  /** Only this machine can reach the server. */
  readonly onlyLoopback: boolean
  /** One line per setting, with its value (save secrets) and where it came from. */
  readonly summary: readonly string[]
}

/** For who wants to see what was found even where it can't be used. */
export interface ExaminedConfig {
  readonly config: Config
  readonly problems: readonly string[]
}

export interface LoadOptions {
  /** False for a command that works without a database: production then needs no address of one. */
  readonly needsDatabase?: boolean
}

type Values = { readonly [Name in SettingName]: ReturnType<(typeof settings)[Name]['parse']> | null }

/**
 * Environment, then files, then `defaults` (by the same names), then the defaults of `settings`.
 *
 * @throws {TrackerError} `invalid` with every problem, each naming its variable or file.
 */
export function loadConfig(
  environment: Environment = processEnvironment(),
  defaults: Partial<Readonly<Record<SettingName, string>>> = {},
  options: LoadOptions = {},
): Config {
  const { config, problems } = examineConfig(environment, defaults, options)
  if (problems.length > 0) throw invalid(problems.map((message) => ({ property: null, message })))
  return config
}

/** The same, with the problems beside what could be made of it. */
export function examineConfig(
  environment: Environment,
  defaults: Partial<Readonly<Record<SettingName, string>>> = {},
  { needsDatabase = true }: LoadOptions = {},
): ExaminedConfig {
  const { found, problems: readProblems } = readSettings(environment)
  const production = environment['NODE_ENV'] === 'production'
  const texts = withDefaults(found, { MUSTER_SCHEMA_WAIT: production ? '300' : '0', ...defaults })
  const problems = [...readProblems]
  const values = parseAll(texts, problems)
  const config = combine(values, found, production)
  problems.push(...contradictions(values, config, needsDatabase))
  return { config: Object.freeze({ ...config, summary: summarise(texts, config) }), problems }
}

function withDefaults(
  found: ReadonlyMap<SettingName, FoundText>,
  defaults: Partial<Readonly<Record<SettingName, string>>>,
): ReadonlyMap<SettingName, FoundText> {
  const texts = new Map(found)
  const builtIn = defaultsOfBuild()
  for (const name of settingNames) {
    const text = defaults[name] ?? builtIn[name] ?? settings[name].default
    if (!texts.has(name) && text !== null) texts.set(name, { text, origin: 'default', file: null })
  }
  return texts
}

/** A build that took in a tracker of one's own is a build for that tracker. */
function defaultsOfBuild(): Partial<Readonly<Record<SettingName, string>>> {
  const { tracker } = readBuild()
  return tracker ? { MUSTER_TRACKER: tracker.folder } : {}
}

function parseAll(texts: ReadonlyMap<SettingName, FoundText>, problems: string[]): Values {
  const values: Partial<Record<SettingName, unknown>> = {}
  for (const name of settingNames) {
    const found = texts.get(name)
    values[name] = found ? parseOne(name, found, problems) : null
  }
  return values as Values
}

function parseOne(name: SettingName, { text, origin }: FoundText, problems: string[]): unknown {
  try {
    return settingOf(name).parse(text)
  } catch (error) {
    const from = origin === name || origin === 'default' ? '' : ` (${origin})`
    problems.push(`${name}${from} ${(error as Error).message}`)
    return null
  }
}

function combine(
  values: Values,
  found: ReadonlyMap<SettingName, FoundText>,
  production: boolean,
): Omit<Config, 'summary'> {
  const host = values.MUSTER_HOST ?? '127.0.0.1'
  const port = values.MUSTER_PORT ?? 8080
  const onlyLoopback = isLoopback(host)
  return {
    tracker: values.MUSTER_TRACKER ?? 'python-dev',
    databaseUrl: values.MUSTER_DATABASE_URL,
    directUrl: values.MUSTER_DATABASE_DIRECT_URL,
    readUrl: values.MUSTER_DATABASE_READ_URL,
    access: databaseAccess(found, 'MUSTER_DATABASE_URL', values),
    directAccess: databaseAccess(found, 'MUSTER_DATABASE_DIRECT_URL', values),
    schemaWaitMs: values.MUSTER_SCHEMA_WAIT ?? 0,
    dataDir: values.MUSTER_DATA_DIR ?? 'data',
    host,
    port,
    metricsPort: values.MUSTER_METRICS_PORT,
    baseUrl: values.MUSTER_BASE_URL ?? ownAddress(host, port),
    adminPassword: values.MUSTER_ADMIN_PASSWORD,
    trustedProxies: values.MUSTER_TRUSTED_PROXIES ?? [],
    production,
    logLevel: values.MUSTER_LOG_LEVEL ?? 'info',
    mail: mailConfig(values, new URL(values.MUSTER_BASE_URL ?? ownAddress(host, port)).hostname),
    isWorker: values.MUSTER_WORKER !== 'no',
    demo: values.MUSTER_DEMO === 'yes' || (values.MUSTER_DEMO === 'auto' && !production && onlyLoopback),
    onlyLoopback,
  }
}

function mailConfig(values: Values, host: string): MailConfig {
  const address = values.MUSTER_MAIL_ADDRESS ?? `tracker@${host}`
  const { MUSTER_DKIM_DOMAIN: domain, MUSTER_DKIM_SELECTOR: selector, MUSTER_DKIM_KEY: privateKey } = values
  return {
    relay: values.MUSTER_MAIL_RELAY,
    address,
    bounceAddress: values.MUSTER_MAIL_BOUNCES ?? address,
    domain: values.MUSTER_MAIL_DOMAIN ?? address.slice(address.lastIndexOf('@') + 1),
    dkim: domain !== null && selector !== null && privateKey !== null ? { domain, selector, privateKey } : null,
  }
}

const DKIM_SETTINGS = ['MUSTER_DKIM_DOMAIN', 'MUSTER_DKIM_SELECTOR', 'MUSTER_DKIM_KEY'] as const

/** A server that listens on every address is reached on this machine by its loopback name. */
export function ownAddress(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}/`
}

function contradictions(values: Values, config: Omit<Config, 'summary'>, needsDatabase: boolean): readonly string[] {
  const problems: string[] = []
  if (config.production && needsDatabase && !config.databaseUrl)
    problems.push(
      'MUSTER_DATABASE_URL has to be set when NODE_ENV is production: the embedded PostgreSQL is for trying out',
    )
  for (const name of ['MUSTER_DATABASE_DIRECT_URL', 'MUSTER_DATABASE_READ_URL', 'MUSTER_DATABASE_PASSWORD'] as const)
    if (values[name] && !config.databaseUrl) problems.push(`${name} is set without MUSTER_DATABASE_URL`)
  if (values.MUSTER_DATABASE_PASSWORD !== null && hasPassword(config.databaseUrl))
    problems.push(
      'MUSTER_DATABASE_URL holds a password, and MUSTER_DATABASE_PASSWORD is set too; one of them has to go',
    )
  if (config.metricsPort !== null && config.metricsPort === config.port && config.port !== 0)
    problems.push(`MUSTER_METRICS_PORT is ${config.port}, as MUSTER_PORT is; leave it out to have both on one port`)
  const missing = DKIM_SETTINGS.filter((name) => values[name] === null)
  if (missing.length > 0 && missing.length < DKIM_SETTINGS.length)
    problems.push(
      `${missing.join(' and ')} ${missing.length === 1 ? 'has' : 'have'} to be set as well, or mail can't be signed`,
    )
  if (config.demo && (config.production || !config.onlyLoopback))
    problems.push(
      `MUSTER_DEMO must not be "yes" ${config.production ? 'when NODE_ENV is production' : `when MUSTER_HOST is ${config.host}`}: everybody knows the password of the demo accounts`,
    )
  return problems
}

function hasPassword(url: string | null): boolean {
  return url !== null && (URL.parse(url)?.password ?? '') !== ''
}

function summarise(
  texts: ReadonlyMap<SettingName, FoundText>,
  { baseUrl }: Pick<Config, 'baseUrl'>,
): readonly string[] {
  return settingNames.map((name) => {
    const found = texts.get(name)
    if (!found) return name === 'MUSTER_BASE_URL' ? `${name}=${baseUrl} (default)` : `${name} is not set`
    const shown = settingOf(name).show?.(found.text) ?? found.text
    return `${name}=${shown} (${found.origin})`
  })
}
