import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Response } from 'light-my-request'
import { createLog } from '../../src/observe/log.ts'
import type { Tracker } from '../../src/schema/tracker.ts'
import { canaries, hiddenFrom, plant, plantPrivate, ROLES } from './planted.ts'
import type { Role } from './planted.ts'
import { sharedSite } from './site.ts'
import type { Fields, SiteForTest, Visitor } from './site.ts'

interface Asked {
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly path: string
  readonly fields?: Fields
}
/** What is asked of every route, by its pattern. A route that is not here fails the test. */
type Walk = Readonly<Record<string, readonly Asked[]>>

const get = (...paths: readonly string[]): Asked[] => paths.map((path) => ({ method: 'GET', path }))
const post = (path: string, fields: Fields): Asked => ({ method: 'POST', path, fields })
/** More ids than were planted of any class, and those of a class that holds nothing hidden. */
const IDS = [1, 2, 3, 4, 5, 6]
const FEW_IDS = [1, 99]
const HOLDING = new Set(['issue', 'msg', 'file', 'user', 'query', 'oic_account', 'oic_registration'])

function walkOf(tracker: Tracker): Walk {
  const classes = [...tracker.classes.keys()]
  const nodes = classes.flatMap((className) =>
    (HOLDING.has(className) ? IDS : FEW_IDS).map((id) => `/${className}${id}`),
  )
  const home = [
    post('/', { '@action': 'login', __login_name: 'ownerfirst', __login_password: 'wrong' }),
    post('/', { '@action': 'nonsense' }),
  ]
  return {
    '/': [...get('/', '/?@template=classlist'), ...home],
    '/home': [...get('/home', '/home?@template=login'), post('/home', {})],
    '/index': [...get('/index'), post('/index', {})],
    '/:address': [
      ...accounts(),
      ...classes.flatMap((className) => listsOf(tracker, className)),
      ...nodes.flatMap((path): Asked[] => [...get(path), { method: 'HEAD', path }]),
      ...nodes.flatMap((path) => [
        post(path, { '@action': 'edit', '@revision': '1', title: 'x', '@note': 'x' }),
        post(path, { '@action': 'restore' }),
      ]),
    ],
    '/:address/*': get(...nodes.map((path) => `${path}/x`)),
    '/mail': [
      ...get('/mail', ...IDS.map((id) => `/mail?user=${id}`)),
      post('/mail', { '@action': 'tell', told: 'daily', own: 'yes' }),
      ...IDS.flatMap((id) => [
        post('/mail', { '@action': 'tell', user: String(id), told: 'none' }),
        post('/mail', { '@action': 'mute', node: `issue${id}` }),
        post('/mail', { '@action': 'follow', node: `query${id}`, told: 'daily' }),
      ]),
      ...['aacanary', 'zzcanary', '1', '2'].map((name) =>
        post('/mail', { '@action': 'follow', class: 'query', name, told: 'daily' }),
      ),
      ...get('/mail'),
    ],
    '/outbox': get('/outbox', '/outbox?state=kept', '/outbox?state=x', ...IDS.map((id) => `/outbox?mail=${id}`)),
    '/unsubscribe/:token': [
      ...get('/unsubscribe/mute.1.issue1', '/unsubscribe/mute.1.issue1.AAAAAAAAAAAAAAAAAAAAAA'),
      post('/unsubscribe/mute.1.issue1.AAAAAAAAAAAAAAAAAAAAAA', { 'List-Unsubscribe': 'One-Click' }),
    ],
    '/@@file/*': get('/@@file/muster.css', '/@@file/nothing'),
    '/@@base': get('/@@base'),
    '/favicon.ico': get('/favicon.ico'),
    '/robots.txt': get('/robots.txt'),
    '/healthz/live': get('/healthz/live'),
    '/healthz/ready': get('/healthz/ready'),
    '/healthz/startup': get('/healthz/startup'),
    '/healthz/version': get('/healthz/version'),
  }
}

/** The ways to an account, asked about people who are there and such as are not. */
function accounts(): readonly Asked[] {
  const otk = 'A'.repeat(43)
  const links = ['confrego', 'passrst', 'confirm_address', 'undo_address']
  const names = [
    'ownerfirst',
    'nobody',
    'aacanaryaddressplanted@muster.example',
    'zzcanaryaddressotherwise@muster.example',
  ]
  return [
    ...get('/user?@template=register', '/user?@template=forgotten', '/user?@template=rego_progress&registration=x'),
    ...get(...links.map((action) => `/user?@action=${action}&otk=${otk}`)),
    ...links.map((action) =>
      post('/user', { '@action': action, otk, password: 'another', '@confirm@password': 'another' }),
    ),
    ...names.map((username) => post('/user', { '@action': 'passrst', username })),
    post('/user', { '@action': 'register', username: 'ownerfirst', opaqueregister: 'x' }),
    post('/user', { '@action': 'resend', registration: otk }),
  ]
}

