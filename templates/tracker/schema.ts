import {
  boolean,
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

export const schema = defineSchema({
  user: userClass(
    {
      username: string({ required: true, title: 'User name' }),
      password: password(),
      address: string({ title: 'E-mail address' }),
      realname: string({ title: 'Name' }),
      roles: string(),
      timezone: string({ title: 'Time zone' }),
    },
    { key: 'username' },
  ),
  status: plainClass({ name: string({ required: true }), order: number() }, { key: 'name' }),
  area: plainClass({ name: string({ required: true }), owner: link('user') }, { key: 'name' }),
  msg: messageClass({
    author: link('user', { journal: false }),
    date: date(),
    summary: string(),
    files: multilink('file'),
  }),
  file: fileClass({ name: string(), description: string({ indexed: true }) }),
  issue: issueClass({
    status: link('status', { default: 'new' }),
    area: link('area', { required: true, help: 'What the request is about.' }),
    assignee: link('user'),
    urgent: boolean(),
    dependencies: multilink('issue', { reverse: 'blocks', title: 'Waits for' }),
  }),
})
