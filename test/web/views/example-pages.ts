import type { ClassSchema } from '../../../src/schema/tracker.ts'
import type { Cell, HistoryEntry, LinkCell, NodeView, Row } from '../../../src/schema/read-query.ts'
import { HIDDEN } from '../../../src/schema/read-query.ts'
import { resolveTracker } from '../../../src/schema/resolve-tracker.ts'
import type { Html } from '../../../src/values/html.ts'
import { parseText } from '../../../src/web/text/parse-text.ts'
import { classListPage } from '../../../src/web/views/class-list.ts'
import { conflictNotice } from '../../../src/web/views/conflict.ts'
import { errorPage } from '../../../src/web/views/errors.ts'
import { filePage } from '../../../src/web/views/file.ts'
import type { Choice, FormState } from '../../../src/web/views/form.ts'
import { homePage } from '../../../src/web/views/home.ts'
import { issuePage } from '../../../src/web/views/issue.ts'
import type { IssueProps } from '../../../src/web/views/issue.ts'
import { itemPage } from '../../../src/web/views/item.ts'
import { listPage } from '../../../src/web/views/list.ts'
import type { ListPageProps } from '../../../src/web/views/list.ts'
import { addressPage } from '../../../src/web/views/accounts/address.ts'
import { confirmRegistrationPage } from '../../../src/web/views/accounts/confirm-registration.ts'
import { forgottenPage } from '../../../src/web/views/accounts/forgotten.ts'
import { newPasswordPage } from '../../../src/web/views/accounts/new-password.ts'
import { progressPage } from '../../../src/web/views/accounts/progress.ts'
import { registerPage } from '../../../src/web/views/accounts/register.ts'
import { spentLinkPage } from '../../../src/web/views/accounts/spent-link.ts'
import { loginPage } from '../../../src/web/views/login.ts'
import { mailPage } from '../../../src/web/views/mail.ts'
import { messagePage } from '../../../src/web/views/message.ts'
import { newItemPage } from '../../../src/web/views/new-item.ts'
import type { PageContext } from '../../../src/web/views/page-context.ts'
import { unsubscribePage } from '../../../src/web/views/unsubscribe.ts'
import { userPage } from '../../../src/web/views/user.ts'
import definition from '../../../trackers/python-dev/tracker.ts'

/** Every text that a person may have typed carries this; none of it may act. */
export const CANARY = `"><img src=x onerror=alert(1)>'`
export const BASE = '/tracker'

const { tracker } = resolveTracker('python-dev', definition)
const now = new Date('2026-11-24T10:00:00Z')
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000)
const link = (id: number, label: string | null): LinkCell => ({ id, label, retired: false })
const ada = link(1, 'ada')
const grace = link(2, `grace${CANARY}`)

export function schemaOf(name: string): ClassSchema {
  return tracker.classes.get(name)!
}

function contextOf(isSignedIn: boolean, more: Partial<PageContext> = {}): PageContext {
  return {
    tracker: tracker,
    link: (path) => `${BASE}${path}`,
    asset: (name) => `${BASE}/@@file/${name}`,
    viewer: {
      id: isSignedIn ? 1 : 2,
      username: isSignedIn ? `ada${CANARY}` : 'anonymous',
      signedIn: isSignedIn,
      timezone: 'Europe/Berlin',
    },
    now,
    loginHref: `${BASE}/login`,
    menu: [{ title: `Open${CANARY}`, href: `${BASE}/issue?status=open`, current: true }],
    savedQueries: [{ title: `Mine${CANARY}`, href: `${BASE}/issue?q=mine`, current: false }],
    searchText: `is:open ${CANARY}`,
    mayCreate: true,
    notices: [{ kind: 'ok', text: `issue 12 changed ${CANARY}` }],
    banner: `A demo ${CANARY}`,
    outbox: { href: null, bannerHref: null },
    csrf: `token${CANARY}`,
    density: 'compact',
    ...more,
  }
}

const listColumns = ['activity', 'title', 'creator', 'assignee', 'status', 'components', 'message_count'] as const

