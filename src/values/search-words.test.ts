import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { indexTokens, MAX_VECTOR_BYTES, queryWords, searchNotes } from './search-words.ts'
import type { Lexemes, TermText } from './search-words.ts'

function found(text: string, term: string, is: TermText['is'] = 'word'): boolean {
  const query = queryWords({ is, text: term })
  if (!query) return false
  const lexemes = indexTokens(text)
  const { words, prefix, phrase } = query
  if (!words.every((word) => lexemes.has(word))) return false
  if (prefix !== null && ![...lexemes.keys()].some((lexeme) => lexeme.startsWith(prefix))) return false
  return phrase === null || phraseStands(lexemes, phrase)
}

function positionsOf(lexemes: Lexemes, lexeme: string): readonly number[] {
  return [lexemes.get(lexeme) ?? []].flat()
}

function phraseStands(lexemes: Lexemes, phrase: readonly { lexeme: string; distance: number }[]): boolean {
  return positionsOf(lexemes, phrase[0]!.lexeme).some((first) => {
    let at = first
    return phrase.every(({ lexeme, distance }) => positionsOf(lexemes, lexeme).includes((at += distance)))
  })
}

test("programmers' words are found whole and by their parts", () => {
  const cases: readonly (readonly [text: string, words: readonly string[], not: readonly string[]])[] = [
    [
      'await asyncio.wait_for(task)',
      ['asyncio.wait_for', 'wait_for', 'asyncio', 'wait', 'for', 'task'],
      ['wait_fo', 'sync', 'io.wait'],
    ],
    ['def __init__(self)', ['__init__', 'init', 'self'], ['_init_']],
    ['since 3.10.4 on Python3.10', ['3.10', '10.4', '3.10.4', 'Python3.10', 'python3'], ['3.1', '0.4']],
    ['C++, C# and g++ but i++', ['C++', 'c#', 'g++'], ['C', 'g']],
    ['in C:\\Lib\\site-packages\\x.py', ['c:\\lib', 'site-packages', 'Lib\\site', 'x.py', 'packages'], ['C:\\x']],
    [
      'raise FooBarError from HTTPServer2',
      ['FooBarError', 'foo', 'bar', 'error', 'http', 'server2'],
      ['FooBar', 'arError'],
    ],
    ['/usr/lib/python3/os.py', ['usr/lib', 'os.py', '/usr/lib/python3/os.py'], ['lib/os.py']],
    ['mail ada@muster.example now', ['ada@muster.example', 'muster.example', 'ada'], ['ada@example']],
    [
      'gcc -Wall --with-pydebug *args **kw @property',
      ['-Wall', '--with-pydebug', 'with-pydebug', '*args', '**kw', '@property', 'wall'],
      ['-with', '*kw'],
    ],
    ['std::vector<int>', ['std::vector', 'vector', 'int'], []],
    ['0xdeadbeef and 1e-5', ['0xdeadbeef', '1e-5'], []],
    ["it isn't", ['it', "isn't"], []],
  ]
  for (const [text, words, not] of cases) {
    for (const word of words) assert.ok(found(text, word), `"${word}" in "${text}"`)
    for (const word of not) assert.ok(!found(text, word), `"${word}" not in "${text}"`)
  }
})

test('case, accents and forms of writing make no difference', () => {
  for (const [text, word] of [
    ['Löwis', 'LOWIS'],
    ['LO\u0308WIS', 'löwis'],
    ['ﬁle', 'FILE'],
    ['ΟΔΟΣ', 'οδος'],
    ['Ｐｙｔｈｏｎ', 'python'],
    ['ſ', 's'],
  ] as const)
    assert.ok(found(text, word), `${word} in ${text}`)
})

test('scripts without spaces are found by any stretch', () => {
  for (const word of ['日本', '本語', '日本語', '語']) assert.ok(found('これは日本語のテスト', word), word)
  assert.ok(!found('これは日本語のテスト', '日語'))
  assert.ok(found('한국어 문서', '한국'))
  assert.ok(found('𠮷野家 open', '𠮷野家'))
})

test('phrases are parts that follow each other', () => {
  assert.ok(found('It does not\n  work at all', 'does not work', 'phrase'))
  assert.ok(found('asyncio.wait_for failed', 'wait_for failed', 'phrase'))
  assert.ok(!found('work does not', 'does not work', 'phrase'))
  assert.ok(!found('asyncio wait for failed', 'asyncio.wait_for failed', 'phrase'))
})

test('a prefix is the beginning of a word or of a pair', () => {
  assert.ok(found('asyncio.wait_for', 'asyncio.wa', 'prefix'))
  assert.ok(found('quick brown', 'quick bro', 'prefix'))
  assert.ok(!found('brown', 'row', 'prefix'))
})

test('what holds no letter and no digit is said not to be searched for', () => {
  assert.equal(queryWords({ is: 'word', text: '+++' }), null)
  assert.deepEqual(
    searchNotes([
      { is: 'word', text: '...' },
      { is: 'word', text: 'a' },
    ]),
    ['"..." has no letter and no digit, so it was not searched for'],
  )
})

test('lexemes stay within what PostgreSQL takes, whatever the text', () => {
  const long = 'x'.repeat(5000)
  for (const text of [
    long,
    `${long}.${long}`,
    'é'.repeat(3000),
    'Ab'.repeat(2000),
    'a_'.repeat(3000),
    '日'.repeat(3000),
  ])
    for (const lexeme of indexTokens(text).keys()) assert.ok(Buffer.byteLength(lexeme) <= 1000, lexeme.slice(0, 20))
  let words = ''
  for (let index = 0; index < 150_000; index++) words += `w${index} `
  let bytes = 0
  for (const [lexeme, positions] of indexTokens(words))
    bytes += Buffer.byteLength(lexeme) + 2 + 2 * [positions].flat().length
  assert.ok(bytes < MAX_VECTOR_BYTES)
  for (const positions of indexTokens('a '.repeat(100_000)).values()) {
    const all = [positions].flat()
    assert.ok(
      all.length <= 255 &&
        all.every((position, index) => position <= 16_383 && (index === 0 || all[index - 1]! < position)),
    )
  }
})

const piece = fc.constantFrom(...'abzABZ019_.-/\\:@#+*%$ \n(日本éß\'"😀\u0301'.split(''), '::', '++', 'Foo', 'BAR')
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
)

test('every text is found by itself and by each of its words', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const word of text.split(/\s+/))
        if (queryWords({ is: 'word', text: word })) assert.ok(found(text, word), word)
      if (queryWords({ is: 'phrase', text })) assert.ok(found(`before ${text} after`, text, 'phrase'))
    }),
    { numRuns: 2000 },
  )
})

test('no lexeme is empty, and positions ascend', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const [lexeme, positions] of indexTokens(text)) {
        assert.notEqual(lexeme, '')
        const all = [positions].flat()
        assert.deepEqual(
          all,
          [...new Set(all)].sort((a, b) => a - b),
        )
      }
    }),
    { numRuns: 2000 },
  )
})
