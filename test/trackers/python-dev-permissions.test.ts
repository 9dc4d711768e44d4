import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resolveTracker } from '../../src/schema/resolve-tracker.ts'
import definition from '../../trackers/python-dev/tracker.ts'

const { tracker } = resolveTracker('python-dev', definition)

const OPERATIONS = { V: 'View', C: 'Create', E: 'Edit', R: 'Retire' }
type Letter = keyof typeof OPERATIONS

/** `V C` every property; `E:a,b` only these; `E?` under a condition (own, public, not spam). Roles do not inherit. */
type Rules = {
  readonly Anonymous?: string
  readonly User?: string
  readonly Developer?: string
  readonly Coordinator?: string
}

const report = 'title,type,components,versions,severity,messages,files,nosy,hgrepos,pull_requests'
const metadata = 'id,creation,activity,creator,actor,type,spambayes_score,spambayes_misclassified'
const publicDetails =
  'id,username,realname,phone,organisation,timezone,roles,contrib_form,contrib_form_date,iscommitter,homepage,github'
const ownDetails =
  'username,password,address,realname,phone,organisation,alternate_addresses,queries,timezone,homepage,github'
const value: Rules = { Anonymous: 'V', User: 'V', Developer: 'V', Coordinator: 'V C E R' }
const ownOnly = 'V? C E? R?'
const nobody: Rules = {}

const MATRIX: Readonly<Record<string, Rules>> = {
  issue: {
    Anonymous: 'V',
    User: `V C:${report} E:${report} E?:status,resolution`,
    Developer: 'V C E',
    Coordinator: 'V C E R',
  },
  msg: {
    Anonymous: `V:${metadata},author,recipients,date,files,messageid,inreplyto V?:content,summary`,
    User: 'V C',
    Developer: 'V C E',
    Coordinator: 'V C E R',
  },
  file: {
    Anonymous: `V:${metadata},name,description V?:content`,
    User: 'V C E?',
    Developer: 'V C E',
    Coordinator: 'V C E R',
  },
  pull_request: { Anonymous: 'V', User: 'V C E?:number,title', Developer: 'V C E', Coordinator: 'V C E R' },
  hgrepo: { Anonymous: 'V', User: 'V C E?:url,patchbranch', Developer: 'V', Coordinator: 'V C E R' },
  keyword: { Anonymous: 'V', User: 'V', Developer: 'V C E', Coordinator: 'V' },
  issue_type: value,
  component: value,
  version: value,
  severity: value,
  priority: value,
  stage: value,
  status: value,
  resolution: value,
  user: {
    Anonymous: 'V:github,realname',
    User: `V:${publicDetails} V? E?:${ownDetails}`,
    Developer: `V:${publicDetails},address,alternate_addresses V? E?:${ownDetails}`,
    Coordinator: 'V E',
  },
  query: { User: ownOnly, Developer: ownOnly, Coordinator: ownOnly },
  oic_account: { User: 'V? R?', Developer: 'V? R?', Coordinator: 'V? R?' },
  oic_session: nobody,
  oic_registration: nobody,
  openid_discovery: nobody,
  openid_session: nobody,
  openid_nonce: nobody,
}

test('the matrix of permissions speaks of every class', () => {
  assert.deepEqual(Object.keys(MATRIX).sort(), [...tracker.classes.keys()].sort())
})

for (const [className, rules] of Object.entries(MATRIX))
  for (const role of ['Anonymous', 'User', 'Developer', 'Coordinator'] as const)
    test(`${role} may do with ${className} what the matrix says, property by property`, () => {
      for (const letter of Object.keys(OPERATIONS) as Letter[])
        for (const property of propertiesOf(className))
          assert.equal(
            granted(role, OPERATIONS[letter], className, property),
            wanted(rules[role] ?? '', letter, property),
            `${OPERATIONS[letter]} ${className}.${property}`,
          )
    })

type Answer = 'always' | 'under a condition' | 'never'

function propertiesOf(className: string): readonly string[] {
  const schema = tracker.classes.get(className)!
  return ['id', ...schema.properties.keys(), ...(schema.hasContent ? ['content'] : [])]
}

function wanted(rules: string, letter: Letter, property: string): Answer {
  const words = rules.split(' ').filter((word) => word.startsWith(letter))
  const covering = words.filter((word) => !word.includes(':') || word.split(':')[1]!.split(',').includes(property))
  return strongest(covering.map((word) => !word.split(':')[0]!.endsWith('?')))
}

function granted(role: string, permission: string, className: string, property: string): Answer {
  const covering = tracker.grants.filter(
    (grant) =>
      grant.role === role &&
      grant.permission === permission &&
      grant.className === className &&
      (grant.properties === null || grant.properties.includes(property)),
  )
  return strongest(covering.map((grant) => grant.condition === null))
}

function strongest(unconditional: readonly boolean[]): Answer {
  if (unconditional.length === 0) return 'never'
  return unconditional.includes(true) ? 'always' : 'under a condition'
}
