import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findLinks } from '../../src/web/text/find-links.ts'
import { rulesOf } from '../../src/web/text/tracker-rules.ts'
import { resolveTracker } from '../../src/schema/resolve-tracker.ts'
import definition from './tracker.ts'
import { linkRules } from './link-rules.ts'

const { tracker } = resolveTracker('python-dev', { ...definition, views: { ...definition.views, linkRules } })

/** What becomes a link, as `text -> href`. */
function linksIn(text: string): readonly string[] {
  return findLinks(text, rulesOf(tracker)).map(({ start, end, href }) => `${text.slice(start, end)} -> ${href}`)
}

const GITHUB = 'https://github.com/python/cpython'
const LOOKUP = 'https://hg.python.org/lookup'
const HASH = '1234567890abcdef1234567890abcdef12345678'

const linked: readonly (readonly [string, ...string[]])[] = [
  ['#1', '#1 -> /issue1'],
  ['# 1000', '# 1000 -> /issue1000'],
  ['issue 1999999', 'issue 1999999 -> /issue1999999'],
  ['bpo-555555', 'bpo-555555 -> /issue555555'],
  ['BPO-1234 and Issue1234', 'BPO-1234 -> /issue1234', 'Issue1234 -> /issue1234'],
  ['(issue 5555)', 'issue 5555 -> /issue5555'],
  ['"#1000"', '#1000 -> /issue1000'],
  ['issue #1234', '#1234 -> /issue1234'],
  ...['PR1', 'GH1', 'PR 1', 'PR-1', 'gh-1', 'pull request 1', 'PullRequest 1', 'pR 1'].map(
    (text) => [text, `${text} -> ${GITHUB}/pull/1`] as const,
  ),
  ...['r2222', 'r 2222', 'r. 2222', 'rev2222', 'rev.  2222', 'revision 2222'].map(
    (text) => [text, `${text} -> ${LOOKUP}/r2222`] as const,
  ),
  ['41a99a2a7198', `41a99a2a7198 -> ${LOOKUP}/41a99a2a7198`],
  ['hg41a99a2a7198', `hg41a99a2a7198 -> ${LOOKUP}/hg41a99a2a7198`],
  ['git4581b90a75f', `git4581b90a75f -> ${LOOKUP}/git4581b90a75f`],
  [`New changeset ${HASH} by Ada in branch '3.6':`, `${HASH} -> ${LOOKUP}/${HASH}`],
  ['commit 4581b90', `4581b90 -> ${GITHUB}/commit/4581b90`],
  ['(Lib/cgi.py)', `Lib/cgi.py -> ${GITHUB}/blob/main/Lib/cgi.py`],
  ['see Lib/cgi.py.', `Lib/cgi.py -> ${GITHUB}/blob/main/Lib/cgi.py`],
  ['Python/ceval.c:1234', `Python/ceval.c:1234 -> ${GITHUB}/blob/main/Python/ceval.c#L1234`],
  ['Lib/cgi.py: 123', `Lib/cgi.py -> ${GITHUB}/blob/main/Lib/cgi.py`],
  [
    'Include/cpython/abstract.h:12:13',
    `Include/cpython/abstract.h:12 -> ${GITHUB}/blob/main/Include/cpython/abstract.h#L12`,
  ],
  ['3.7/Lib/cgi.py:123', `3.7/Lib/cgi.py:123 -> ${GITHUB}/blob/3.7/Lib/cgi.py#L123`],
  ['3.10/Lib/cgi.py', `3.10/Lib/cgi.py -> ${GITHUB}/blob/3.10/Lib/cgi.py`],
  ['2.6/Lib/http/:123', `2.6/Lib/http/ -> ${GITHUB}/blob/2.6/Lib/http/`],
  ['File "/usr/lib/python2.7/socket.py", line 553', `socket.py -> ${GITHUB}/blob/2.7/Lib/socket.py#L553`],
  ['File "/usr/lib/python3.10/os.py", line 3', `os.py -> ${GITHUB}/blob/3.10/Lib/os.py#L3`],
  ['File "c:\\Python26\\lib\\traceback.py", line 57', `traceback.py -> ${GITHUB}/blob/2.6/Lib/traceback.py#L57`],
  ['File "C:\\Python310\\lib\\os.py", line 3', `os.py -> ${GITHUB}/blob/3.10/Lib/os.py#L3`],
  [
    'File "D:\\buildarea\\3.x-windows\\build\\lib\\test\\test_logging.py", line 3599',
    `test\\test_logging.py -> ${GITHUB}/blob/main/Lib/test/test_logging.py#L3599`,
  ],
  ['fixed@europython.eu', 'fixed@europython.eu -> mailto:fixed@europython.eu'],
  ['msg1000, file 1000', 'msg1000 -> /msg1000', 'file 1000 -> /file1000'],
  ['PEP 8', 'PEP 8 -> https://peps.python.org/pep-0008/'],
  ['pep 008', 'pep 008 -> https://peps.python.org/pep-0008/'],
  ['PEP3000', 'PEP3000 -> https://peps.python.org/pep-3000/'],
  ['the devguide.', 'devguide -> https://devguide.python.org/'],
  ['devguide/triaging.html', 'devguide/triaging.html -> https://devguide.python.org/triaging.html'],
  [
    'devguide/committing#using-several',
    'devguide/committing#using-several -> https://devguide.python.org/committing#using-several',
  ],
]

for (const [text, ...expected] of linked)
  test(`in "${text}" a link is found`, () => {
    assert.deepEqual(linksIn(text), expected)
  })

const plain = [
  'r123',
  'rev 12',
  'wordthatendswithr 2222',
  '1234567890',
  '123456789012',
  'deadbeef',
  '1234567',
  '#2000000',
  '#1234567890123',
  'pyissue1000',
  'foo_bpo-1234',
  'x#1234',
  'bpo 1234',
  'issue#1234',
  '&#1234;',
  '/Lib/cgi.py',
  '1.7/Lib/cgi.py',
  '/3.7/Lib/cgi.py',
  'File "C:\\Python27\\lib\\site-packages\\nose\\core.py", line 1',
  'File "build/build.py", line 1',
  'File " x.py", line 1',
  'File "/var/lib/x.py", line 1',
  'version1000',
  'version 1000',
  'user1234',
  'PEP 15000',
  'PEP!',
  'pep-8',
  'PEP_8',
  'devguides',
  'PR#12',
  'pull/12',
  'PR without number',
  'prompt 3',
  'Apr 7',
  '@user',
]

for (const text of plain)
  test(`"${text}" is no link`, () => {
    assert.deepEqual(linksIn(text), [])
  })

test('nothing is linked inside an address', () => {
  for (const url of [
    'http://example.com/#12345',
    'https://mail.example.org/2011-October/thread.html#12459',
    'https://example.org/PEP393',
    'https://github.com/python/cpython/pull/99/files#r263026496',
    'http://example.org/Lib/cgi.py:12',
  ])
    assert.deepEqual(linksIn(url), [`${url} -> ${url}`])
  assert.deepEqual(linksIn('bpo-1234@example.com'), ['bpo-1234@example.com -> mailto:bpo-1234@example.com'])
})
