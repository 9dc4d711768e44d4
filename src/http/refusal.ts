import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ErrorCode, Fault } from '../errors.ts'
import { TrackerError } from '../errors.ts'
import { TooLarge } from './form-limits.ts'

/** What became of a request that failed, as far as the one who sent it may know. */
export interface Refusal {
  readonly status: number
  readonly code: ErrorCode | 'protocol' | 'bug'
  readonly message: string
  readonly faults: readonly Fault[]
  /** For a bug: what the log calls it. */
  readonly reference: string | null
}

const STATUSES: Readonly<Record<ErrorCode, number>> = {
  rejected: 400,
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-many': 429,
  unavailable: 503,
}
/** Failures of the connection to the database: its own codes, PostgreSQL's, and the system's. */
const CONNECTION =
  /^(?:08\w{3}|57P0[1-5]|53300|25006|28P01|28000|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)$/
const CONNECTION_TEXT = /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout)/

/**
 * Sorts an error, logs it if it is one of ours, and sets status and headers. The text of a bug goes to the
 * log and to nobody else.
 */
export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): Refusal {
  const refusal = sort(error, request)
  reply.code(refusal.status)
  if (error instanceof TrackerError && error.retryAfterMs !== null)
    reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000))
  if (refusal.code === 'unavailable' && !reply.hasHeader('retry-after')) reply.header('retry-after', 2)
  if (refusal.code === 'bug') request.log.error({ err: error }, 'a request failed')
  else if (refusal.code === 'unavailable') request.log.warn({ err: error }, 'the database could not be reached')
  return refusal
}

function sort(error: unknown, request: FastifyRequest): Refusal {
  if (error instanceof TrackerError)
    return {
      status: STATUSES[error.code],
      code: error.code,
      message: error.message,
      faults: error.faults,
      reference: null,
    }
  if (isConnectionFailure(error))
    return {
      status: 503,
      code: 'unavailable',
      message: 'The tracker can’t reach its database for the moment. Please try again.',
      faults: [],
      reference: null,
    }
  const status = protocolStatus(error)
  if (status !== null)
    return {
      status,
      code: 'protocol',
      message: PROTOCOL[status] ?? 'The request could not be read.',
      faults: [],
      reference: null,
    }
  return {
    status: 500,
    code: 'bug',
    message: 'Something went wrong, and it is not your fault.',
    faults: [],
    reference: request.id,
  }
}

function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return (typeof code === 'string' && CONNECTION.test(code)) || CONNECTION_TEXT.test(error.message)
}

/** Refusals of the server library: a body that is too long or broken, a type that nobody reads. */
const PROTOCOL: Readonly<Record<number, string>> = {
  400: 'The request could not be read.',
  406: 'The answer can’t be given in the form that was asked for.',
  408: 'The request took too long.',
  413: new TooLarge().message,
  414: 'The address is too long.',
  415: 'Requests of this type are not understood here.',
  503: 'The tracker is about to stop. Please try again in a moment.',
}

function protocolStatus(error: unknown): number | null {
  const status = error instanceof Error ? (error as { statusCode?: unknown }).statusCode : null
  return typeof status === 'number' && ((status >= 400 && status < 500) || status === 503) ? status : null
}
