import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sendDespiteKills } from '../support/killed-workers.ts'
import { placeOf, withMail, workerFor } from '../support/with-mail.ts'

test('a worker that is killed while it sends loses no mail, and sends none under another id', () =>
  sendDespiteKills({ notifications: 20, kills: 1, patienceMs: 90_000 }))

test(
  'several workers at once send each mail once',
  withMail('python-dev', async (given) => {
    const { sink, person, create, emptied } = given
    const others = [1, 2].map(() => workerFor(given, sink.url, placeOf(given), { pollSeconds: 0.5 }))
    for (const other of others) await other.start()
    const nosy = [(await person('ada')).userId!, (await person('bo')).userId!]

    for (let index = 0; index < 20; index++) await create('issue', { title: `Valve number ${index}`, nosy })
    await emptied()
    for (const other of others) await other.stop()

    assert.equal(sink.arrived.length, 40)
  }),
)

test(
  'a database whose connections break delays mail, and loses none',
  withMail(
    'python-dev',
    async ({ sink, person, create, database, emptied }) => {
      const nosy = [(await person('ada')).userId!]
      for (let index = 0; index < 5; index++) {
        await database.pool.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'muster worker' and datname = current_database()",
        )
        await create('issue', { title: `Valve number ${index}`, nosy })
      }
      await emptied()

      assert.equal(sink.arrived.length, 5)
    },
    { pollSeconds: 0.5, onError: () => {} },
  ),
)
