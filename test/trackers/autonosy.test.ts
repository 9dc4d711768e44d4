import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withNames } from './given-tracker.ts'
import type { NamedTracker } from './given-tracker.ts'

/** Ada looks after Windows, Grace releases 3.11. */
async function appoint({ person, set }: NamedTracker): Promise<void> {
  await person('ada')
  await person('grace')
  await set({ className: 'component', id: 15 }, { add_as_nosy: ['ada'] })
  await set({ className: 'version', id: 17 }, { release_manager: 'grace' })
}

test(
  'people follow the components they look after',
  withNames('python-dev', async (given) => {
    await appoint(given)
    const issue = await given.create('issue', { title: 'os.kill() hangs' })

    await given.set(issue, { components: ['Windows', 'Tests'] })

    assert.deepEqual(await given.names(issue, 'nosy'), ['ada', 'admin'])
  }),
)

test(
  'who leaves an issue stays away when its other components change',
  withNames('python-dev', async (given) => {
    await appoint(given)
    const issue = await given.create('issue', { title: 'os.kill() hangs', components: ['Windows'] })
    await given.set(issue, { nosy: [] })

    await given.set(issue, { components: ['Windows', 'Tests'] })

    assert.deepEqual(await given.names(issue, 'nosy'), [])
  }),
)

test(
  'release managers follow what blocks their releases',
  withNames('python-dev', async (given) => {
    await appoint(given)
    const issue = await given.create('issue', { title: 'Crash at start', versions: ['Python 3.11', 'Python 3.10'] })
    assert.deepEqual(await given.names(issue, 'nosy'), ['admin'])

    await given.set(issue, { priority: 'release blocker' })

    assert.deepEqual(await given.names(issue, 'nosy'), ['admin', 'grace'])
  }),
)

test(
  'a release blocker of another version is none of theirs',
  withNames('python-dev', async (given) => {
    await appoint(given)

    const issue = await given.create('issue', {
      title: 'Crash',
      priority: 'release blocker',
      versions: ['Python 3.10'],
    })

    assert.deepEqual(await given.names(issue, 'nosy'), ['admin'])
  }),
)

test(
  'people who left the tracker follow nothing new',
  withNames('python-dev', async (given) => {
    await appoint(given)
    await given.operations.retire(given.admin, {
      className: 'user',
      id: (await given.operations.lookup(given.admin, 'user', 'ada'))!,
    })

    const issue = await given.create('issue', { title: 'os.kill() hangs', components: ['Windows'] })

    assert.deepEqual(await given.names(issue, 'nosy'), ['admin'])
  }),
)
