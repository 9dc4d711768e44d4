import {
  boolean,
  date,
  defineSchema,
  defineTracker,
  fileClass,
  integer,
  interval,
  issueClass,
  link,
  messageClass,
  multilink,
  number,
  password,
  permissionsFor,
  plainClass,
  string,
  userClass,
} from '../../src/tracker.ts'

/** Every property type, and permissions that hang on the node, for what the filter has to do with them. */
const schema = defineSchema({
  user: userClass(
    { username: string(), password: password(), address: string(), roles: string(), realname: string(), boss: link('user'), queries: multilink('query') },
    { key: 'username' },
  ),
  status: plainClass({ name: string(), order: number() }, { key: 'name' }),
  keyword: plainClass({ name: string() }, { key: 'name' }),
  query: plainClass({ name: string(), private_for: link('user') }),
  msg: messageClass({ author: link('user'), date: date(), summary: string(), score: number() }, { label: 'summary' }),
  file: fileClass({ name: string(), description: string({ indexed: true }) }),
  issue: issueClass({
    status: link('status'),
    assignedto: link('user'),
    keyword: multilink('keyword'),
    dependson: multilink('issue', { reverse: 'blocks' }),
    due: date(),
    estimate: interval(),
    notes: string({ multiline: true }),
    secret: password(),
    blocked: boolean(),
    private: boolean(),
    votes: integer(),
    score: number(),
    effort: number({ double: true }),
  }),
})

const { grant, define } = permissionsFor(schema, ['Developer'])
const open = [
  'title', 'messages', 'files', 'nosy', 'superseder', 'status', 'assignedto', 'keyword', 'dependson', 'blocks', 'due', 'estimate',
  'blocked', 'private', 'votes', 'score', 'effort', 'creation', 'creator', 'activity', 'actor',
] as const

const permissions = define(
  grant(['User', 'Developer', 'Anonymous'], 'Web Access'),
  grant('Developer', 'View', ['user', 'status', 'keyword', 'query', 'msg', 'file', 'issue']),
  grant('User', 'View', 'issue', { properties: open, where: { private: [null, false] } }),
  grant('User', 'View', 'issue', { where: { creator: '@me' } }),
  grant('User', 'View', ['status', 'keyword', 'file']),
  grant('User', 'View', 'user', { properties: ['id', 'username', 'realname'] }),
  grant('User', 'View', 'msg', { properties: ['author', 'date', 'score', 'creation', 'activity', 'creator'] }),
  grant('User', 'View', 'msg', { properties: ['content', 'summary'], where: { score: [null, { atMost: 0.85 }] } }),
  grant('User', 'View', 'query', { where: { private_for: ['@me', null] } }),
  grant('Anonymous', 'View', 'issue', { properties: open, where: { private: [null, false] } }),
  grant('Anonymous', 'View', ['status', 'keyword']),
  grant('Anonymous', 'View', 'user', { properties: ['realname'] }),
)

export const filterTracker = {
  name: 'filtering',
  definition: defineTracker({
    title: 'Filtering',
    schema,
    permissions,
    detectors: [],
    seed: {
      user: [
        { id: 1, username: 'admin', roles: 'Admin', realname: 'The keeper' },
        { id: 2, username: 'anonymous', roles: 'Anonymous' },
        { id: 3, username: 'ada', roles: 'User', realname: 'Ada' },
        { id: 4, username: 'Grace', roles: 'User,Developer', realname: 'Grace' },
        { id: 5, username: 'barbara', roles: 'User', realname: 'Barbara' },
      ],
      status: [
        { id: 1, name: 'open', order: 2 },
        { id: 2, name: 'closed', order: 3 },
        { id: 3, name: 'new', order: 1 },
        { id: 4, name: 'odd' },
      ],
      keyword: ['red', 'green', 'blue', 'odd', 'beige', 'pink', 'gray'].map((name, index) => ({ id: index + 1, name })),
    },
  }),
}
