import type { Seed } from 'muster-tracker/tracker'
import type { schema } from './schema.ts'

type Named = string | readonly [name: string, description: string]

const inOrder = (rows: readonly Named[]) =>
  rows.map((row, index) => {
    const [name, description] = typeof row === 'string' ? [row, null] : row
    return { id: index + 1, name, description, order: index + 1 }
  })

export const seed: Seed<typeof schema.classes> = {
  bug_type: inOrder(['crash', 'compile error', 'resource usage', 'security', 'behavior', 'rfe']),
  component: inOrder(['backend', 'frontend', 'documentation', 'specification']),
  version: inOrder(['devel', '1.0', '1.1', '1.2', '1.3', '1.4']),
  severity: inOrder(['critical', 'urgent', 'major', 'normal', 'minor']),
  priority: inOrder(['immediate', 'urgent', 'high', 'normal', 'low']),
  status: inOrder([
    ['new', 'Nobody has looked at it'],
    ['open', 'Somebody should do something'],
    ['closed', 'Done, or not to be done'],
    ['pending', 'Waits for information'],
  ]),
  resolution: inOrder([
    'accepted',
    'duplicate',
    'fixed',
    'invalid',
    'later',
    'out of date',
    'postponed',
    'rejected',
    'remind',
    'wont fix',
    'works for me',
  ]),
  keyword: [{ id: 1, name: 'patch', description: 'A change is attached' }],
  user: [
    { id: 1, username: 'admin', roles: 'Admin' },
    { id: 2, username: 'anonymous', roles: 'Anonymous' },
    // Without a password nobody logs in as these: they show who has which roles.
    { id: 3, username: 'user', roles: 'User' },
    { id: 4, username: 'developer', roles: 'User,Developer' },
    { id: 5, username: 'coordinator', roles: 'User,Developer,Coordinator' },
  ],
}
