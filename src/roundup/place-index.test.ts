import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { IdSet } from './id-set.ts'
import { PlaceIndex } from './place-index.ts'

const ids = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 2 ** 31 - 1 })))

test('places are sorted by id, and keep their order within one', () => {
  fc.assert(
    fc.property(ids, (given) => {
      const index = new PlaceIndex()
      for (const [at, id] of given.entries()) index.add(id, at * 10, at)
      index.sort()
      const found = Array.from({ length: index.count }, (_, at) => [
        index.ids[at],
        index.offsets[at],
        index.lengths[at],
      ])
      const wanted = given
        .map((id, at) => [id, at * 10, at])
        .sort((one, other) => one[0]! - other[0]! || one[1]! - other[1]!)
      assert.deepEqual(found, wanted)
    }),
  )
})

test('rows of one node that follow each other are one place', () => {
  const index = new PlaceIndex()
  index.extend(7, 0, 10)
  index.extend(7, 11, 10)
  index.extend(8, 22, 5)
  index.extend(7, 28, 5)
  index.extend(7, 900, 5)
  assert.deepEqual([...index.ids.subarray(0, index.count)], [7, 8, 7, 7])
  assert.deepEqual([...index.lengths.subarray(0, index.count)], [21, 5, 5, 5])
})

test('a set of ids knows what was added', () => {
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 2 ** 31 - 1 }), (given, other) => {
      const set = new IdSet()
      const fresh = given.filter((id) => set.add(id))
      assert.deepEqual(new Set(fresh), new Set(given))
      assert.equal(set.size, new Set(given).size)
      assert.equal(set.has(other), given.includes(other))
      for (const id of given) assert.ok(set.has(id) && !set.add(id))
    }),
  )
})
