/** Both ends inclusive; null is open. */
export interface Range<T> {
  readonly from: T | null
  readonly to: T | null
}
