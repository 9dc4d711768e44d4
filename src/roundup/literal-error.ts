/** Text that is no Python literal. `at` is the place in the bytes that were read. */
export class LiteralError extends Error {
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.name = 'LiteralError'
    this.at = at
  }
}
