import type { Seed } from 'muster-tracker/tracker'
import type { schema } from './schema.ts'

const inOrder = (names: readonly string[]) => names.map((name, index) => ({ id: index + 1, name, order: index + 1 }))

export const seed: Seed<typeof schema.classes> = {
  priority: inOrder(['critical', 'urgent', 'bug', 'feature', 'wish']),
  status: inOrder(['unread', 'deferred', 'chatting', 'need-eg', 'in-progress', 'testing', 'done-cbb', 'resolved']),
  user: [
    { id: 1, username: 'admin', roles: 'Admin' },
    { id: 2, username: 'anonymous', roles: 'Anonymous' },
  ],
}
