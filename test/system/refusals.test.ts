import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { runMuster } from '../support/muster-process.ts'
import { dropDatabase, newDatabase } from '../support/with-tracker.ts'

const BOUND_MS = 10_000
const place = mkdtempSync(join(tmpdir(), 'muster-refusals-'))
after(() => rmSync(place, { recursive: true }))

function folder(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(place, name)
  mkdirSync(path)
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text)
  return path
}

function trackerWithMissingImport(): string {
  const path = join(place, 'tracker')
  cpSync(fileURLToPath(new URL('../../templates/tracker', import.meta.url)), path, { recursive: true })
  writeFileSync(join(path, 'seed.ts'), "import { sets } from './sets.ts'\nexport const seed = sets\n")
  return path
}

/** What an operator may hand over, and what the sentence has to name. */
const HANDED_OVER: Readonly<
  Record<string, { readonly env?: Readonly<Record<string, string>>; readonly made?: string; readonly names: RegExp }>
> = {
  'a wrong configuration key': {
    env: { MUSTER_CONFIG_DIR: folder('key', { 'muster.env': '# ours\nMUSTER_BASE_ULR=https://bugs.example.org/\n' }) },
    names: /muster\.env:2: MUSTER_BASE_ULR is not a setting, did you mean MUSTER_BASE_URL\?/,
  },
  'a password file with a trailing newline': {
    env: { MUSTER_SECRETS_DIR: folder('newline', { MUSTER_DATABASE_PASSWORD: 'changeme\n' }) },
    names: /MUSTER_DATABASE_PASSWORD ends with a newline/,
  },
  'a folder of settings that is empty': {
    env: { MUSTER_CONFIG_DIR: folder('empty', {}) },
    names: /MUSTER_CONFIG_DIR: \S+empty holds no settings/,
  },
  'a Secret that is missing': {
    env: { MUSTER_DATABASE_URL: '', NODE_ENV: 'production' },
    names: /MUSTER_DATABASE_URL has to be set/,
  },
  'a database of another application': {
    made: 'drop schema public cascade; create schema public; create table invoices as select 1 as id',
    names: /tables that are not Muster's \(invoices\)/,
  },
  'a schema from the future': {
    made: "insert into _migration (number, name, breaking) values (9000, '9000-split-journal', true)",
    names: /was migrated by a later release \(9000-split-journal\)/,
  },
  'a tracker folder with a missing import': {
    env: { MUSTER_TRACKER: trackerWithMissingImport() },
    names: /seed\.ts:1: there is no file \S+sets\.ts/,
  },
}

/** Each row and each column of the whole database, in a few characters. */
async function fingerprint(client: pg.Client): Promise<string> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const parts: string[] = []
  for (const { name } of tables) {
    const { rows } = await client.query<{ hash: string }>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${name} t`,
    )
    parts.push(`${name} ${rows[0]!.hash}`)
  }
  const { rows } = await client.query<{ hash: string }>(
    `select md5(string_agg(concat_ws(' ', attrelid, attname, atttypid, attnum), '|' order by attrelid, attnum)) as hash
     from pg_attribute`,
  )
  return [...parts, rows[0]!.hash].join('\n')
}

for (const [what, { env = {}, made, names }] of Object.entries(HANDED_OVER))
  test(`${what} ends serve and init within ten seconds with a sentence, and changes nothing`, async (context) => {
    const url = await newDatabase()
    const given = { MUSTER_TRACKER: 'minimal', MUSTER_DATABASE_URL: url }
    assert.equal((await runMuster(['init'], { env: given })).code, 0)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    context.after(async () => {
      await client.end()
      await dropDatabase(url)
    })
    if (made) await client.query(made)
    const before = await fingerprint(client)

    for (const command of [['serve'], ['init', '--migrate']]) {
      const start = performance.now()
      const { code, out, err } = await runMuster(command, { env: { ...given, NODE_ENV: 'production', ...env } })
      assert.ok(performance.now() - start < BOUND_MS, `${command.join(' ')} took too long`)
      assert.equal(code, 1, out)
      assert.match(err, names)
      // Of a tracker each fault has a line, below the one that says whose they are.
      assert.ok(err.trimEnd().split('\n').length <= 2, err)
    }

    assert.equal(await fingerprint(client), before)
  })
