import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import pg from 'pg'
import { missingFiles } from '../../src/cli/own-files.ts'
import { serveMuster } from '../support/serve-muster.ts'
import { dropDatabase, newDatabase, sharedTracker } from '../support/with-tracker.ts'

/** Each ends the start of a server in production with one sentence that names it, and leaves everything as it was. */
const given = await sharedTracker('minimal')
const place = mkdtempSync(join(tmpdir(), 'muster-bad-'))
after(() => rmSync(place, { recursive: true }))

function folder(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(place, name)
  mkdirSync(path)
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text)
  return path
}

async function refusal(env: Readonly<Record<string, string>>): Promise<string> {
  const served = await serveMuster({
    NODE_ENV: 'production',
    MUSTER_TRACKER: 'minimal',
    MUSTER_DATABASE_URL: given.databaseUrl,
    ...env,
  })
  const late = setTimeout(() => served.child.kill('SIGKILL'), 60_000)
  assert.equal(await served.ended, 1, served.output.err)
  clearTimeout(late)
  assert.match(served.output.err, /^[^\n]+\n$/, 'one line')
  return served.output.err.trimEnd()
}

test('a wrong configuration key', async () => {
  assert.equal(
    await refusal({ MUSTER_BASE_ULR: 'https://bugs.example.org/' }),
    'MUSTER_BASE_ULR is not a setting, did you mean MUSTER_BASE_URL?',
  )
})

test('a password file with a newline at its end', async () => {
  const secrets = folder('newline', { MUSTER_DATABASE_PASSWORD: 'changeme\n' })
  assert.match(
    await refusal({ MUSTER_SECRETS_DIR: secrets }),
    new RegExp(`^MUSTER_DATABASE_PASSWORD: the file ${secrets}/MUSTER_DATABASE_PASSWORD ends with a newline`),
  )
})

test('a Secret that is missing, and one that was mounted empty', async () => {
  assert.equal(
    await refusal({ MUSTER_SECRETS_DIR: join(place, 'nonesuch') }),
    `MUSTER_SECRETS_DIR: the folder ${join(place, 'nonesuch')} can't be read: it does not exist`,
  )
  const empty = folder('empty', {})
  assert.ok((await refusal({ MUSTER_CONFIG_DIR: empty })).startsWith(`MUSTER_CONFIG_DIR: ${empty} holds no settings`))
})

test('a tracker folder that a mount hides, and one with a missing import', async () => {
  const hidden = folder('hidden', {})
  assert.equal(
    await refusal({ MUSTER_TRACKER: hidden }),
    `The folder ${hidden} is no tracker: it has neither a tracker.ts nor a tracker.js`,
  )
  const broken = join(place, 'broken')
  cpSync(fileURLToPath(new URL('../../templates/tracker', import.meta.url)), broken, { recursive: true })
  writeFileSync(join(broken, 'seed.ts'), "import { sets } from './sets.ts'\nexport const seed = sets\n")
  const served = await serveMuster({ MUSTER_TRACKER: broken, MUSTER_DATABASE_URL: given.databaseUrl })
  assert.equal(await served.ended, 1)
  assert.ok(served.output.err.includes(`${join(broken, 'seed.ts')}:1: there is no file ${join(broken, 'sets.ts')}`))
})

test('a database of another application', async () => {
  const url = await newDatabase()
  const other = new pg.Client({ connectionString: url })
  await other.connect()
  await other.query('create table invoices (id integer)')
  assert.equal(
    await refusal({ MUSTER_DATABASE_URL: url }),
    "The database holds tables that are not Muster's (invoices): give Muster a database or a schema of its own",
  )
  const { rows } = await other.query("select tablename from pg_tables where schemaname = 'public'")
  await other.end()
  await dropDatabase(url)
  assert.deepEqual(rows, [{ tablename: 'invoices' }])
})

test('a schema from the future that broke with this release; a compatible one is served', async () => {
  const write = (breaking: boolean) =>
    sql`insert into _migration (number, name, breaking) values (9000, '9000-split-journal', ${breaking})
      on conflict (number) do update set breaking = excluded.breaking`.execute(given.database.sql)
  await write(true)
  assert.equal(
    await refusal({}),
    'The database was migrated by a later release (9000-split-journal): run that release, or restore a backup',
  )
  await write(false)
  await sql`alter table issue add column later_release text`.execute(given.database.sql)
  const served = await serveMuster({ MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: given.databaseUrl })
  await served.until('/healthz/ready', 200)
  assert.equal((await fetch(`${served.url}/issue`)).status, 200)
  assert.equal(await served.stop(), 0)
})

test('a volume that is mounted over a folder of Muster, in the sources and in what was built', () => {
  const root = folder('installed', {})
  for (const name of ['public', 'db/migrations', 'dist/src']) mkdirSync(join(root, name), { recursive: true })
  assert.deepEqual(
    missingFiles(root).map((sentence) => sentence.split(' is empty', 1)[0]),
    [`The folder ${root}/public of Muster`, `The folder ${root}/db/migrations of Muster`],
  )
  writeFileSync(join(root, 'public/muster.css'), '')
  writeFileSync(join(root, 'db/migrations/0001-core.sql'), '')
  assert.deepEqual(missingFiles(root), [])

  const built = ['db/migrations/0001-core.sql', 'dist/src/main.js', 'public/icon.svg', 'public/muster.css']
  writeFileSync(join(root, 'dist/files.json'), JSON.stringify(built))
  assert.deepEqual(
    missingFiles(root).map((sentence) => sentence.split(/ is empty|: install/, 1)[0]),
    [`The folder ${root}/dist/src of Muster`, `Muster's own file ${root}/public/icon.svg is missing`],
  )
})
