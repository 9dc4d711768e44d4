import { permissionsFor } from 'muster-tracker/tracker'
import { schema } from './schema.ts'

const { grant, define } = permissionsFor(schema, ['Developer', 'Coordinator'])

const known = ['User', 'Developer', 'Coordinator'] as const
const everyone = ['Anonymous', ...known] as const

const values = [
  'component',
  'version',
  'severity',
  'priority',
  'status',
  'resolution',
  'bug_type',
  'task_type',
] as const
const work = ['bug', 'task', 'milestone'] as const
const texts = ['msg', 'file', 'patch'] as const
const versionControl = ['vcs_repo', 'vcs_rev'] as const

/** What a report of a bug says; the rest is for those who work on it. */
const reportProperties = [
  'title',
  'type',
  'components',
  'versions',
  'severity',
  'messages',
  'files',
  'patches',
  'nosy',
] as const

const ownDetails = [
  'username',
  'password',
  'address',
  'realname',
  'phone',
  'organisation',
  'alternate_addresses',
  'queries',
  'timezone',
  'vcs_name',
] as const

export const permissions = define(
  grant(everyone, 'Web Access'),
  grant(known, ['Email Access', 'Rest Access', 'Xmlrpc Access']),
  grant('Coordinator', 'Web Roles'),

  grant(everyone, 'View', [...values, 'keyword', ...versionControl, ...texts, ...work]),

  grant('User', 'Create', 'bug', { properties: reportProperties }),
  grant('User', 'Edit', 'bug', { properties: ['title', 'messages', 'files', 'patches', 'nosy'] }),
  grant('User', 'Edit', 'bug', { properties: reportProperties, where: { creator: '@me' } }),
  grant('User', 'Edit', ['task', 'milestone'], { properties: ['messages', 'files', 'nosy'] }),
  grant('Developer', ['Create', 'Edit'], work),
  grant('Coordinator', ['Create', 'Edit', 'Retire', 'Restore'], work),

  grant('User', 'Create', texts),
  grant('Developer', ['Create', 'Edit'], texts),
  grant('Coordinator', ['Create', 'Edit', 'Retire', 'Restore'], texts),

  grant('Developer', ['Create', 'Edit'], ['keyword', ...versionControl]),
  grant('Coordinator', ['Create', 'Edit', 'Retire', 'Restore'], [...values, 'keyword', ...versionControl]),

  grant('Anonymous', 'Register', 'user', { properties: ownDetails }),
  grant('Anonymous', 'Search', 'user', { properties: ['id', 'username', 'realname'] }),
  grant('Anonymous', 'View', 'user', { properties: ['id', 'username', 'realname'] }),
  grant(known, 'View', 'user', {
    properties: ['id', 'username', 'realname', 'organisation', 'phone', 'timezone', 'vcs_name'],
  }),
  grant(known, 'View', 'user', { where: { id: '@me' } }),
  grant(known, 'Edit', 'user', { properties: ownDetails, where: { id: '@me' } }),
  grant('Developer', 'View', 'user', { properties: ['address', 'alternate_addresses'] }),
  grant('Coordinator', ['View', 'Create', 'Edit', 'Retire', 'Restore'], 'user'),

  grant(known, 'View', 'query', { where: { private_for: ['@me', null] } }),
  grant(known, ['Search', 'Create'], 'query'),
  grant(known, ['Edit', 'Retire', 'Restore'], 'query', { where: { creator: '@me' } }),
)
