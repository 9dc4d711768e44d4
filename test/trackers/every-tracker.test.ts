import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolveTracker } from '../../src/schema/resolve-tracker.ts'
import type { TrackerDefinition } from '../../src/tracker.ts'
import classic from '../../trackers/classic/tracker.ts'
import devel from '../../trackers/devel/tracker.ts'
import minimal from '../../trackers/minimal/tracker.ts'
import pythonDev from '../../trackers/python-dev/tracker.ts'

const definitions = Object.entries({ classic, devel, minimal, 'python-dev': pythonDev }) as [string, unknown][]
for (const [name, definition] of definitions)
  test(`the tracker ${name} has no faults`, () => {
    assert.deepEqual(resolveTracker(name, definition as TrackerDefinition).faults, [])
  })