function listProps(more: Partial<ListPageProps> = {}, count = 12): ListPageProps {
  const issue = schemaOf('issue')
  const columns = listColumns.map((name) => {
    const property = issue.properties.get(name)!
    return {
      name,
      title: name,
      type: property.type,
      to: property.to,
      sorted: name === 'activity' ? ('descending' as const) : null,
      sortHref: `${BASE}/issue?@sort=${name}`,
    }
  })
  const rows: Row[] = Array.from({ length: count }, (_, index) => ({
    id: 46_820 - index,
    revision: 1,
    retired: index === 7,
    cells: [
      46_820 - index,
      hoursAgo(index * index),
      `Crash number ${index} ${CANARY}`,
      ada,
      index % 3 ? grace : null,
      link(index % 5 ? 1 : 2, index % 5 ? 'open' : 'closed'),
      [link(4, 'Documentation')],
      index,
      link(index < 5 ? 1 : 5, index < 5 ? 'high' : CANARY),
    ],
  }))
  return {
    className: 'issue',
    caption: 'Open issues',
    rows,
    groups: [{ title: 'Priority', cell: 8, to: 'priority' }],
    label: 'title',
    title: `Open issues ${CANARY}`,
    columns: [
      { name: 'id', title: 'ID', type: 'id', to: null, sorted: null, sortHref: `${BASE}/issue?@sort=id` },
      ...columns,
    ],
    first: 1,
    last: 50,
    total: 1000,
    capped: true,
    previousHref: `${BASE}/issue?@startwith=0`,
    nextHref: `${BASE}/issue?@startwith=100`,
    csvHref: `${BASE}/issue?@action=export_csv`,
    words: `component:${CANARY}`,
    chips: [],
    faults: [],
    scopes: [{ title: 'all', href: `${BASE}/issue?all`, current: true }],
    wayOut: [{ title: 'Search all', href: `${BASE}/issue`, current: false }],
    createHref: `${BASE}/issue?@template=item`,
    controls: {
      action: `${BASE}/issue`,
      hidden: [['status', CANARY]],
      sortable: [{ name: 'activity', title: 'Activity' }],
      columns: [{ name: 'title', title: 'Title' }],
      shown: ['title'],
      sort: [{ name: 'activity', descending: true }],
      group: [],
      pageSize: 30,
    },
    ...more,
  }
}

const notes = new Map([['issue44011', { title: `wait_for() ${CANARY}`, closed: true }]])
const TYPED = `See #44011 ${CANARY}\n\nTraceback (most recent call last):\n  File "/usr/lib/python3.12/asyncio/tasks.py", line 520, in wait_for\nCancelledError: ${CANARY}`

function body(text: string, type: string): Html {
  return parseText(tracker, text, type).toHtml({ link: (path) => `${BASE}${path}`, notes })
}

const messages: IssueProps['messages'] = Array.from({ length: 10 }, (_, index) => ({
  id: 412_345 + index,
  author: {
    id: 1,
    username: 'ada',
    realname: `Ada ${CANARY}`,
    marks: [{ text: '*', meaning: `Contributor form received ${CANARY}` }],
  },
  date: hoursAgo(100 - index),
  body:
    index === 3
      ? null
      : body(
          index % 2 ? TYPED : `# Why\n**${CANARY}** is \`bad\`\n\n| a | b |\n|--|-:|\n| c | d |`,
          index % 2 ? 'text/plain' : 'text/markdown',
        ),
  notice: index === 3 ? `Held ${CANARY}` : null,
  automated: index === 4,
  files: [{ id: 50, name: `bug${CANARY}.py` }],
}))

const cells = new Map<string, Cell>([
  ['title', `wait_for() loses ${CANARY}`],
  ['type', link(1, 'behavior')],
  ['stage', null],
  ['components', [link(30, 'asyncio')]],
  ['versions', []],
  ['status', link(1, 'open')],
  ['resolution', null],
  ['dependencies', [link(44_011, 'wait_for()')]],
  ['superseder', null],
  ['assignee', ada],
  ['nosy', [ada, grace]],
  ['priority', HIDDEN],
  ['keywords', []],
  ['creation', hoursAgo(400)],
  ['creator', ada],
  ['activity', hoursAgo(2)],
  ['actor', grace],
])

function nodeOf(
  className: string,
  id: number,
  label: string,
  values: ReadonlyMap<string, Cell>,
  editable: Iterable<string> = [],
): NodeView {
  return {
    designator: { className, id },
    revision: 12,
    retired: false,
    label,
    cells: values,
    editable: new Set(editable),
    mayRetire: true,
    mayRestore: false,
    kept: [...values.keys()].slice(0, 1).map((property) => ({ property, text: `98${CANARY}`, reason: 'no-target' })),
  }
}

