import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Access } from '../../src/access/access.ts'
import type { Asker, Judged } from '../../src/access/access.ts'
import type { ClassOperation, GeneralPermission } from '../../src/schema/permissions.ts'
import { resolveTracker } from '../../src/schema/resolve-tracker.ts'
import definition from '../../trackers/classic/tracker.ts'
import { sharedData } from '../support/shared-data.ts'

interface Row {
  readonly user: string
  readonly operation: string
  readonly class: string | null
  readonly item: string | null
  readonly may: readonly string[]
  readonly may_not: readonly string[]
}

const { tracker } = resolveTracker('classic', definition)
const access = new Access(tracker)

const ASKERS: Readonly<Record<string, Asker>> = {
  Admin: { userId: 1, roles: ['Admin'] },
  Anonymous: { userId: 2, roles: ['Anonymous'] },
  User: { userId: 3, roles: ['User'] },
  'User (another)': { userId: 4, roles: ['User'] },
  none: { userId: 5, roles: [] },
  'user, ADMIN , Nonsense': { userId: 5, roles: ['user', 'ADMIN', 'Nonsense'] },
}
const NODES: Readonly<Record<string, Judged>> = {
  query1: { id: 1, values: { creator: 1, private_for: null } },
  query2: { id: 2, values: { creator: 1, private_for: 3 } },
  query3: { id: 3, values: { creator: 3, private_for: 3 } },
  query4: { id: 4, values: { creator: 3, private_for: null } },
  user1: { id: 1, values: { creator: 1 } },
  user3: { id: 3, values: { creator: 1 } },
  user4: { id: 4, values: { creator: 1 } },
  issue1: { id: 1, values: { creator: 3 } },
  keyword1: { id: 1, values: { creator: 1 } },
}
const CLASS_OPERATIONS = ['View', 'Create', 'Edit', 'Retire', 'Restore', 'Register', 'Search']

const examples = sharedData('values/permissions.json')
test('classic permits what Roundup permits', { skip: examples ? false : 'the shared examples are not here' }, () => {
  const { cases } = JSON.parse(readFileSync(examples!, 'utf8')) as { cases: readonly Row[] }
  const questions = cases.flatMap(questionsOf)
  assert.ok(questions.length > 1_000)
  const wrong = questions.filter(({ row, property, expected }) => answer(row, property) !== expected)
  assert.deepEqual(
    wrong.map(({ row, property }) => `${row.user}: ${row.operation} ${row.class}${row.item ?? ''} ${property}`),
    [],
  )
})

interface Question {
  readonly row: Row
  readonly property: string
  readonly expected: boolean
}

function questionsOf(row: Row): readonly Question[] {
  const asked = [
    ...row.may.map((property) => ({ property, expected: true })),
    ...row.may_not.map((property) => ({ property, expected: false })),
  ]
  return asked.filter(({ property }) => isComparable(row, property)).map((one) => ({ row, ...one }))
}

/**
 * Left out: properties that the observed tracker had on top of classic, paths through links, permissions on
 * no class in particular, and what Admin holds: here every permission, there only those that were granted.
 */
function isComparable({ user, operation, class: className }: Row, property: string): boolean {
  if (!className) return !CLASS_OPERATIONS.includes(operation)
  const isAdmin = ASKERS[user]!.roles.some((role) => role.toLowerCase() === 'admin')
  if (isAdmin && (operation === 'Register' || operation === 'Search')) return false
  const schema = tracker.classes.get(className)!
  return (
    ['*', 'id'].includes(property) || schema.properties.has(property) || (property === 'content' && schema.hasContent)
  )
}

function answer({ user, operation, class: className, item }: Row, property: string): boolean {
  const asker = ASKERS[user]!
  if (!className) return access.has(asker, operation as GeneralPermission)
  const name = property === '*' ? null : property
  if (operation === 'Search' && name) return maySearch(asker, className, name)
  const node = item && NODES[`${className}${item}`]
  if (!node) return access.mightEver(asker, operation as ClassOperation, className, name)
  return access.may(asker, operation as ClassOperation, className, node, name)
}

/** A search that ends at a link needs that the linked class may be searched by id and label. */
function maySearch(asker: Asker, className: string, property: string): boolean {
  const visibility = access.reader(asker).visibility(className)
  const isOpen = visibility.rows !== false || access.mightEver(asker, 'Search', className)
  const own = isOpen && visibility.searchable(property) === true
  const to = tracker.classes.get(className)!.properties.get(property)?.to
  if (!own || !to) return own
  return ['id', tracker.classes.get(to)!.label].every(
    (name) => access.reader(asker).visibility(to).searchable(name) === true,
  )
}
