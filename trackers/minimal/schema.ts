import {
  defineSchema,
  date,
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

export const schema = defineSchema({
  status: plainClass({ name: string({ required: true }), order: number() }, { key: 'name' }),
  keyword: plainClass({ name: string({ required: true }) }, { key: 'name' }),
  user: userClass(
    {
      username: string({ required: true, title: 'User name' }),
      password: password(),
      address: string({ title: 'E-mail address' }),
      alternate_addresses: string({ multiline: true, title: 'Other e-mail addresses', help: 'One a line.' }),
      realname: string({ title: 'Name' }),
      roles: string(),
      timezone: string({ title: 'Time zone' }),
    },
    { key: 'username' },
  ),
  msg: messageClass({
    author: link('user', { journal: false }),
    recipients: multilink('user', { journal: false }),
    date: date(),
    summary: string(),
    files: multilink('file'),
    messageid: string(),
    inreplyto: string(),
  }),
  file: fileClass({ name: string(), description: string({ indexed: true }) }),
  issue: issueClass({
    status: link('status', { default: 'open' }),
    assignee: link('user'),
    keywords: multilink('keyword'),
    dependencies: multilink('issue', { reverse: 'blocks', title: 'Depends on' }),
    private_for: link('user', { title: 'Private for', help: 'Only this person and developers see the issue.' }),
  }),
})
