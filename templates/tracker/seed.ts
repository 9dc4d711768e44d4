import type { Seed } from 'muster-tracker/tracker'
import type { schema } from './schema.ts'

export const seed: Seed<typeof schema.classes> = {
  user: [
    { id: 1, username: 'admin', roles: 'Admin' },
    { id: 2, username: 'anonymous', roles: 'Anonymous' },
  ],
  status: [
    { id: 1, name: 'new', order: 1 },
    { id: 2, name: 'waiting', order: 2 },
    { id: 3, name: 'closed', order: 3 },
  ],
  area: [
    { id: 1, name: 'Accounts', owner: 'admin' },
    { id: 2, name: 'Printers' },
  ],
}
