import { permissionsFor } from 'muster-tracker/tracker'
import { schema } from './schema.ts'

const { grant, define } = permissionsFor(schema, [])

export const permissions = define(
  grant('User', ['Web Access', 'Email Access', 'Rest Access', 'Xmlrpc Access']),
  grant('User', ['View', 'Edit', 'Create'], ['issue', 'file', 'msg', 'keyword']),
  grant('User', 'View', ['priority', 'status']),

  grant('User', 'View', 'user', { properties: ['id', 'organisation', 'phone', 'realname', 'timezone', 'username'] }),
  grant('User', 'View', 'user', { where: { id: '@me' } }),
  grant('User', 'Edit', 'user', {
    properties: [
      'username',
      'password',
      'address',
      'realname',
      'phone',
      'organisation',
      'alternate_addresses',
      'queries',
      'timezone',
    ],
    where: { id: '@me' },
  }),

  grant('User', 'View', 'query', { where: { private_for: ['@me', null] } }),
  grant('User', 'Search', 'query'),
  grant('User', ['Edit', 'Retire', 'Restore'], 'query', { where: { creator: '@me' } }),
  grant('User', 'Create', 'query'),

  // No Email Access: mail of strangers is refused, not filed.
  grant('Anonymous', 'Web Access'),
  grant('Anonymous', 'Register', 'user'),
  grant('Anonymous', 'View', ['issue', 'file', 'msg', 'keyword', 'priority', 'status']),
  // Names of people show in lists that sort and filter by them, their records do not.
  grant('Anonymous', 'Search', 'user'),
)
