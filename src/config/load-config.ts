import { invalid } from '../errors.ts'
import { readBuild } from './build-facts.ts'
import { isLoopback } from './parse-network.ts'
import { type Environment, processEnvironment } from './process-environment.ts'
import { type FoundText, readSettings } from './read-settings.ts'
import { type LogLevel, type Setting, type SettingName, settingNames, settings } from './settings.ts'

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
  readonly dataDir: string
  readonly host: string
  readonly port: number
  /** Ends with a slash. */
  readonly baseUrl: string
  readonly adminPassword: string | null
  readonly trustedProxies: readonly string[]
  readonly production: boolean
  readonly logLevel: LogLevel
  /** Fill an empty tracker with the demonstration, whose accounts have a known password. */
  readonly demo: boolean
  /** Only this machine can reach the server. */
  readonly onlyLoopback: boolean
  /** One line per setting, with its value (save secrets) and where it came from. */
  readonly summary: readonly string[]
  /** Settings that nobody reads. */
  readonly notes: readonly string[]
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
  { needsDatabase = true }: LoadOptions = {},
): Config {
  const { found, problems: readProblems, notes } = readSettings(environment)
  const texts = withDefaults(found, defaults)
  const problems = [...readProblems]
  const values = parseAll(texts, problems)
  const config = combine(values, environment['NODE_ENV'] === 'production', summarise(texts), notes)
  problems.push(...contradictions(values, config, needsDatabase))
  if (problems.length > 0) throw invalid(problems.map((message) => ({ property: null, message })))
  return Object.freeze(config)
}

function withDefaults(
  found: ReadonlyMap<SettingName, FoundText>,
  defaults: Partial<Readonly<Record<SettingName, string>>>,
): ReadonlyMap<SettingName, FoundText> {
  const texts = new Map(found)
  const builtIn = defaultsOfBuild()
  for (const name of settingNames) {
    const text = defaults[name] ?? builtIn[name] ?? settings[name].default
    if (!texts.has(name) && text !== null) texts.set(name, { text, origin: 'default' })
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
    return (settings[name] as Setting<unknown>).parse(text)
  } catch (error) {
    const from = origin === name || origin === 'default' ? '' : ` (${origin})`
    problems.push(`${name}${from} ${(error as Error).message}`)
    return null
  }
}

function combine(values: Values, production: boolean, summary: readonly string[], notes: readonly string[]): Config {
  const host = values.MUSTER_HOST ?? '127.0.0.1'
  const port = values.MUSTER_PORT ?? 8080
  const onlyLoopback = isLoopback(host)
  return {
    tracker: values.MUSTER_TRACKER ?? 'python-dev',
    databaseUrl: values.MUSTER_DATABASE_URL,
    directUrl: values.MUSTER_DATABASE_DIRECT_URL,
    readUrl: values.MUSTER_DATABASE_READ_URL,
    dataDir: values.MUSTER_DATA_DIR ?? 'data',
    host,
    port,
    baseUrl: values.MUSTER_BASE_URL ?? ownAddress(host, port),
    adminPassword: values.MUSTER_ADMIN_PASSWORD,
    trustedProxies: values.MUSTER_TRUSTED_PROXIES ?? [],
    production,
    logLevel: values.MUSTER_LOG_LEVEL ?? 'info',
    demo: values.MUSTER_DEMO === 'yes' || (values.MUSTER_DEMO === 'auto' && !production && onlyLoopback),
    onlyLoopback,
    summary,
    notes,
  }
}

/** A server that listens on every address is reached on this machine by its loopback name. */
export function ownAddress(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}/`
}

function contradictions(values: Values, config: Config, needsDatabase: boolean): readonly string[] {
  const problems: string[] = []
  if (config.production && needsDatabase && !config.databaseUrl)
    problems.push(
      'MUSTER_DATABASE_URL has to be set when NODE_ENV is production: the embedded PostgreSQL is for trying out',
    )
  for (const name of ['MUSTER_DATABASE_DIRECT_URL', 'MUSTER_DATABASE_READ_URL'] as const)
    if (values[name] && !config.databaseUrl) problems.push(`${name} is set without MUSTER_DATABASE_URL`)
  if (config.demo && (config.production || !config.onlyLoopback))
    problems.push(
      `MUSTER_DEMO must not be "yes" ${config.production ? 'when NODE_ENV is production' : `when MUSTER_HOST is ${config.host}`}: everybody knows the password of the demo accounts`,
    )
  return problems
}

function summarise(texts: ReadonlyMap<SettingName, FoundText>): readonly string[] {
  return settingNames.map((name) => {
    const found = texts.get(name)
    if (!found) return `${name} is not set`
    return `${name}=${'secret' in settings[name] ? '***' : found.text} (${found.origin})`
  })
}
