import type { Seed } from 'muster-tracker/tracker'
import type { schema } from './schema.ts'

export const seed: Seed<typeof schema.classes> = {
  status: [
    { id: 1, name: 'open', order: 1 },
    { id: 2, name: 'closed', order: 2 },
    { id: 3, name: 'pending', order: 3 },
  ],
  keyword: [
    { id: 1, name: 'patch' },
    { id: 2, name: 'easy' },
  ],
  user: [
    { id: 1, username: 'admin', roles: 'Admin' },
    { id: 2, username: 'anonymous', roles: 'Anonymous' },
  ],
}
