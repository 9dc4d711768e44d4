import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { AsciiWords } from './ascii-words.ts'
import { indexTokens } from './search-words.ts'

const words = new AsciiWords()

/** Lexemes with their positions out of a tsvector's binary form. */
function read(vector: Buffer): readonly (readonly [lexeme: string, positions: readonly number[]])[] {
  let at = 4
  return Array.from({ length: vector.readUInt32BE(0) }, () => {
    const end = vector.indexOf(0, at)
    const count = vector.readUInt16BE(end + 1)
    const positions = Array.from({ length: count }, (_, index) => vector.readUInt16BE(end + 3 + 2 * index))
    const lexeme = vector.toString('latin1', at, end)
    at = end + 3 + 2 * count
    return [lexeme, positions] as const
  })
}

function cut(text: string): ReturnType<typeof read> {
  assert.ok(words.cut(Buffer.from(text)))
  const vector = Buffer.alloc(words.vectorSize)
  const end = words.write(vector, 0)
  return read(vector.subarray(0, end))
}

function assertSame(text: string): void {
  const expected = [...indexTokens(text)]
    .map(([lexeme, positions]) => [lexeme, [positions].flat()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  assert.deepEqual(cut(text), expected)
  assert.equal(words.size, expected.length)
  assert.equal(
    words.bytes,
    expected.reduce((sum, [lexeme]) => sum + lexeme.length * 3 + 6, 0),
  )
}

/** What texts of programmers are made of, so that the rules meet each other. */
const pieces = fc.oneof(
  fc.constantFrom(...' .-/\\:@_#+*$%&([{<"\'`,;=|\t\n!?~^'),
  fc.constantFrom(
    'a',
    'foo',
    'Bar',
    'HTTPServer',
    'wait_for',
    '__init__',
    'C++',
    'C#',
    '3',
    '10',
    'python3',
    '--x',
    'K',
  ),
  fc.string({ unit: fc.constantFrom(...'abZY09_+#'), minLength: 1, maxLength: 90 }),
  fc.string({ unit: 'binary-ascii', maxLength: 4 }),
)

test('texts of ASCII are cut into the same words, at the same positions, and sorted', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => assertSame(parts.join(''))),
    { numRuns: 2000 },
  )
})

test('of a text that is too long for the index the same words are kept', () => {
  const many = Array.from({ length: 60_000 }, (_, index) => `word${index} again x.y`).join(' ')
  assertSame(many)
  assertSame('ab '.repeat(400_000))
  assertSame(`${'x'.repeat(5_000)}.${'y'.repeat(5_000)} z`)
})

test('a text of anything else is left to others, and disturbs nothing', () => {
  assert.equal(words.cut(Buffer.from('plain, and then: café')), false)
  assertSame('plain again')
})
