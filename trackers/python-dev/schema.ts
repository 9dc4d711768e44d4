import {
  boolean,
  date,
  defineSchema,
  fileClass,
  integer,
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

/** What an issue may be classified by: a name, what it means, its place in menus. */
const valueProperties = {
  name: string({ required: true }),
  description: string(),
  order: number(),
}

const named = { key: 'name' } as const

/** What a spam filter thought; 1 is spam for certain. */
const spamProperties = {
  spambayes_score: number({ title: 'Spam score', quiet: true }),
  spambayes_misclassified: boolean({ title: 'Misclassified', quiet: true }),
}

/**
 * The schema of bugs.python.org in its last writable year, name for name: its exports, API clients and
 * saved URLs name these properties. `legacy` is what no page of it showed any more.
 */
export const schema = defineSchema({
  issue_type: plainClass(valueProperties, { ...named, title: 'Type' }),
  component: plainClass(
    {
      ...valueProperties,
      assign_to: link('user', { title: 'Assign to', help: 'Gets new issues of this component.' }),
      add_as_nosy: multilink('user', { title: 'Add as nosy', help: 'Follow every issue of this component.' }),
    },
    named,
  ),
  version: plainClass(
    {
      ...valueProperties,
      release_manager: link('user', {
        title: 'Release manager',
        help: 'Follows the release blockers of this version.',
      }),
    },
    named,
  ),
  severity: plainClass(valueProperties, { ...named, legacy: true }),
  priority: plainClass(valueProperties, named),
  stage: plainClass(valueProperties, named),
  status: plainClass(valueProperties, named),
  resolution: plainClass(valueProperties, named),
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
      phone: string({ legacy: true }),
      organisation: string(),
      alternate_addresses: string({ multiline: true, title: 'Alternate e-mail addresses', help: 'One a line.' }),
      queries: multilink('query'),
      roles: string({ help: 'Separated by commas.' }),
      timezone: string({ title: 'Time zone', help: 'A name such as Europe/Stockholm, or hours from UTC.' }),
      contrib_form: boolean({ title: 'Contributor form received' }),
      contrib_form_date: date({ title: 'Contributor form received on', displayTime: false }),
      openids: string({ legacy: true }),
      iscommitter: boolean({ title: 'Is committer' }),
      homepage: string({ title: 'Home page' }),
      github: string({ title: 'GitHub name' }),
    },
    { key: 'username' },
  ),

  openid_discovery: plainClass(
    { url: string(), services: string(), op_endpoint: string(), op_local: string() },
    { key: 'url', journal: false, legacy: true },
  ),
  openid_session: plainClass(
    { url: string(), assoc_handle: string(), expires: date(), mac_key: string() },
    { key: 'assoc_handle', journal: false, legacy: true },
  ),
  openid_nonce: plainClass({ created: date(), nonce: string() }, { key: 'nonce', legacy: true }),
  oic_session: plainClass({ sid: string(), pickle: string() }, { key: 'sid', journal: false, legacy: true }),
  oic_account: plainClass({ user: link('user', { journal: false }), issuer: string(), subject: string() }),
  oic_registration: plainClass({ issuer: string(), client_id: string(), client_secret: string() }, { legacy: true }),

  msg: messageClass({
    author: link('user', { journal: false }),
    recipients: multilink('user', { journal: false }),
    date: date(),
    summary: string(),
    files: multilink('file'),
    messageid: string({ title: 'Message-Id' }),
    inreplyto: string({ title: 'In reply to' }),
    ...spamProperties,
  }),
  file: fileClass({
    name: string(),
    description: string({ indexed: true }),
    ...spamProperties,
    revision: string({ legacy: true }),
    branch: string({ legacy: true }),
    patchset: string({ legacy: true }),
  }),
  hgrepo: plainClass({ url: string(), lastrev: string(), patchbranch: string() }, { label: 'url', legacy: true }),
  pull_request: plainClass(
    { number: string(), title: string(), status: string() },
    { label: 'id', title: 'Pull request' },
  ),

  issue: issueClass({
    type: link('issue_type'),
    components: multilink('component'),
    versions: multilink('version'),
    severity: link('severity', { default: 'normal', legacy: true }),
    priority: link('priority', { default: 'normal' }),
    dependencies: multilink('issue'),
    assignee: link('user', { title: 'Assigned to' }),
    status: link('status', { default: 'open' }),
    resolution: link('resolution'),
    superseder: link('issue'),
    keywords: multilink('keyword'),
    stage: link('stage'),
    nosy_count: number({ title: 'Nosy count', quiet: true }),
    message_count: number({ title: 'Message count', quiet: true }),
    hgrepos: multilink('hgrepo', { legacy: true }),
    pull_requests: multilink('pull_request', { title: 'Pull requests' }),
    github: integer({ title: 'GitHub', help: 'Number of the issue on GitHub that this one moved to.' }),
  }),
})