const entry = { at: hoursAgo(50), actor: { id: 2, name: `grace${CANARY}` }, source: 'email', linker: null } as const
const history: readonly HistoryEntry[] = [
  {
    ...entry,
    sequence: 3,
    action: 'set',
    changes: [
      { property: 'stage', old: null, new: link(4, `patch review${CANARY}`) },
      { property: 'nosy', added: [grace], removed: [ada] },
    ],
  },
  {
    ...entry,
    sequence: 2,
    action: 'link',
    changes: [],
    linker: { designator: { className: 'issue', id: 9 }, property: 'dependencies' },
  },
  { ...entry, sequence: 1, action: 'create', changes: [] },
]

export function formOf(action: string, more: Partial<FormState> = {}): FormState {
  return { action: `${BASE}${action}`, hidden: [], typed: null, faults: [], lostFiles: [], ...more }
}

const choiceList: readonly Choice[] = Array.from({ length: 9 }, (_, index) => ({
  id: index + 1,
  label: `choice ${index} ${CANARY}`,
}))
const choices = new Map(
  ['type', 'stage', 'components', 'versions', 'status', 'resolution', 'assignee', 'priority', 'keywords'].map(
    (name) => [name, choiceList],
  ),
)
const panels = tracker.views.classes!.issue!.panels!
const editable = ['title', ...panels.flatMap((panel) => panel.properties)]

function issueProps(more: Partial<IssueProps> = {}): IssueProps {
  return {
    node: nodeOf('issue', 46_820, `wait_for() loses ${CANARY}`, cells, editable),
    schema: schemaOf('issue'),
    panels,
    choices,
    form: formOf('/issue46820'),
    notes,
    messages,
    tables: [],
    history,
    files: [
      {
        id: 50,
        name: `bug${CANARY}.py`,
        description: CANARY,
        type: 'text/plain',
        size: 812,
        creator: ada,
        creation: hoursAgo(9),
      },
    ],
    mayComment: true,
    mayAttach: true,
    choice: { isMuted: true, told: null },
    ...more,
  }
}

const refused = formOf('/issue46820', {
  typed: new Map([
    ['@note', [`First line\n\n  ${CANARY}</textarea>`]],
    ['stage', ['5']],
    ['components', ['', '2']],
    ['@add@nosy', ['1', CANARY]],
    ['dependencies', [CANARY]],
  ]),
  faults: [
    { property: 'dependencies', message: `no issue ${CANARY}` },
    { property: null, message: `as a whole ${CANARY}` },
    { property: '@note', message: 'too long' },
  ],
  lostFiles: [`fix${CANARY}.patch`],
})

