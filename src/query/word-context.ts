import type { ParseContext } from '../schema/properties/index.ts'
import type { Tracker } from '../schema/tracker.ts'

/** What is at hand while words are read. */
export interface WordContext {
  readonly tracker: Tracker
  readonly className: string
  readonly values: ParseContext
}
