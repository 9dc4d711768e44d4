export const DONE = 0
/** With a sentence on stderr. */
export const REFUSED = 1
export const WRONG_USAGE = 2
