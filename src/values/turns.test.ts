import assert from 'node:assert/strict'
import test from 'node:test'
import { takingTurns } from './turns.ts'

test('no more than the limit run at once, and a failure frees its place', async () => {
  const inTurn = takingTurns(2)
  let running = 0
  let most = 0
  const work = (fails: boolean) => () =>
    new Promise<void>((resolve, reject) => {
      most = Math.max(most, ++running)
      setImmediate(() => {
        running--
        if (fails) reject(new Error('failed'))
        else resolve()
      })
    })

  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map((index) => inTurn(work(index % 3 === 0))))

  assert.equal(most, 2)
  assert.equal(results.filter(({ status }) => status === 'rejected').length, 3)
})
