/** Runs what it is given, `limit` at once; the others wait in the order in which they came. */
export function takingTurns(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      // The place goes to the next one, or becomes free.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
