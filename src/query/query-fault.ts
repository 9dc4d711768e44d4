import type { Fault } from '../errors.ts'

/** Something wrong with what was asked. */
export interface QueryFault extends Fault {
  /** From which character of the words to which, counted from 0, the end not included; null where no word is to blame. */
  readonly from: number | null
  readonly to: number | null
}

export function withoutPlace(fault: Fault): QueryFault {
  return { ...fault, from: null, to: null }
}