/** Every kind of page, with believable and with hostile values. */
export function examplePages(): ReadonlyMap<string, string> {
  const here = contextOf(true)
  const visitor = contextOf(false)
  const nothing = { history, choices: new Map<string, readonly Choice[]>() }
  const plain = new Map<string, Cell>([
    ['name', CANARY],
    ['description', CANARY],
    ['order', 3],
    ['add_as_nosy', [ada]],
    ['assign_to', null],
  ])
  const empty = { rows: [], first: 0, last: 0, total: 0, capped: false, previousHref: null, nextHref: null }
  const pages: Record<string, Html> = {
    list: listPage(here, listProps()),
    'list refused': listPage(
      visitor,
      listProps({
        ...empty,
        faults: [
          { message: `no component ${CANARY}`, from: 10, to: 15 },
          { message: CANARY, from: null, to: null },
        ],
      }),
    ),
    home: homePage(contextOf(false, { banner: null, notices: [] }), {
      list: listProps({ groups: [], controls: null, createHref: null, title: 'Open issues' }, 50),
    }),
    issue: issuePage(here, issueProps()),
    'issue of a visitor': issuePage(
      visitor,
      issueProps({ node: nodeOf('issue', 46_820, CANARY, cells), mayComment: false, mayAttach: false }),
    ),
    'issue refused': issuePage(here, issueProps({ form: refused })),
    'issue in conflict': issuePage(
      here,
      issueProps({
        form: refused,
        before: conflictNotice(here, {
          schema: schemaOf('issue'),
          since: history,
          clashes: [{ property: 'stage', was: undefined, theirs: link(2, CANARY), yours: CANARY }],
        }),
      }),
    ),
    'new issue': newItemPage(here, {
      schema: schemaOf('issue'),
      properties: ['title', 'type', 'components', 'nosy', 'priority'],
      choices,
      form: formOf('/issue', { typed: new Map([['title', [CANARY]]]) }),
      mayComment: true,
      mayAttach: true,
    }),
    item: itemPage(here, {
      ...nothing,
      node: nodeOf('component', 30, CANARY, plain, plain.keys()),
      schema: schemaOf('component'),
      properties: [...plain.keys()],
      form: formOf('/component30'),
    }),
    message: messagePage(here, {
      ...nothing,
      node: nodeOf('msg', 5, 'msg5', new Map([['messageid', `<${CANARY}@example.org>`]])),
      schema: schemaOf('msg'),
      message: messages[1]!,
      partOf: [{ className: 'issue', id: 9, title: CANARY, closed: true }],
      properties: ['messageid', 'inreplyto'],
    }),
    file: filePage(here, {
      ...nothing,
      node: nodeOf('file', 50, CANARY, new Map([['name', CANARY]])),
      schema: schemaOf('file'),
      properties: ['name', 'description'],
      form: formOf('/file50'),
      name: `bug${CANARY}.py`,
      size: 10,
      mayDownload: true,
      preview: { text: CANARY, cut: true },
      isImage: true,
      partOf: [],
    }),
    user: userPage(here, {
      ...nothing,
      node: nodeOf(
        'user',
        1,
        'ada',
        new Map<string, Cell>([
          ['realname', CANARY],
          ['address', HIDDEN],
        ]),
        ['password', 'realname', 'alternate_addresses', 'iscommitter', 'contrib_form_date'],
      ),
      schema: schemaOf('user'),
      properties: [
        'username',
        'password',
        'realname',
        'address',
        'alternate_addresses',
        'iscommitter',
        'contrib_form_date',
      ],
      form: formOf('/user1'),
      lists: [{ title: 'Created', href: `${BASE}/issue?creator=1`, current: false }],
    }),
    login: loginPage(visitor, {
      action: `${BASE}/login`,
      cameFrom: `${BASE}/issue?${CANARY}`,
      username: CANARY,
      fault: CANARY,
      demo: CANARY,
      takesRegistrations: true,
    }),
    mail: mailPage(here, {
      settings: {
        userId: 1,
        username: CANARY,
        address: CANARY,
        told: 'daily',
        own: null,
        followed: [
          { designator: { className: 'component', id: 9 }, label: CANARY, told: 'every' },
          { designator: { className: 'query', id: 3 }, label: null, told: 'weekly' },
        ],
        muted: [{ designator: { className: 'issue', id: 12 }, label: CANARY }],
      },
      isOwn: false,
      ownByDefault: 'told too',
      classes: [schemaOf('component'), schemaOf('query')],
      typed: { className: 'query', name: CANARY, told: 'daily' },
    }),
    unsubscribe: unsubscribePage(visitor, {
      deed: { is: 'mute', userId: 1, node: { className: 'issue', id: 12 } },
      action: `${BASE}/unsubscribe/x`,
      done: null,
    }),
    unsubscribed: unsubscribePage(visitor, {
      deed: { is: 'follow', userId: 1, node: { className: 'component', id: 9 }, told: 'daily' },
      action: `${BASE}/unsubscribe/x`,
      done: { is: 'unfollow', userId: 1, node: { className: 'component', id: 9 } },
    }),
    register: registerPage(visitor, {
      properties: ['username', 'password', 'address', 'realname', 'homepage'].map((name) =>
        tracker.classes.get('user')!.properties.get(name)!,
      ),
      form: {
        ...formOf('/user'),
        typed: new Map([['username', [CANARY]]]),
        faults: [{ property: 'username', message: CANARY }],
      },
    }),
    'registration on its way': progressPage(visitor, {
      progress: { address: CANARY, state: 'bounced', attempts: 1, answer: CANARY },
      handle: 'x',
      isDemo: false,
    }),
    'complete the registration': confirmRegistrationPage(visitor, {
      username: CANARY,
      address: CANARY,
      token: 'x',
      fault: CANARY,
    }),
    forgotten: forgottenPage(visitor, { typed: CANARY, fault: CANARY }),
    'new password': newPasswordPage(visitor, { username: CANARY, token: 'x', fault: CANARY }),
    'confirm address': addressPage(visitor, {
      kind: 'address',
      username: CANARY,
      address: CANARY,
      token: 'x',
      fault: CANARY,
    }),
    'spent link': spentLinkPage(visitor, { label: 'register again', path: '/user?@template=register' }),
    'not found': errorPage(visitor, {
      status: 404,
      message: `There is no ${CANARY}`,
      faults: [],
      wayOut: [],
      reference: null,
    }),
    crash: errorPage(visitor, {
      status: 500,
      message: 'Broken',
      faults: [{ property: null, message: CANARY }],
      wayOut: [],
      reference: CANARY,
    }),
    classes: classListPage(here, { classes: [...tracker.classes.values()], creatable: new Set(['issue']) }),
  }
  return new Map(Object.entries(pages).map(([name, page]) => [name, String(page)]))
}
