import {
  date,
  defineSchema,
  fileClass,
  issueClass,
  link,
  messageClass,
  multilink,
  number,
  password,
  plainClass,
  string,
  userClass,
} from 'muster-tracker/tracker'

/** What a bug or task may be classified by: a name, what it means, its place in menus. */
const valueProperties = {
  name: string({ required: true }),
  description: string(),
  order: number(),
}
const named = { key: 'name' } as const

const workProperties = {
  status: link('status'),
  priority: link('priority'),
  components: multilink('component'),
  resolution: link('resolution'),
} as const

/** Roundup's own devel template, name for name: bugs, tasks and the milestones that gather them. */
export const schema = defineSchema({
  vcs_repo: plainClass(
    { name: string({ required: true }), host: string(), path: string(), webview_url: string() },
    named,
  ),
  vcs_rev: plainClass({ repository: link('vcs_repo'), revision: string() }, { label: 'revision' }),

  component: plainClass({ ...valueProperties, assign_to: link('user', { title: 'Assign to' }) }, named),
  version: plainClass(valueProperties, named),
  severity: plainClass(valueProperties, named),
  priority: plainClass(valueProperties, named),
  status: plainClass(valueProperties, named),
  resolution: plainClass(valueProperties, named),
  bug_type: plainClass(valueProperties, { ...named, title: 'Bug type' }),
  task_type: plainClass(valueProperties, { ...named, title: 'Task type' }),
  keyword: plainClass({ name: string({ required: true }), description: string() }, named),

  query: plainClass({
    klass: string({ title: 'Class' }),
    name: string(),
    url: string({ title: 'Query string' }),
    private_for: link('user', { title: 'Private for' }),
  }),
  user: userClass(
    {
      username: string({ required: true, title: 'Login name' }),
      password: password(),
      address: string({ title: 'E-mail address' }),
      realname: string({ title: 'Name' }),
      phone: string(),
      organisation: string(),
      alternate_addresses: string({ multiline: true, title: 'Alternate e-mail addresses', help: 'One a line.' }),
      queries: multilink('query'),
      roles: string({ help: 'Separated by commas.' }),
      timezone: string({ title: 'Time zone', help: 'A name such as Europe/Stockholm, or hours from UTC.' }),
      vcs_name: string({ title: 'Name in version control' }),
    },
    { key: 'username' },
  ),

  msg: messageClass({
    author: link('user', { journal: false }),
    recipients: multilink('user', { journal: false }),
    date: date(),
    summary: string(),
    files: multilink('file'),
    messageid: string({ title: 'Message-Id' }),
    inreplyto: string({ title: 'In reply to' }),
    revision: link('vcs_rev'),
  }),
  file: fileClass({ name: string(), description: string({ indexed: true }) }),
  patch: fileClass({
    name: string(),
    description: string({ indexed: true }),
    repository: link('vcs_repo'),
    revision: link('vcs_rev'),
  }),

  bug: issueClass({
    type: link('bug_type'),
    ...workProperties,
    versions: multilink('version'),
    severity: link('severity'),
    dependencies: multilink('bug'),
    keywords: multilink('keyword'),
    assignee: link('user', { title: 'Assigned to' }),
    superseder: link('bug'),
    patches: multilink('patch'),
  }),
  task: issueClass({
    type: link('task_type'),
    ...workProperties,
    dependencies: multilink('task'),
    assignee: multilink('user', { title: 'Assigned to' }),
    solves: link('bug'),
  }),
  milestone: issueClass({
    bugs: multilink('bug'),
    tasks: multilink('task'),
    status: link('status'),
    release_date: string({ title: 'Release date' }),
  }),
})
