/** Of the user admin. */
export const PASSWORD = 'correct horse'

/** People who read, and people who write, until told to stop. */
export function people(url: string, values: Readonly<Record<string, string>> = {}) {
  const failures: string[] = []
  const counts = { read: 0, written: 0 }
  const writesMs: number[] = []
  let isOver = false
  const headers = { authorization: `Basic ${btoa(`admin:${PASSWORD}`)}` }
  const ask = async (path: string, init: RequestInit, expected: number): Promise<boolean> => {
    try {
      const answer = await fetch(url + path, { ...init, headers, redirect: 'manual' })
      const text = await answer.text()
      if (answer.status === expected) return true
      failures.push(`${answer.status} ${text.slice(0, 200)}`)
    } catch (error) {
      failures.push(String((error as Error).cause ?? error))
    }
    return false
  }
  const reader = async (): Promise<void> => {
    while (!isOver) if (await ask('/issue', {}, 200)) counts.read++
  }
  const writer = async (): Promise<void> => {
    while (!isOver) {
      const body = new URLSearchParams({ '@action': 'new', title: `Number ${counts.written}`, ...values })
      const start = performance.now()
      if (await ask('/issue?@template=item', { method: 'POST', body }, 303)) counts.written++
      writesMs.push(performance.now() - start)
    }
  }
  const all = [reader(), reader(), writer(), writer()]
  return {
    counts,
    failures,
    writesMs,
    async leave() {
      isOver = true
      await Promise.all(all)
    },
  }
}
