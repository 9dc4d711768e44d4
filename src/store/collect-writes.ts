import type pg from 'pg'

interface Corkable {
  cork(): void
  uncork(): void
}
const collecting = new WeakSet<pg.ClientBase>()

/**
 * Holds a connection's writes back until everything that asks in this turn of the event loop has asked: on virtual
 * machines a write that wakes another process costs 0.26 ms.
 */
export function collectWrites(client: pg.ClientBase): void {
  if (collecting.has(client)) return
  const { stream } = (client as unknown as { connection: { stream: Corkable } }).connection
  collecting.add(client)
  stream.cork()
  process.nextTick(() => {
    collecting.delete(client)
    stream.uncork()
  })
}
