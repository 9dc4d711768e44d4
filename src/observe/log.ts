import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogLevel } from '../config/settings.ts'
import { isTracing, traceIds } from './trace.ts'

export type Log = Logger

/** Whatever is logged by accident, these are never written. */
const SECRETS = [
  'password',
  'authorization',
  'cookie',
  'token',
  'secret',
  'databaseUrl',
  'directUrl',
  'readUrl',
  'adminPassword',
  '["set-cookie"]',
]

/**
 * One JSON object a line on the standard output. A request's lines carry its `reqId`; errors carry their cause.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    ...(isTracing && { mixin: traceIds }),
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: SECRETS.flatMap((name) =>
        name.startsWith('[') ? [name, `*${name}`, `*.*${name}`] : [name, `*.${name}`, `*.*.${name}`],
      ),
      censor: '***',
    },
  }
  return destination ? pino(options, destination) : pino(options)
}
