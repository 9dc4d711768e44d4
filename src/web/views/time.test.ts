import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { printDate } from '../../values/date.ts'
import { printAge, printMinute } from './time.ts'

const now = new Date('2026-11-24T10:00:00Z')
const before = (seconds: number): Date => new Date(now.getTime() - seconds * 1000)

test('an age is as short as a column wants it', () => {
  const ages = [
    0,
    59,
    60,
    3599,
    3600,
    86_399,
    86_400,
    2 * 86_400,
    59 * 86_400,
    60 * 86_400,
    729 * 86_400,
    730 * 86_400,
  ].map((seconds) => printAge(before(seconds), now))

  assert.deepEqual(ages, [
    'now',
    'now',
    '1 min ago',
    '59 min ago',
    '1 h ago',
    '23 h ago',
    '1 day ago',
    '2 days ago',
    '59 days ago',
    '2 months ago',
    '24 months ago',
    '2 years ago',
  ])
  assert.equal(printAge(before(-7200), now), 'in 2 h')
})

test('the minute is that of the zone', () => {
  assert.equal(printMinute(now, ''), '2026-11-24 10:00')
  assert.equal(printMinute(now, 'Asia/Kolkata'), '2026-11-24 15:30')
  assert.equal(printMinute(now, '-11'), '2026-11-23 23:00')
  fc.assert(
    fc.property(
      fc.date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9998-12-31T00:00:00Z'), noInvalidDate: true }),
      fc.constantFrom('', 'Europe/Berlin', '5', 'America/St_Johns'),
      (date, zone) => {
        assert.equal(printMinute(date, zone), printDate(date, zone).replace('.', ' ').slice(0, 16))
      },
    ),
  )
})

test('the browser writes the same ages', async () => {
  const browser = (await import(new URL('../../../public/ages.js', import.meta.url).href)) as {
    printAge(date: number, now: number): string
  }
  fc.assert(
    fc.property(fc.integer({ min: -4e9, max: 4e9 }), (seconds) => {
      assert.equal(browser.printAge(before(seconds).getTime(), now.getTime()), printAge(before(seconds), now))
    }),
  )
})
