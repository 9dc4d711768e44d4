import { permissionsFor } from 'muster-tracker/tracker'
import { schema } from './schema.ts'

const { grant, define } = permissionsFor(schema, ['Developer'])

const everyone = ['Anonymous', 'User', 'Developer'] as const
const known = ['User', 'Developer'] as const

const ownDetails = ['username', 'password', 'address', 'alternate_addresses', 'realname', 'timezone'] as const

export const permissions = define(
  grant(everyone, 'Web Access'),
  grant(known, ['Rest Access', 'Xmlrpc Access', 'Email Access']),
  grant('Anonymous', 'Register', 'user', { properties: ownDetails }),

  grant(everyone, 'View', ['status', 'keyword', 'msg', 'file']),
  grant(known, ['Create', 'Edit'], ['keyword', 'msg', 'file']),

  grant(['Anonymous', 'User'], 'View', 'issue', { where: { private_for: ['@me', null] } }),
  grant('User', 'Edit', 'issue', { where: { private_for: ['@me', null] } }),
  grant('User', 'Create', 'issue'),
  grant('Developer', ['View', 'Create', 'Edit', 'Retire', 'Restore'], 'issue'),
  grant('Developer', ['Retire', 'Restore'], ['keyword', 'msg', 'file']),

  grant(everyone, 'View', 'user', { properties: ['id', 'username', 'realname', 'timezone'] }),
  grant('Developer', 'View', 'user', { properties: ['address', 'alternate_addresses', 'roles'] }),
  grant(known, 'View', 'user', { where: { id: '@me' } }),
  grant(known, 'Edit', 'user', { properties: ownDetails, where: { id: '@me' } }),
)