/** Every list, export and order of a class, and every question that its properties can be asked. */
function listsOf(tracker: Tracker, className: string): readonly Asked[] {
  const properties = [...tracker.classes.get(className)!.properties.values()]
  const names = ['id', ...properties.map(({ name }) => name)]
  const all = names.join(',')
  if (!HOLDING.has(className))
    return get(`/${className}?@columns=${all}`, `/${className}?@action=export_csv&@columns=${all}`)
  const beginnings = ['aacanary', 'zzcanary']
  const strings = properties.filter(({ type }) => type === 'string').map(({ name }) => name)
  return get(
    `/${className}?@columns=${all}`,
    `/${className}?@template=item`,
    `/${className}?@action=random`,
    `/${className}?@action=show&@number=3`,
    `/${className}?@action=redirect&bpo=3`,
    `/${className}?@action=export_csv_id&@columns=${all}`,
    ...names.map((name) => `/${className}?@action=export_csv&@columns=id,${name}&@sort=${name}`),
    ...names.flatMap((name) => [
      `/${className}?@columns=id&@sort=${name}`,
      `/${className}?@columns=id&@sort=-${name}&@group=${name}`,
      `/${className}?@columns=id&@filter=${name}&${name}=-1`,
    ]),
    ...strings.flatMap((name) => beginnings.map((text) => `/${className}?@columns=id&@filter=${name}&${name}=${text}`)),
    ...properties
      .filter(({ name, to }) => name !== 'actor' && HOLDING.has(to ?? ''))
      .flatMap(({ name, to }) => throughLink(tracker, className, name, to!)),
    ...beginnings.flatMap((text) => [`/${className}?@columns=id&@search_text=${text}*`, `/${className}?q=${text}*`]),
    ...IDS.map((id) => `/${className}?q=${className}${id}`),
  )
}

/** What is asked of the nodes that a property links to, and in what order that puts those that link. */
function throughLink(tracker: Tracker, className: string, name: string, to: string): readonly string[] {
  const strings = [...tracker.classes.get(to)!.properties.values()].filter(
    ({ type }) => type === 'string' || type === 'password',
  )
  return strings.flatMap((property) => {
    const path = `${name}.${property.name}`
    const filters = ['aacanary', 'zzcanary'].map((text) => `/${className}?@columns=id&@filter=${path}&${path}=${text}`)
    return [...filters, `/${className}?@columns=id,${path}`, `/${className}?@columns=id&@sort=${path}`]
  })
}

interface Planted {
  readonly name: 'python-dev' | 'minimal'
  readonly planting: typeof plant
}
const PYTHON_DEV: Planted = { name: 'python-dev', planting: plant }
const MINIMAL: Planted = { name: 'minimal', planting: plantPrivate }

async function siteFor(
  { name, planting }: Planted,
  role: Role,
  version: 'a' | 'b',
): Promise<{ site: SiteForTest; who: Visitor; lines: string[] }> {
  const lines: string[] = []
  const site = await sharedSite(name, {
    options: { log: createLog('trace', { write: (line: string) => void lines.push(line) }) },
  })
  await planting(site, canaries(version, role))
  const who = role === 'Anonymous' ? site.visitor : await site.member('walker', rolesOf(role))
  return { site, who, lines }
}

/** Roles do not inherit. */
function rolesOf(role: Role): string {
  if (role === 'Coordinator') return 'Coordinator,Developer,User'
  return role === 'Developer' ? 'Developer,User' : role
}

async function ask(who: Visitor, { method, path, fields }: Asked): Promise<Response> {
  if (method === 'POST') return who.post(path, fields!)
  return method === 'HEAD' ? who.head(path) : who.get(path)
}

/** What differs between two answers to the same question though nothing is hidden in it: times, ids of requests, tokens. */
function comparable({ statusCode, headers, body, rawPayload }: Response): string {
  const text = /^(?:text|application\/json)/.test(headers['content-type'] ?? '') ? body : rawPayload.toString('base64')
  const { date, etag, 'x-request-id': id, 'set-cookie': cookie, ...rest } = headers
  return `${statusCode} ${JSON.stringify(rest)} ${text}`
    .replaceAll(/\d{4}-\d\d-\d\d[T .]\d\d:\d\d(?::\d\d)?(?:\.\d+)?Z?/g, 'TIME')
    .replaceAll(/(?:now|\d+ min ago)(?=["<])/g, 'AGE')
    .replaceAll(/name="(?:@csrf|opaqueregister)" value="[^"]*"/g, 'TOKEN')
    .replaceAll(/"content-length":"\d+"/g, 'LENGTH')
}

for (const { tracker, role } of [
  ...ROLES.map((role) => ({ tracker: PYTHON_DEV, role })),
  ...(['Anonymous', 'User'] as const).map((role) => ({ tracker: MINIMAL, role })),
])
  test(`nothing of ${tracker.name} that is hidden from ${role} shows in any answer, count, order or log line`, async () => {
    const [planted, otherwise] = [await siteFor(tracker, role, 'a'), await siteFor(tracker, role, 'b')]
    const walk = walkOf(planted.site.tracker)
    assert.deepEqual([...planted.site.server.routes.keys()].sort(), Object.keys(walk).sort(), 'every route is walked')

    const secrets = hiddenFrom(role).map((kind) => `canary${kind.toLowerCase()}planted`)
    const leaks: string[] = []
    planted.lines.length = 0
    for (const asked of Object.values(walk).flat()) {
      const [answer, other] = await Promise.all([ask(planted.who, asked), ask(otherwise.who, asked)])
      const where = `${asked.method} ${asked.path}`
      const said = `${JSON.stringify(answer.headers)} ${answer.body}`
      leaks.push(...secrets.filter((secret) => said.includes(secret)).map((secret) => `${where} tells ${secret}`))
      if (answer.statusCode >= 500) leaks.push(`${where} answers ${answer.statusCode}`)
      if (!/action=random/.test(asked.path) && comparable(answer) !== comparable(other))
        leaks.push(`${where} answers by what is hidden: ${difference(comparable(answer), comparable(other))}`)
    }
    const log = planted.lines.join('')
    leaks.push(...secrets.filter((secret) => log.includes(secret)).map((secret) => `the log tells ${secret}`))
    assert.deepEqual(leaks, [])
  })

function difference(a: string, b: string): string {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return `${a.slice(Math.max(0, at - 60), at + 60)} | ${b.slice(Math.max(0, at - 60), at + 60)}`
}
