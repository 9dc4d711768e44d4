import { permissionsFor } from 'muster-tracker/tracker'
import { schema } from './schema.ts'

const { grant, define } = permissionsFor(schema, ['Agent'])

const known = ['User', 'Agent'] as const
const ownDetails = ['username', 'password', 'address', 'realname', 'timezone'] as const

export const permissions = define(
  grant(['Anonymous', ...known], 'Web Access'),
  grant(known, ['Rest Access', 'Email Access']),
  grant('Anonymous', 'Register', 'user', { properties: ownDetails }),

  grant(['Anonymous', ...known], 'View', ['status', 'area']),
  grant('Agent', ['View', 'Create', 'Edit', 'Retire', 'Restore'], ['issue', 'msg', 'file']),
  grant('User', ['View', 'Edit'], 'issue', { where: { creator: '@me' } }),
  grant('User', 'Create', 'issue', { properties: ['title', 'area', 'messages', 'files', 'nosy'] }),
  grant('User', ['View', 'Create'], ['msg', 'file'], { where: { creator: '@me' } }),

  grant(['Anonymous', ...known], 'View', 'user', { properties: ['id', 'username', 'realname'] }),
  grant(known, 'View', 'user', { where: { id: '@me' } }),
  grant(known, 'Edit', 'user', { properties: ownDetails, where: { id: '@me' } }),
)
