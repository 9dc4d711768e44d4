import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Value } from '../../src/schema/property.ts'
import type { PropertySchema } from '../../src/schema/tracker.ts'
import type { JournalChange, StoredJournalEntry } from '../../src/store/journal/journal.ts'
import { readJournal } from '../../src/store/journal/journal.ts'
import { getContent } from '../../src/store/files/content.ts'
import { loadNodes } from '../../src/store/nodes/load-nodes.ts'
import type { Interval } from '../../src/values/interval.ts'
import { readInterval } from '../../src/values/interval.ts'
import { CLASSIC_EXTENDED, withEmptyDatabase } from '../support/import-given.ts'
import { sharedData } from '../support/shared-data.ts'

const sample = sharedData('roundup-export-classic')
const skip = sample === null && 'the reference data is not here'

interface Decoded {
  readonly items: Readonly<Record<string, readonly (Readonly<Record<string, unknown>> & { readonly id: string })[]>>
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>
  readonly journals: Readonly<Record<string, readonly DecodedEntry[]>>
}
interface DecodedEntry {
  readonly id: string
  readonly date: string
  readonly user: string
  readonly action: string
  readonly params: unknown
}
/** What Roundup itself reads from the sample. */
const decoded = (): Decoded => JSON.parse(readFileSync(`${sample}/decoded.json`, 'utf8'))

test(
  'every value, history entry and file of the sample is what Roundup says it is',
  { skip },
  withEmptyDatabase(CLASSIC_EXTENDED, async ({ muster, database, tracker }) => {
    const imported = await muster('import-roundup', sample!)
    assert.equal(imported.code, 0, imported.err)

    const { items, journals, files } = decoded()
    for (const [className, wanted] of Object.entries(items)) {
      const schema = tracker.classes.get(className)!
      const nodes = await loadNodes(
        database.sql,
        schema,
        wanted.map(({ id }) => Number(id)),
        { computed: true },
      )
      const found = nodes.map(({ id, retired, values }) => ({
        id: String(id),
        'is retired': retired,
        ...asDecoded(schema.properties, values),
      }))
      assert.deepEqual(found, wanted, className)
      for (const { id, contentHash } of nodes.filter((node) => schema.hasContent && node)) {
        const bytes = (await getContent(database.sql, contentHash!))!
        const sha256 = createHash('sha256').update(bytes).digest('hex')
        assert.deepEqual({ bytes: bytes.length, sha256 }, files[`${className}${id}`])
      }
      for (const [id, entries] of Map.groupBy(journals[className]!, (entry) => entry.id)) {
        const history = await readJournal(database.sql, className, Number(id))
        assert.deepEqual(
          history.map((entry) => entryAsDecoded(schema.properties, entry)),
          entries,
          `history of ${className}${id}`,
        )
      }
    }
  }),
)

test(
  'new values are put beside the old ones',
  { skip },
  withEmptyDatabase(CLASSIC_EXTENDED, async ({ muster, database }) => {
    await muster('import-roundup', sample!)
    const history = await readJournal(database.sql, 'issue', 1)
    const [first, second] = history.filter((entry) => entry.action === 'set').map((entry) => entry.changes!)
    assert.deepEqual(first!['blocked'], [true, false])
    assert.deepEqual(second!['blocked'], [false, null])
    assert.deepEqual(first!['estimate'], ['+ 1y 2m 3d 4:05:06', '+ 21d'])
    assert.deepEqual(first!['due'], ['2020-02-29T12:30:15.250Z', null])
    assert.deepEqual(second!['due'], [null, '2021-12-31T00:00:00.000Z'])
    assert.deepEqual(first!['status'], [1, 3])
    assert.deepEqual(second!['keyword'], { '+': [3], '-': [1] })
    assert.deepEqual(first!['secret'], ['{PBKDF2S5}*encrypted*', '{PBKDF2S5}*encrypted*'])
    assert.deepEqual(second!['secret'], ['{PBKDF2S5}*encrypted*', null])
  }),
)

test(
  'counting goes on after every id that was ever given out',
  { skip },
  withEmptyDatabase(CLASSIC_EXTENDED, async ({ muster, query }) => {
    await muster('import-roundup', sample!)
    // issue5 was destroyed, but histories still speak of it.
    assert.deepEqual(
      await query(`select nextval('"_issue_id"')::integer as issue, nextval('"_user_id"')::integer as user`),
      [{ issue: 6, user: 12 }],
    )
    assert.deepEqual(
      await query(
        `select nextval(pg_get_serial_sequence('_journal', 'sequence')) > max(sequence) as free from _journal`,
      ),
      [{ free: true }],
    )
  }),
)

test(
  'keys, indexes and links are what a new tracker has',
  { skip },
  withEmptyDatabase(CLASSIC_EXTENDED, async ({ muster, query }) => {
    const shape = `
      select c.relname, (select array_agg(pg_get_indexdef(indexrelid) order by indexrelid::regclass::text) from pg_index where indrelid = c.oid) as indexes,
        (select array_agg(conname || ' ' || pg_get_constraintdef(oid) order by conname) from pg_constraint where conrelid = c.oid) as constraints
      from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`
    await muster('init')
    const before = await query(shape)
    const imported = await muster('import-roundup', sample!)
    assert.equal(imported.code, 0, imported.err)
    assert.deepEqual(await query(shape), before)
  }),
)

function asDecoded(
  properties: ReadonlyMap<string, PropertySchema>,
  values: Readonly<Record<string, Value>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, valueAsDecoded(properties.get(name)!, value)]),
  )
}

function valueAsDecoded({ type }: PropertySchema, value: Value): unknown {
  if (value === null) return null
  if (value instanceof Date) return value.toISOString()
  if (type === 'link') return String(value)
  if (type === 'multilink') return (value as readonly number[]).map(String)
  return type === 'interval' ? { ...(value as Interval) } : value
}

function entryAsDecoded(properties: ReadonlyMap<string, PropertySchema>, entry: StoredJournalEntry): DecodedEntry {
  const { node, at, actor, action, changes, linker } = entry
  const old = Object.entries(changes ?? {}).map(([name, change]) => [name, oldAsDecoded(properties.get(name)!, change)])
  const params = linker
    ? { class: linker.className, id: String(linker.id), property: linker.property }
    : Object.fromEntries(old)
  const hasNone = action === 'retired' || action === 'restored'
  return { action, date: at.toISOString(), id: String(node), params: hasNone ? null : params, user: String(actor) }
}

function oldAsDecoded({ type }: PropertySchema, change: JournalChange): unknown {
  if ('+' in change || '-' in change)
    return Object.fromEntries(Object.entries(change).map(([sign, ids]) => [sign, ids.map(String)]))
  const [old] = change as readonly [unknown]
  if (old === null) return null
  if (type === 'link') return String(old)
  return type === 'interval' ? readInterval(old as string) : old
}
