import assert from 'node:assert/strict'
import { test } from 'node:test'
import { detectorsFor } from 'muster-tracker/tracker'
import type { TrackerDefinition } from '../../src/schema/tracker.ts'
import minimal from '../../trackers/minimal/tracker.ts'
import { schema as minimalSchema } from '../../trackers/minimal/schema.ts'
import pythonDev from '../../trackers/python-dev/tracker.ts'
import { schema as pythonDevSchema } from '../../trackers/python-dev/schema.ts'
import { tellNosy } from '../../trackers/shared-detectors/tell-nosy.ts'
import { everythingIn } from '../support/read-mail.ts'
import { withMail } from '../support/with-mail.ts'
import type { TrackerWithMail } from '../support/with-mail.ts'

const LIST = 'list@lists.example'

/** python-dev that also tells a list, which reads what strangers read. */
const withList: TrackerDefinition = {
  ...(pythonDev as unknown as TrackerDefinition),
  detectors: [
    ...pythonDev.detectors,
    detectorsFor(pythonDevSchema).react('issue', ['create', 'set'], async function tellList({ notify }, issue, before) {
      const known = new Set(before?.messages)
      const message = issue.messages.find((id) => !known.has(id)) ?? null
      await notify({ message, people: [], addresses: [LIST] })
    }),
  ],
}
const minimalWithMail: TrackerDefinition = {
  ...(minimal as unknown as TrackerDefinition),
  detectors: [
    detectorsFor(minimalSchema).react('issue', ['create', 'set'], async function tellAll(context, issue, before) {
      await tellNosy(context, issue, before)
      await context.notify({ message: null, people: issue.nosy })
    }),
  ],
}

/** What each address got since it was asked last, decoded and as it was sent. */
async function received({ sink, emptied }: TrackerWithMail): Promise<ReadonlyMap<string, string>> {
  await emptied()
  const texts = new Map<string, string>()
  for (const mail of sink.takeAll()) texts.set(mail.to, (texts.get(mail.to) ?? '') + (await everythingIn(mail)))
  return texts
}

test(
  'no mail holds an address of somebody else, whoever gets it',
  withMail({ name: 'python-dev', definition: withList }, async (given) => {
    const { create, person, operations } = given
    const roles = ['User', 'Developer', 'Coordinator', 'Admin']
    const people = []
    for (const role of roles)
      people.push(
        await person(`canary${role}`, role, {
          address: `canary.${role}@home.example`,
          alternate_addresses: `other.canary.${role}@home.example`,
          realname: `Canary ${role} <named.${role}@home.example>`,
        }),
      )
    /* Such login names come from old trackers. */
    await given.database.pool.query(`update "user" set username = username || '@login.example' where id > 2`)
    const nosy = people.map(({ userId }) => userId!)
    const file = await create('file', { name: 'a.txt', type: 'text/plain', content: 'a' })
    for (const [index, author] of people.entries()) {
      const other = nosy[(index + 1) % nosy.length]!
      const issue = await create('issue', { title: 'Valve leaks', nosy, components: [4] }, given.admin)
      await operations.apply(author, [
        { className: 'msg', id: null, reference: -1, changes: { content: Buffer.from('It leaks.'), files: [file.id] } },
        { ...issue, changes: { messages: [-1], nosy: { remove: [other] } } },
      ])
      await operations.set(given.admin, issue, { assignee: other })
    }

    const texts = await received(given)
    assert.equal(texts.size, people.length + 1)
    for (const [to, text] of texts)
      for (const role of roles) {
        const own = to === `canary.${role}@home.example`
        if (!own) assert.doesNotMatch(text, new RegExp(`canary\\.${role}@`, 'i'), `${to} reads an address of ${role}`)
        assert.doesNotMatch(text, new RegExp(`(other\\.canary|named)\\.${role}@home|canary${role}@login`, 'i'), to)
      }
  }),
)

test(
  'what a message says of addresses is what its author wrote',
  withMail('classic', async (given) => {
    const { create, person } = given
    const bo = await person('bo')
    const message = await create('msg', { content: 'Write to ada@home.example.' })
    await create('issue', { title: 'Valve leaks', nosy: [bo.userId!], messages: [message.id] })
    assert.match((await received(given)).get('bo@muster.example')!, /Write to ada@home\.example\./)
  }),
)

test(
  'spam, texts and names that a reader may not see are in no mail to them, and files that were taken away in none',
  withMail({ name: 'python-dev', definition: withList }, async (given) => {
    const { create, person, operations, admin } = given
    const developer = await person('canarylogin', 'Developer', { realname: 'Dora Developer' })
    const issue = await create('issue', { title: 'Valve leaks', nosy: [developer.userId!] })
    const spam = await create('msg', { content: 'canaryspam', summary: 'canaryspam', spambayes_score: 0.99 })
    await operations.set(admin, issue, { messages: { add: [spam.id] } })
    for (const text of (await received(given)).values()) assert.doesNotMatch(text, /canaryspam/)

    const file = await create('file', { name: 'canaryfile.txt', type: 'text/plain', content: 'canarybytes' })
    const wanted = await create('file', { name: 'wanted.txt', type: 'text/plain', content: 'Wanted.' })
    const message = await create('msg', { content: 'See.', files: [file.id, wanted.id], author: developer.userId! })
    await operations.set(admin, issue, { files: { add: [wanted.id, file.id] } })
    assert.match((await received(given)).get(LIST)!, /canaryfile/)
    await operations.apply(admin, [{ ...file, changes: {}, action: 'retire' }])
    await operations.set(admin, issue, { messages: { add: [message.id] }, nosy: { add: [1] } })
    const texts = await received(given)
    assert.deepEqual([...texts.keys()].sort(), ['canarylogin@muster.example', LIST])
    for (const text of texts.values()) {
      assert.match(text, /wanted\.txt/)
      assert.doesNotMatch(text, /canaryfile|canarybytes/)
    }
    assert.match(texts.get(LIST)!, /Dora Developer added the comment/)
    assert.doesNotMatch(texts.get(LIST)!, /canarylogin/, 'strangers may not see login names')
  }),
)

test(
  'a private issue is told to those who may see it, and named to nobody else by issues that link it',
  withMail({ name: 'minimal', definition: minimalWithMail }, async (given) => {
    const { create, person, operations, admin } = given
    const owner = await person('owner')
    const user = await person('user')
    const developer = await person('developer', 'Developer')
    const nosy = [owner, user, developer].map(({ userId }) => userId!)
    const secret = await create('issue', { title: 'canarytitle', nosy, private_for: owner.userId! })
    const first = await received(given)
    assert.deepEqual([...first.keys()].sort(), ['developer@muster.example', 'owner@muster.example'])

    const open = await create('issue', { title: 'Open', nosy, dependencies: [secret.id] })
    await operations.set(admin, open, { dependencies: [] })
    await operations.set(admin, open, { dependencies: [secret.id], assignee: owner.userId! })
    const texts = await received(given)
    assert.equal(texts.size, 3)
    assert.match(texts.get('developer@muster.example')!, /dependencies: \+canarytitle/)
    assert.match(texts.get('owner@muster.example')!, /dependencies: -canarytitle/)
    assert.doesNotMatch(texts.get('user@muster.example')!, /canarytitle|dependencies/)
  }),
)
