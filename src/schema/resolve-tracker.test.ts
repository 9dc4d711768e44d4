import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  fileClass,
  issueClass,
  link,
  messageClass,
  multilink,
  number,
  password,
  plainClass,
  string,
  userClass,
} from '../tracker.ts'
import type { ClassDefinition } from './class.ts'
import { resolveTracker } from './resolve-tracker.ts'

const user = userClass(
  { username: string(), password: password(), address: string(), roles: string() },
  { key: 'username' },
)

function faultsOf(classes: Readonly<Record<string, ClassDefinition>>, rest: object = {}): readonly string[] {
  const definition = {
    title: 'Test',
    schema: { classes },
    permissions: { roles: [], grants: [] },
    seed: {},
    detectors: [],
    ...rest,
  }
  return resolveTracker('test', definition).faults
}

test('a tracker with users alone has no fault', () => assert.deepEqual(faultsOf({ user }), []))

test('names that Muster, PostgreSQL or a route could mistake are refused', () => {
  const long = 'a'.repeat(30)
  const cases: readonly (readonly [Record<string, ClassDefinition>, RegExp])[] = [
    [{ v2: plainClass({}) }, /^class v2: a name starts with a letter/],
    [{ _own: plainClass({}) }, /^class _own: a name starts with a letter/],
    [{ rest: plainClass({}) }, /^class rest: the name is taken by a route/],
    [{ mail: plainClass({}) }, /^class mail: the name is taken by a route/],
    [{ [`${long}${long}`]: plainClass({}) }, /the name may have 40 characters at most$/],
    [{ bug: plainClass({ _x: string() }) }, /^bug\._x: a property name is letters/],
    [{ bug: plainClass({ [`${long}${long}`]: string() }) }, /the two names together may have 50 characters at most$/],
    [{ bug: plainClass({ creation: string() }) }, /^bug\.creation: the tracker writes this property itself/],
    [{ text: messageClass({ content: string() }) }, /^text\.content: messages have content by themselves/],
    [
      { bug: plainClass({ parts: multilink('bug', { reverse: 'part-of' }) }) },
      /^bug\.parts: the reverse part-of is no property name/,
    ],
  ]
  for (const [classes, sentence] of cases) {
    const faults = faultsOf({ user, ...classes })
    assert.equal(faults.length, 1, faults.join('\n'))
    assert.match(faults[0]!, sentence)
  }
})

test('links, keys and reverses have to lead somewhere', () => {
  const bug = plainClass({
    state: link('state'),
    maker: link('toString'),
    size: number(),
    parts: multilink('bug', { reverse: 'size' }),
  })

  assert.deepEqual(faultsOf({ user, bug: { ...bug, options: { key: 'size', order: 'rank' } } }), [
    'bug.state: there is no class state to link to',
    'bug.maker: there is no class toString to link to',
    'bug.parts: its reverse bug.size is declared already',
    'class bug: its order rank is no property of it',
    'class bug: the key size has to be a string',
  ])
})

test('the classes that an issue has lists of have to be there', () => {
  assert.deepEqual(faultsOf({ user, issue: issueClass({}), msg: messageClass({}) }), [
    'issue.files: there is no class file to link to',
  ])
  assert.deepEqual(faultsOf({ user, issue: issueClass({}), msg: messageClass({}), file: fileClass({}) }), [])
})

test('permissions and seeds name what is there', () => {
  const grants = [
    { role: 'Ghost', permission: 'View', className: 'user', properties: null, condition: null },
    { role: 'User', permission: 'View', className: 'ghost', properties: null, condition: null },
    { role: 'User', permission: 'View', className: 'user', properties: ['shape'], condition: null },
  ]
  assert.deepEqual(
    faultsOf({ user }, { permissions: { roles: [], grants }, seed: { ghost: [], user: [{ shape: 'round' }] } }),
    [
      'permission View of Ghost on user: there is no role Ghost',
      'permission View of User on ghost: there is no class ghost',
      'permission View of User on user: user has no property shape',
      'seed: there is no class ghost',
      'seed: user has no property shape',
    ],
  )
})

test('people need a class to log in with', () => {
  assert.deepEqual(faultsOf({}), ['a tracker needs a class user, made with userClass'])
  assert.deepEqual(faultsOf({ user: { ...user, options: {} } }), ['class user: its key has to be username'])
})
