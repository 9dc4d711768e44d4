/** Roundup's interval: one sign for the whole, weeks folded into days. A year counts 365 days, a month 30. */
export interface Interval {
  readonly sign: 1 | -1
  readonly years: number
  readonly months: number
  readonly days: number
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
}
