import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CLASSIC_EXTENDED, withEmptyDatabase } from '../support/import-given.ts'
import type { WrittenExport } from '../support/write-export.ts'
import { AT } from '../support/write-export.ts'

const exported: WrittenExport = {
  classes: {
    status: {
      rows: [
        { id: "'1'", name: "'open'" },
        { id: "'2'", name: "'closed'" },
      ],
    },
    msg: { rows: [{ id: "'1'", summary: "'hello'" }] },
    issue: {
      rows: [
        {
          id: "'1'",
          title: "'one'",
          status: "'1'",
          messages: "['1']",
          due: AT,
          estimate: '(-1, 0, 0, 2, 0, 30, 0)',
          blocked: '1',
          dependson: "['2']",
        },
        { id: "'2'", title: "'two'", blocks: "['1']", nosy: "['1', '77']" },
      ],
      journal: [
        ["'1'", AT, "'1'", "'create'", '{}'],
        ["'1'", AT, "'ada'", "'set'", `{'title': 'first', 'due': None, 'messages': (('+', ['1']),)}`],
        ["'1'", AT, "'1'", "'set'", `{'status': '2', 'secret': '{SHA}0c04'}`],
        ["'1'", AT, "'1'", "'link'", `('issue', '5', 'dependson')`],
      ],
    },
  },
  files: { 'msg-files/0/msg1': 'hello' },
}

finds(
  'a title',
  `update issue set title = 'One' where id = 1`,
  /^issue1 title: 'one' in the export, 'One' in the tracker$/m,
)
finds('a link', `update issue set status = 2 where id = 1`, /^issue1 status: '1' in the export, '2' in the tracker$/m)
finds(
  'a link that was unset',
  `update issue set status = null where id = 1`,
  /^issue1 status: '1' in the export, None in the tracker$/m,
)
finds(
  'a millisecond',
  `update issue set due = due + interval '1 ms' where id = 1`,
  /^issue1 due: \(2020, 1, 2, 3, 4, 5\.678, 0, 0, 0\) in the export, \(2020, 1, 2, 3, 4, 5\.679/m,
)
finds('an interval', `update issue set estimate = '- 2d 0:31' where id = 1`, /^issue1 estimate: /m)
finds(
  'a truth',
  `update issue set blocked = false where id = 1`,
  /^issue1 blocked: 1 in the export, 0 in the tracker$/m,
)
finds(
  'who was active',
  `update issue set actor = 2 where id = 2`,
  /^issue2 actor: '1' in the export, '2' in the tracker$/m,
)
finds(
  'a retired node',
  `update issue set _retired = true where id = 2`,
  /^issue2 is retired: False in the export, True in the tracker$/m,
)
finds(
  'an entry of a multilink',
  `delete from "issue.messages"`,
  /^issue1 messages: \['1'\] in the export, \[\] in the tracker$/m,
)
finds(
  'a computed multilink',
  `delete from "issue.dependson"`,
  /^issue2 blocks: \['1'\] in the export, \[\] in the tracker$/m,
)
finds(
  'a link to nothing',
  `delete from _dangling where property = 'nosy'`,
  /^issue2 nosy: \['1', '77'\] in the export, \['1'\] in the tracker$/m,
)
finds('a node', `delete from status where id = 2`, /^status2 is not in the tracker$/m)
finds(
  'a node too many',
  `insert into status (id, name, creation, activity) values (3, 'new', now(), now())`,
  /^status3 is not in the export$/m,
)
finds('a byte', `update _content set bytes = 'hellO'`, /^msg-files\/0\/msg1: its 5 bytes are others in the tracker$/m)
finds(
  'a byte too many',
  `update _content set bytes = 'hello!'`,
  /^msg-files\/0\/msg1: 5 bytes in the export, 6 in the tracker$/m,
)
finds(
  'an old value',
  `update _journal set changes = jsonb_set(changes, '{title,0}', '"First"') where changes ? 'title'`,
  /^history of issue1: .*'title': 'first'.* in the export, .*'title': 'First'/m,
)
finds(
  'an old value that was hidden',
  `update _dangling set value = jsonb_set(value, '{literal}', '"{''status'': ''2''}"') where property = ''`,
  /^history of issue1: /m,
)
finds(
  'what a multilink gained',
  `update _journal set changes = jsonb_set(changes, '{messages,+}', '[2]') where changes ? 'messages'`,
  /^history of issue1: /m,
)
finds(
  'a change without a property',
  `update _journal set changes = changes - 'due' where changes ? 'due'`,
  /^history of issue1: /m,
)
finds('who made a change', `update _journal set actor_name = 'Ada' where actor_name = 'ada'`, /^history of issue1: /m)
finds('what was done', `update _journal set action = 'unlink' where action = 'link'`, /^history of issue1: /m)
finds('who links here', `update _journal set linker_node = 6 where action = 'link'`, /^history of issue1: /m)
finds(
  'the time of a change',
  `update _journal set at = at + interval '1 ms' where action = 'create'`,
  /^history of issue1: /m,
)
finds(
  'the order of a history',
  `update _journal set action = case action when 'link' then 'create' else 'link' end, linker_class = null where action in ('link', 'create')`,
  /^history of issue1: /m,
)
finds('a history entry', `delete from _journal where action = 'create'`, /^history of issue1: /m)
finds(
  'a history entry too many',
  `insert into _journal (class, node, at, source, action) values ('issue', 2, now(), 'web', 'retired')`,
  /^history of issue2: the retired of .* is not in the export$/m,
)

test(
  'a good import has no difference, counted class by class',
  withEmptyDatabase(CLASSIC_EXTENDED, async ({ muster, write }) => {
    const directory = write(exported)
    await muster('import-roundup', directory)
    const { code, out } = await muster('verify-roundup', directory)
    assert.equal(code, 0)
    assert.match(out, /^issue: 2 nodes, 4 history entries; the same$/m)
    assert.match(out, /^msg: 1 node, 0 history entries, 1 file; the same$/m)
  }),
)

/** After an import, one statement changes one thing, and the comparison finds it. */
function finds(what: string, statement: string, line: RegExp): void {
  test(
    `a comparison finds ${what}`,
    withEmptyDatabase(CLASSIC_EXTENDED, async ({ muster, write, query }) => {
      const directory = write(exported)
      const imported = await muster('import-roundup', directory)
      assert.equal(imported.code, 0, imported.err)
      await query(`set session_replication_role = replica; ${statement}; set session_replication_role = default`)

      const { code, err } = await muster('verify-roundup', directory)
      assert.equal(code, 1)
      assert.match(err, line)
      assert.match(err, /differences? between the export and the tracker\.$/)
    }),
  )
}
