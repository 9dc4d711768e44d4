import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../../src/operations/types.ts'
import { conversations, threadedMail } from '../support/mail-threads.ts'
import type { ThreadedMail } from '../support/mail-threads.ts'
import { withMail } from '../support/with-mail.ts'
import type { TrackerWithMail } from '../support/with-mail.ts'

const ONE = { gmail: 1, thunderbird: 1, apple: 1, mutt: 1 }

interface Said {
  readonly text: string
  readonly messageid?: string
  readonly inreplyto?: string
}

/** Ada writes on python-dev's issue, and Bo follows it. */
async function followed(given: TrackerWithMail) {
  const ada = await given.person('ada')
  const bo = await given.person('bo')
  const mailsTo = async (who: Actor): Promise<readonly ThreadedMail[]> => {
    await given.emptied()
    return Promise.all(given.sink.arrived.filter(({ to }) => to.startsWith(`${who.username}@`)).map(threadedMail))
  }
  const say = async (issue: number | null, { text, ...ids }: Said, changes: object = {}): Promise<number> => {
    const applied = await given.operations.apply(given.admin, [
      {
        className: 'msg',
        id: null,
        reference: -1,
        changes: { content: Buffer.from(text), author: ada.userId!, ...ids },
      },
      { className: 'issue', id: issue, changes: { messages: { add: [-1] }, ...changes } },
    ])
    await given.emptied()
    return applied.at(-1)!.designator.id
  }
  const change = async (issue: number, changes: Readonly<Record<string, string | number>>): Promise<void> => {
    await given.operations.set(given.admin, { className: 'issue', id: issue }, changes)
    await given.emptied()
  }
  return { ada, bo, mailsTo, say, change }
}

test(
  'an issue is one conversation: messages, replies by mail, changes alone',
  withMail('python-dev', async (given) => {
    const { bo, mailsTo, say, change } = await followed(given)
    const issue = await say(null, { text: 'It leaks.' }, { title: 'Valve leaks', nosy: [bo.userId!] })
    await say(issue, { text: 'Still.', messageid: '<2.reply@home.example>', inreplyto: '<unknown@home.example>' })
    await say(issue, { text: 'Indeed.', messageid: '<3.reply@home.example>', inreplyto: 'Re <2.reply@home.example>' })
    await change(issue, { priority: (await given.operations.lookup(given.admin, 'priority', 'high'))! })
    await say(issue, { text: 'Mended.' })

    const mails = await mailsTo(bo)
    const [first, ...later] = mails
    assert.equal(mails.length, 5)
    assert.deepEqual(conversations(mails), ONE)
    assert.equal(new Set(mails.map(({ messageId }) => messageId)).size, 5)
    for (const { references } of later) assert.ok(references.includes(first!.messageId))
    assert.deepEqual(first!.references, [])
    assert.equal(mails[2]!.inReplyTo, '<2.reply@home.example>')
    assert.equal(mails[2]!.references.at(-1), '<2.reply@home.example>')
  }),
)

test(
  'who joins late has one conversation too, without the first mail',
  withMail('python-dev', async (given) => {
    const { ada, bo, mailsTo, say, change } = await followed(given)
    const issue = await say(null, { text: 'It leaks.' }, { title: 'Valve leaks', nosy: [ada.userId!] })
    await say(issue, { text: 'Still.' }, { nosy: { add: [bo.userId!] } })
    await say(issue, { text: 'Indeed.' })
    await change(issue, { priority: (await given.operations.lookup(given.admin, 'priority', 'high'))! })

    const mails = await mailsTo(bo)
    assert.equal(mails.length, 3)
    assert.deepEqual(conversations(mails), ONE)
  }),
)

test(
  'an issue that began without a message stays with the mail that told of it',
  withMail('python-dev', async (given) => {
    const { bo, mailsTo, say } = await followed(given)
    const { id } = await given.create('issue', { title: 'Valve leaks', nosy: [bo.userId!] })
    await given.emptied()
    await say(id, { text: 'It leaks.' })
    await say(id, { text: 'Still.' })

    const mails = await mailsTo(bo)
    assert.equal(mails.length, 3)
    assert.deepEqual(conversations(mails), ONE)
    for (const { references } of mails.slice(1)) assert.ok(references.includes(mails[0]!.messageId))
  }),
)

test(
  'an issue whose old messages came without ids is one conversation from the first mail on',
  withMail('classic', async (given) => {
    const { bo, mailsTo, say } = await followed(given)
    const issue = await say(null, { text: 'It leaks.' }, { title: 'Valve leaks' })
    await given.database.pool.query('update msg set messageid = $1', ['(no id: lost, in 2004)\n'])
    await say(issue, { text: 'Still.' }, { nosy: [bo.userId!] })
    await say(issue, { text: 'Indeed.' })
    await say(issue, { text: 'Mended.' })

    const mails = await mailsTo(bo)
    assert.equal(mails.length, 3)
    assert.deepEqual(conversations(mails), ONE)
    for (const { references } of mails.slice(1)) assert.ok(references.includes(mails[0]!.messageId))
  }),
)

test(
  'a new title stays in the conversation, save for Gmail, which begins one with each subject',
  withMail('python-dev', async (given) => {
    const { bo, mailsTo, say } = await followed(given)
    const issue = await say(null, { text: 'It leaks.' }, { title: 'Valve leaks', nosy: [bo.userId!] })
    await say(issue, { text: 'Not the valve.' }, { title: 'Pump leaks' })
    await say(issue, { text: 'Indeed.' })

    const mails = await mailsTo(bo)
    assert.deepEqual(
      mails.map(({ subject }) => subject),
      ['Valve leaks', 'Pump leaks', 'Pump leaks'].map((title) => `[issue${issue}] ${title}`),
    )
    assert.deepEqual(conversations(mails), { ...ONE, gmail: 2 })
  }),
)
