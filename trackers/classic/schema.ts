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

/** Roundup's own classic template: name for name what its exports and its API clients hold. */
export const schema = defineSchema({
  priority: plainClass({ name: string({ required: true }), order: number() }, { key: 'name' }),
  status: plainClass({ name: string({ required: true }), order: number() }, { key: 'name' }),
  keyword: plainClass({ name: string({ required: true }) }, { key: 'name' }),
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
  }),
  file: fileClass({ name: string() }),
  issue: issueClass({
    assignedto: link('user', { title: 'Assigned to' }),
    keyword: multilink('keyword', { title: 'Keywords' }),
    priority: link('priority'),
    status: link('status'),
  }),
})
