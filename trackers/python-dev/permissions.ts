import { permissionsFor } from 'muster-tracker/tracker'
import { schema } from './schema.ts'
import { SPAM_CUTOFF } from './spam.ts'

const { grant, define } = permissionsFor(schema, ['Developer', 'Coordinator'])

/** Roles do not inherit: staff hold "Coordinator,Developer,User". */
const known = ['User', 'Developer', 'Coordinator'] as const
const everyone = ['Anonymous', ...known] as const
const staff = ['Developer', 'Coordinator'] as const

const values = ['issue_type', 'component', 'version', 'severity', 'priority', 'stage', 'status', 'resolution'] as const

/** What anybody with an account may say about any issue; the workflow is the triagers'. */
const reportProperties = [
  'title',
  'type',
  'components',
  'versions',
  'severity',
  'messages',
  'files',
  'nosy',
  'hgrepos',
  'pull_requests',
] as const

const textMetadata = [
  'id',
  'creation',
  'activity',
  'creator',
  'actor',
  'type',
  'spambayes_score',
  'spambayes_misclassified',
] as const
const notSpam = { spambayes_score: [null, { atMost: SPAM_CUTOFF }] } as const

/** What people may say of themselves. */
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
  'homepage',
  'github',
] as const

const publicDetails = [
  'id',
  'username',
  'realname',
  'phone',
  'organisation',
  'timezone',
  'roles',
  'contrib_form',
  'contrib_form_date',
  'iscommitter',
  'homepage',
  'github',
] as const

const general = [
  grant(everyone, 'Web Access'),
  // Scripts that read public issues never logged in; mail of strangers is refused.
  grant(everyone, ['Rest Access', 'Xmlrpc Access']),
  grant(known, 'Email Access'),
  grant('Coordinator', 'Web Roles'),
  grant(staff, 'SB: May Classify'),
  grant('User', 'SB: May Report Misclassified'),
]

const issues = [
  grant(everyone, 'View', 'issue'),
  grant('User', ['Create', 'Edit'], 'issue', { properties: reportProperties }),
  grant('User', 'Edit', 'issue', { properties: ['status', 'resolution'], where: { creator: '@me' } }),
  grant(staff, ['Create', 'Edit'], 'issue'),
  grant('Coordinator', ['Retire', 'Restore'], 'issue'),
]

const texts = [
  grant('Anonymous', 'View', 'msg', {
    properties: [...textMetadata, 'author', 'recipients', 'date', 'files', 'messageid', 'inreplyto'],
  }),
  grant('Anonymous', 'View', 'msg', { properties: ['content', 'summary'], where: notSpam }),
  grant('Anonymous', 'View', 'file', { properties: [...textMetadata, 'name', 'description'] }),
  grant('Anonymous', 'View', 'file', { properties: ['content'], where: notSpam }),
  grant(known, 'View', ['msg', 'file']),
  grant(known, 'Create', ['msg', 'file']),
  grant('User', 'Edit', 'file', { where: { creator: '@me' } }),
  grant(staff, 'Edit', ['msg', 'file']),
  grant('Coordinator', ['Retire', 'Restore'], ['msg', 'file']),
]

const links = [
  grant(everyone, 'View', ['pull_request', 'hgrepo']),
  grant(known, 'Create', 'pull_request'),
  grant('User', 'Edit', 'pull_request', { properties: ['number', 'title'], where: { creator: '@me' } }),
  grant(staff, 'Edit', 'pull_request'),
  grant(['User', 'Coordinator'], 'Create', 'hgrepo'),
  grant('User', 'Edit', 'hgrepo', { properties: ['url', 'patchbranch'], where: { creator: '@me' } }),
  grant('Coordinator', 'Edit', 'hgrepo'),
  grant('Coordinator', ['Retire', 'Restore'], ['pull_request', 'hgrepo']),
]

const classification = [
  grant(everyone, 'View', [...values, 'keyword']),
  grant('Developer', ['Create', 'Edit'], 'keyword'),
  grant('Coordinator', ['Create', 'Edit', 'Retire', 'Restore'], values),
]

const people = [
  grant('Anonymous', 'View', 'user', { properties: ['github', 'realname'] }),
  // Published lists filter by people (`nosy=1309`, `creator=ada`), and strangers follow those links.
  grant('Anonymous', 'Search', 'user', { properties: ['id', 'username', 'realname', 'github'] }),
  grant('Anonymous', 'Register', 'user', { properties: ownDetails }),
  grant(known, 'View', 'user', { properties: publicDetails }),
  grant(known, 'View', 'user', { where: { id: '@me' } }),
  grant(known, 'Edit', 'user', { properties: ownDetails, where: { id: '@me' } }),
  grant('Developer', 'View', 'user', { properties: ['address', 'alternate_addresses'] }),
  grant('Coordinator', ['View', 'Edit'], 'user'),
]

const ownThings = [
  grant(known, 'View', 'query', { where: { private_for: ['@me', null] } }),
  grant(known, 'Search', 'query'),
  grant(known, 'Create', 'query'),
  grant(known, ['Edit', 'Retire', 'Restore'], 'query', { where: { creator: '@me' } }),
  grant(known, ['View', 'Retire'], 'oic_account', { where: { user: '@me' } }),
]

export const permissions = define(...general, ...issues, ...texts, ...links, ...classification, ...people, ...ownThings)
