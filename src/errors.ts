/**
 * What a caller did or met that has a name. Anything else that is thrown is a bug: it reaches nobody
 * as text, only a reference id does.
 */
export type ErrorCode = 'rejected' | 'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'too-many' | 'unavailable'

/** One thing wrong with one property; `property` is null when no single one is to blame. */
export interface Fault {
  readonly property: string | null
  readonly message: string
}

export interface TrackerErrorOptions {
  readonly cause?: unknown
  readonly faults?: readonly Fault[]
  /** How long a caller should wait before the next try; for `too-many` and `unavailable`. */
  readonly retryAfterMs?: number
}

/** The one error class whose message may be shown to people. */
export class TrackerError extends Error {
  readonly code: ErrorCode
  readonly faults: readonly Fault[]
  readonly retryAfterMs: number | null

  constructor(code: ErrorCode, message: string, options: TrackerErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'TrackerError'
    this.code = code
    this.faults = options.faults ?? []
    this.retryAfterMs = options.retryAfterMs ?? null
  }
}

/** All faults of one input at once, as one error whose message lists them. */
export function invalid(faults: readonly Fault[]): TrackerError {
  return new TrackerError('invalid', faults.map((fault) => fault.message).join('; '), { faults })
}
