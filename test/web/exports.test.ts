import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharedSite } from './site.ts'

const minimal = await sharedSite('minimal')
const ada = await minimal.member('ada', 'User', { realname: 'Ada "the" First', timezone: 'Europe/Berlin' })
const bo = await minimal.member('bo')
const first = await minimal.create('issue', {
  title: 'One, two',
  status: 'open',
  assignee: 'ada',
  keywords: ['patch', 'easy'],
  nosy: ['bo', 'ada'],
})
const second = await minimal.create('issue', {
  title: 'Line\nbreak "quoted"',
  status: 'closed',
  dependencies: [first.id],
})
await minimal.create('issue', { title: 'A secret', private_for: 'ada' })

const csv = async (site: typeof minimal, query: string, who = site.visitor) =>
  (await who.get(`/issue?@action=export_csv&${query}`)).body

test('a list is exported with names, every text in quotes', async () => {
  assert.equal(
    await csv(minimal, '@columns=id,title,status,assignee,keywords,nosy,dependencies&@sort=id'),
    '"id","title","status","assignee","keywords","nosy","dependencies"\r\n' +
      '"1","One, two","open","Ada ""the"" First","easy;patch","Ada ""the"" First;None","[]"\r\n' +
      `"2","Line\nbreak ""quoted""","closed","","","","['1']"\r\n\n`,
  )
})

test('dates are those of the reader’s clock', async () => {
  await minimal.create('msg', { content: 'x', date: new Date('2026-07-01T22:30:00Z') })
  const dates = async (who: typeof ada) => (await who.get('/msg?@action=export_csv&@columns=id,date&@sort=id')).body
  assert.equal(await dates(ada), '"id","date"\r\n"1","2026-07-02 00:30"\r\n\n')
  assert.equal(await dates(bo), '"id","date"\r\n"1","2026-07-01 22:30"\r\n\n')
})

test('raw values are those of Python', async () => {
  const { body } = await minimal.visitor.get(
    '/issue?@action=export_csv_id&@columns=id,assignee,keywords,dependencies&@sort=id&@filter=status&status=1',
  )
  assert.equal(body, `"id","assignee","keywords","dependencies"\r\n"1","${ada.actor.userId}","['1', '2']","[]"\r\n\n`)
})

test('a tracker like bugs.python.org exports ids, quoted where they have to be', async () => {
  const site = await sharedSite('python-dev')
  await site.create('issue', { title: 'Use hypothesis, please', components: [9, 11], status: 1 })
  await site.create('issue', { title: 'plain', components: [4], status: 1, assignee: 1 })
  for (const action of ['export_csv', 'export_csv_id']) {
    const { body } = await site.visitor.get(
      `/issue?@action=${action}&@columns=title,id,stage,components,assignee,status,message_count&@sort=id&@filter=status&status=1,3&@pagesize=1`,
    )
    assert.equal(
      body,
      "title,id,stage,components,assignee,status,message_count\r\n\"Use hypothesis, please\",1,None,\"['9', '11']\",None,1,0.0\r\nplain,2,None,['4'],1,1,0.0\r\n\n",
    )
  }
  const creation = (await site.visitor.get('/issue?@action=export_csv&@columns=creation')).body.split('\r\n')[1]!
  assert.match(creation, /^\d{4}-\d\d-\d\d\.\d\d:\d\d:\d\d$/)
})

test('the answer is text to be looked at, also when only asked for', async () => {
  for (const method of ['GET', 'HEAD'] as const) {
    const answer = await minimal.visitor.request({ method, url: '/issue?@action=export_csv&@columns=id' })
    assert.deepEqual(
      [answer.statusCode, answer.headers['content-type'], answer.headers['content-disposition']],
      [200, 'text/csv; charset=utf-8', 'inline; filename=query.csv'],
    )
  }
})

test('columns that are not there, and filters that are wrong, are refused', async () => {
  for (const query of ['@columns=id,nonsense', '@columns=id&status=nonsense', '@columns=assignee.realname'])
    assert.equal((await minimal.visitor.get(`/issue?@action=export_csv&${query}`)).statusCode, 400, query)
})

test('without columns there is nothing on the lines', async () => {
  assert.equal(await csv(minimal, '@sort=id'), '\r\n\r\n\r\n\n')
})

test('what somebody may not see is not in the export', async () => {
  const site = await sharedSite('python-dev')
  await site.create('issue', { title: 'One', assignee: 1 })
  const users = (await site.visitor.get('/user?@action=export_csv_id&@columns=id,username&@sort=id')).statusCode
  assert.equal(users, 401)
  assert.doesNotMatch(await csv(minimal, '@columns=id,title'), /secret/)
  assert.match(await csv(minimal, '@columns=id,title', ada), /secret/)
  assert.equal(
    (await minimal.visitor.get('/user?@action=export_csv&@columns=id,address&@sort=id')).body.split('\r\n')[1],
    '"1","[hidden]"',
  )
})

test('a list of more than one chunk comes whole', async () => {
  const site = await sharedSite('minimal')
  await site.create('issue', { title: 'x' })
  const { sql } = await import('kysely')
  await sql`insert into issue (id, title, creation, activity) select n, 'n' || n, now(), now() from generate_series(2, 10050) n`.execute(
    site.database.sql,
  )
  const lines = (await csv(site, '@columns=id&@sort=id')).split('\r\n')
  assert.equal(lines.length, 10_052)
  assert.equal(lines[10_050], '"10050"')
  assert.ok(second.id)
})

test('ids are written with quotes only where a reader of CSV needs them, or with all', async () => {
  const titles = ['plain', 'a, b', 'say "hi"', 'two\nlines', 'a\rreturn', 'None', ' blank ']
  const site = await sharedSite('python-dev')
  const ids: number[] = []
  for (const title of titles) ids.push((await site.create('issue', { title, components: [11, 9], status: 1 })).id)
  const { body } = await site.visitor.get(
    `/issue?@action=export_csv&@columns=title,components,assignee&@sort=id&@filter=id&id=${ids.join()}`,
  )
  const written = ['plain', '"a, b"', '"say ""hi"""', '"two\nlines"', '"a\rreturn"', 'None', ' blank ']
  assert.equal(
    body,
    `title,components,assignee\r\n${written.map((title) => `${title},"['9', '11']",None\r\n`).join('')}\n`,
  )
  const issue = await minimal.create('issue', { title: 'say "hi"', dependencies: [second.id] })
  const quoted = await minimal.visitor.get(
    `/issue?@action=export_csv_id&@columns=title,assignee,dependencies,creation&@filter=id&id=${issue.id}`,
  )
  assert.match(quoted.body.split('\r\n')[1]!, /^"say ""hi""","None","\['2'\]","\d{4}-\d\d-\d\d\.\d\d:\d\d:\d\d"$/)
})
