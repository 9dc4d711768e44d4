import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolveTracker } from '../../src/schema/resolve-tracker.ts'
import type { ClassSchema, Tracker } from '../../src/schema/tracker.ts'
import type { ClassViews, TrackerDefinition } from '../../src/tracker.ts'
import classic from '../../trackers/classic/tracker.ts'
import devel from '../../trackers/devel/tracker.ts'
import minimal from '../../trackers/minimal/tracker.ts'
import pythonDev from '../../trackers/python-dev/tracker.ts'

const definitions = Object.entries({ classic, devel, minimal, 'python-dev': pythonDev }) as [string, unknown][]

for (const [name, definition] of definitions) {
  const { tracker, faults } = resolveTracker(name, definition as TrackerDefinition)

  test(`the tracker ${name} has no faults`, () => {
    assert.deepEqual(faults, [])
  })

  test(`the pages of ${name} name properties that are there and not legacy`, () => {
    for (const [className, views] of Object.entries(tracker.views.classes ?? {})) {
      const schema = tracker.classes.get(className)
      assert.ok(schema, className)
      assert.deepEqual(
        named(views).filter((property) => !isShown(schema, property)),
        [],
        className,
      )
    }
  })

  test(`the lists of ${name} name properties and live values`, () => {
    const queries = [
      tracker.views.home ?? '',
      ...(tracker.views.menu ?? []),
      ...(tracker.views.searchScopes ?? []),
    ].map((one) => (typeof one === 'string' ? one : one.query))
    assert.deepEqual(
      queries.flatMap((query) => unknownIn(query, tracker)),
      [],
    )
  })

  test(`the seed of ${name} has one node an id and one a name`, () => {
    for (const [className, nodes] of Object.entries(tracker.seed)) {
      const key = tracker.classes.get(className)!.key!
      assert.equal(new Set(nodes.map((node) => node.id)).size, nodes.length, className)
      assert.equal(new Set(nodes.map((node) => node[key])).size, nodes.length, className)
    }
  })
}

function named(views: ClassViews): readonly string[] {
  return [
    ...(views.columns ?? []),
    ...(views.create ?? []),
    ...(views.panels ?? []).flatMap((panel) => panel.properties),
    ...(views.tables ?? []).map((table) => table.property),
    ...(views.closed ? [views.closed.property] : []),
    ...(views.sort ? [views.sort.replace(/^-/, '')] : []),
    ...(views.group ? [views.group] : []),
  ]
}

function isShown(schema: ClassSchema, property: string): boolean {
  return property === 'id' || (schema.properties.has(property) && !schema.properties.get(property)!.definition.legacy)
}

/** Names in a query that nothing of the tracker bears. */
function unknownIn(query: string, tracker: Tracker): readonly string[] {
  const schema = tracker.classes.get(tracker.views.mainClass!)!
  return [...new URLSearchParams(query)].flatMap(([name, text]) => {
    const words = text.split(',').map((word) => word.replace(/^-(?=[a-z])/, ''))
    if (['@columns', '@sort', '@group', '@filter'].includes(name)) return words.filter((word) => !isShown(schema, word))
    const property = schema.properties.get(name)
    if (!property) return [name]
    const values = (tracker.seed[property.to!] ?? []).map((node) => node.name)
    return words.filter((word) => word !== '-1' && word !== '@current_user' && !values.includes(word))
  })
}
