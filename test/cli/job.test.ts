import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run } from '../../src/cli/run.ts'
import { withMail } from '../support/with-mail.ts'

test(
  'a job at a set time is done by a worker when it is asked for: old mail goes, what failed stays',
  withMail('python-dev', async ({ databaseUrl, database, person, create, emptied }) => {
    const nosy = [(await person('ada')).userId!, (await person('bo')).userId!]
    await create('issue', { title: 'Old', nosy })
    await create('issue', { title: 'New', nosy })
    await emptied()
    await database.pool.query("update _mail set made_at = now() - interval '91 days' where subject like '%Old'")
    await database.pool.query(
      "update _delivery set state = 'failed' from _mail m where m.id = mail and subject like '%Old' and address like 'bo@%'",
    )

    const job = async (...argv: readonly string[]): Promise<{ code: number; said: string }> => {
      let said = ''
      const say = (line: string): void => void (said += `${line}\n`)
      const env = { MUSTER_TRACKER: 'python-dev', MUSTER_DATABASE_URL: databaseUrl }
      const code = await run(['job', ...argv], { out: say, err: say, isTerminal: false, env })
      return { code, said }
    }
    assert.match((await job()).said, /^digests {2}\(.*\nclean-up {2}\(/)
    assert.match((await job('dishes')).said, /There is no job "dishes": there are digests, clean-up/)
    assert.equal((await job('clean-up')).code, 0)

    const left = async (): Promise<readonly string[]> =>
      (
        await database.pool.query<{ left: string }>(
          `select regexp_replace(subject, '.* ', '') || ' ' || address as left
           from _delivery d join _mail m on m.id = d.mail order by d.id`,
        )
      ).rows.map((row) => row.left)
    for (let tries = 0; tries < 500 && (await left()).length > 3; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20))
    assert.deepEqual((await left()).toSorted(), [
      'New ada@muster.example',
      'New bo@muster.example',
      'Old bo@muster.example',
    ])
  }),
)
