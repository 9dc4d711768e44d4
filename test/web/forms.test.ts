import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharedSite } from './site.ts'
import type { Visitor } from './site.ts'

const site = await sharedSite('minimal')
const { create, operations, admin, visitor, stored } = site
const ada = await site.member('ada')
const grace = await site.member('grace')
const dora = await site.member('dora', 'User,Developer')

const newIssue = (values = {}) => create('issue', { title: 'float() rejects "1_0"', ...values })
const path = ({ className, id }: { className: string; id: number }): string => `/${className}${id}`
const revisionOn = async (who: Visitor, url: string): Promise<string> =>
  /name="@revision" value="(\d+)"/.exec((await who.get(url)).body)![1]!

test('an edit changes what it names, and the next page says so', async () => {
  const issue = await newIssue()
  const answer = await ada.post(path(issue), { '@action': 'edit', title: 'float() takes "1_0"', status: 'closed' })

  assert.equal(answer.statusCode, 303)
  assert.equal(answer.headers.location, path(issue))
  const { title, status } = await stored(issue)
  assert.deepEqual([title, status], ['float() takes "1_0"', 2])
  const page = await ada.get(path(issue))
  assert.match(page.body, new RegExp(`issue ${issue.id} status, title edited ok`))
  assert.doesNotMatch((await ada.get(path(issue))).body, /edited ok/)
})

test('a form that says what is there changes nothing', async () => {
  const issue = await newIssue({ status: 'open', keywords: ['patch'] })
  const before = await stored(issue)
  const answer = await ada.post(path(issue), {
    '@action': 'edit',
    title: 'float() rejects "1_0"',
    status: '1',
    keywords: ['', '1'],
    assignee: '',
  })
  assert.equal(answer.statusCode, 303)
  assert.deepEqual(await stored(issue), before)
})

test('a comment with files is one change: message, files and issue', async () => {
  const issue = await newIssue()
  const answer = await ada.post(path(issue), {
    '@action': 'edit',
    '@note': 'Here is a **patch**.\r\nSecond line.  ',
    '@notetype': 'text/markdown',
    '@file': [
      { name: 'C:\\temp\\fix.patch', type: 'application/octet-stream', text: '--- a\n+++ b\n' },
      { name: 'shot.png', type: 'image/png', text: 'not really' },
    ],
    status: 'pending',
  })
  assert.equal(answer.statusCode, 303)
  const { messages, files, status } = (await stored(issue)) as { messages: number[]; files: number[]; status: number }
  assert.equal(answer.headers.location, `${path(issue)}#msg${messages[0]}`)
  assert.equal(status, 3)

  const message = await stored({ className: 'msg', id: messages[0]! })
  assert.deepEqual([message['author'], message['type'], message['files']], [ada.actor.userId, 'text/markdown', files])
  assert.ok(Math.abs((message['date'] as Date).getTime() - Date.now()) < 60_000)
  const { bytes } = await operations.content(admin, { className: 'msg', id: messages[0]! })
  assert.equal(bytes.toString(), 'Here is a **patch**.\nSecond line.')

  const patch = await stored({ className: 'file', id: files[0]! })
  assert.deepEqual([patch['name'], patch['type']], ['fix.patch', 'text/x-patch'])
  const history = await operations.history(admin, issue)
  assert.equal(new Set(history.filter(({ action }) => action === 'set').map(({ at }) => at.getTime())).size, 1)
})

test('an empty comment and an empty file make nothing', async () => {
  const issue = await newIssue()
  const answer = await ada.post(path(issue), {
    '@action': 'edit',
    '@note': ' \r\n ',
    '@file': { name: 'empty.txt', type: 'text/plain', text: '' },
    status: 'closed',
  })
  assert.equal(answer.statusCode, 303)
  const { messages, files, status } = await stored(issue)
  assert.deepEqual([messages, files, status], [[], [], 2])
  assert.match((await ada.get(path(issue))).body, /Left out, since there is nothing in it: empty\.txt/)
})

test('Roundup’s names for the parts of a form make the same', async () => {
  const issue = await newIssue()
  const answer = await ada.post(path(issue), {
    ':action': 'edit',
    ':link:messages': 'msg-1',
    'msg-1@content': 'By Roundup’s names',
    '@link@files': 'file-1',
    'file-1@content': { name: 'a.txt', type: 'text/plain', text: 'text' },
    'file-1@description': 'A text',
    'msg-1@link@files': 'file-1',
  })
  assert.equal(answer.statusCode, 303)
  const { messages, files } = (await stored(issue)) as { messages: number[]; files: number[] }
  assert.equal(messages.length, 1)
  assert.deepEqual((await stored({ className: 'msg', id: messages[0]! }))['files'], files)
  assert.equal((await stored({ className: 'file', id: files[0]! }))['description'], 'A text')
})

test('people are added to a list and taken off without sending the list', async () => {
  const issue = await newIssue({ nosy: ['ada', 'grace'] })
  await ada.post(path(issue), { '@action': 'edit', '@add@nosy': 'dora', '@remove@nosy': 'grace' })
  assert.deepEqual((await stored(issue))['nosy'], [ada.actor.userId, dora.actor.userId])

  const refused = await ada.post(path(issue), { '@action': 'edit', '@remove@nosy': 'grace' })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /not currently in list/)
})

test('all that is wrong is said at once, and what was typed is still there', async () => {
  const issue = await newIssue()
  const answer = await ada.post(path(issue), {
    '@action': 'edit',
    title: '',
    assignee: 'nobody',
    keywords: 'nonsense',
    '@note': 'A <b>long</b> comment',
    '@file': { name: 'x.txt', type: 'text/plain', text: 'x' },
  })
  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /there is no user &quot;nobody&quot;/)
  assert.match(answer.body, /there is no keyword &quot;nonsense&quot;/)
  assert.match(answer.body, /A &lt;b&gt;long&lt;\/b&gt; comment/)
  assert.match(answer.body, /value="nobody"/)
  assert.match(answer.body, /Choose the file x\.txt again/)
  assert.deepEqual((await stored(issue))['messages'], [])
})

test('Roundup’s required fields have to be filled in', async () => {
  const issue = await newIssue()
  const answer = await ada.post(path(issue), {
    '@action': 'edit',
    '@required': 'title,status',
    title: ' ',
    status: 'open',
  })
  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /Required issue property title not supplied/)
})

test('a new issue is filed with its first message and files', async () => {
  const answer = await ada.post('/issue', {
    '@action': 'new',
    title: 'New one',
    '@note': 'It breaks',
    '@file': { name: 'log.txt', type: 'text/plain', text: 'boom' },
    keywords: ['', '2'],
  })
  assert.equal(answer.statusCode, 303)
  const id = Number(/^\/issue(\d+)$/.exec(answer.headers.location as string)![1])
  const issue = (await stored({ className: 'issue', id })) as Record<string, unknown>
  assert.deepEqual(
    [issue['title'], issue['keywords'], issue['status'], issue['creator']],
    ['New one', [2], 1, ada.actor.userId],
  )
  assert.equal((issue['messages'] as number[]).length, 1)
  assert.match((await ada.get(`/issue${id}`)).body, new RegExp(`issue ${id} created`))
})

test('a new issue without a title comes back as it was typed', async () => {
  const answer = await ada.post('/issue', { '@action': 'new', title: '', '@note': 'It breaks', assignee: 'grace' })
  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /It breaks/)
  assert.match(answer.body, /value="grace"/)
})

test('a new issue’s form is filled in by its address', async () => {
  const { body } = await ada.get('/issue?@template=item&keywords=2&title=From+a+link&@note=Please+say')
  assert.match(body, /value="From a link"/)
  assert.match(body, /value="2" checked/)
  assert.match(body, /Please say<\/textarea>/)
  assert.match(body, /<option value="1" selected>open/)
})

test('after filing it goes where the form says, if that is here', async () => {
  const file = (target: string) => ada.post('/issue', { '@action': 'new', title: 'x', __redirect_to: target })
  assert.equal((await file('/keyword?@template=item')).headers.location, '/keyword?@template=item')
  assert.equal((await file('http://tracker.example/keyword')).headers.location, '/keyword')
  for (const target of ['http://evil.example/', '//evil.example/x', '/\\evil.example', 'javascript:alert(1)'])
    assert.match((await file(target)).headers.location as string, /^\/issue\d+$/, target)
})

test('two people’s changes to different properties both stand', async () => {
  const issue = await newIssue({ status: 'open', keywords: ['patch'] })
  const revision = await revisionOn(ada, path(issue))
  await grace.post(path(issue), { '@action': 'edit', status: 'pending', keywords: ['', '1', '2'] })

  const answer = await ada.post(path(issue), {
    '@action': 'edit',
    '@revision': revision,
    title: 'Retitled',
    status: '1',
    keywords: ['', '1'],
    '@note': 'Mine',
  })
  assert.equal(answer.statusCode, 303)
  const { title, status, keywords, messages } = (await stored(issue)) as Record<string, unknown>
  assert.deepEqual([title, status, keywords, (messages as number[]).length], ['Retitled', 3, [1, 2], 1])
})

test('two people’s changes to the same property are a choice, with both versions and nothing lost', async () => {
  const issue = await newIssue({ status: 'open' })
  const revision = await revisionOn(ada, path(issue))
  await grace.post(path(issue), { '@action': 'edit', title: 'By Grace' })

  const answer = await ada.post(path(issue), {
    '@action': 'edit',
    '@revision': revision,
    title: 'By Ada',
    status: '1',
    '@note': 'My comment',
  })
  assert.equal(answer.statusCode, 409)
  for (const text of ['By Grace', 'By Ada', 'float() rejects', 'My comment', 'grace'])
    assert.ok(answer.body.includes(text), text)
  assert.equal((await stored(issue))['title'], 'By Grace')

  const again = /name="@revision" value="(\d+)"/.exec(answer.body)![1]!
  const second = await ada.post(path(issue), {
    '@action': 'edit',
    '@revision': again,
    title: 'By Ada',
    '@note': 'My comment',
  })
  assert.equal(second.statusCode, 303)
  assert.equal((await stored(issue))['title'], 'By Ada')
})

test('Roundup’s date of last activity finds the same collision', async () => {
  const issue = await newIssue()
  const { activity } = (await stored(issue)) as { activity: Date }
  const seen = (offsetMs: number) =>
    new Date(activity.getTime() + offsetMs).toISOString().slice(0, 19).replace('T', '.')
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  await grace.post(path(issue), { '@action': 'edit', title: 'By Grace' })

  const late = await ada.post(path(issue), { '@action': 'edit', '@lastactivity': seen(0), title: 'By Ada' })
  assert.equal(late.statusCode, 409)
  const fresh = await ada.post(path(issue), { '@action': 'edit', '@lastactivity': seen(60_000), title: 'By Ada' })
  assert.equal(fresh.statusCode, 303)
})

test('who may not, is told so, and it is not done', async () => {
  const issue = await newIssue()
  const anonymous = await visitor.post(path(issue), {
    '@action': 'edit',
    title: 'Taken over',
    '@note': 'words of mine',
  })
  assert.equal(anonymous.statusCode, 403)
  assert.match(anonymous.body, /words of mine/)
  assert.equal((await stored(issue))['title'], 'float() rejects "1_0"')

  const status = await ada.post('/status1', { '@action': 'edit', name: 'mine' })
  assert.equal(status.statusCode, 403)
  const created = await ada.post('/status', { '@action': 'new', name: 'mine' })
  assert.equal(created.statusCode, 403)
})

test('nobody writes in the name of another', async () => {
  const issue = await newIssue()
  const answer = await ada.post(path(issue), { '@action': 'edit', '@note': 'I am the admin', 'msg-1@author': '1' })
  assert.equal(answer.statusCode, 403)
  assert.match(answer.body, /I am the admin/)
  assert.deepEqual((await stored(issue))['messages'], [])
})

test('a form changes other items too, from a page of the class', async () => {
  const [one, two] = [await newIssue(), await newIssue()]
  const answer = await ada.post('/issue', {
    '@action': 'edit',
    [`issue${one.id}@status`]: 'closed',
    [`issue${two.id}@status`]: 'pending',
    title: 'of none',
  })
  assert.equal(answer.statusCode, 303)
  assert.deepEqual(
    [(await stored(one))['status'], (await stored(two))['status'], (await stored(two))['title']],
    [2, 3, 'float() rejects "1_0"'],
  )
})

test('retiring hides an issue, restoring brings it back', async () => {
  const issue = await newIssue()
  assert.equal((await ada.post(path(issue), { '@action': 'retire' })).statusCode, 403)
  assert.equal((await dora.post(path(issue), { '@action': 'retire' })).statusCode, 303)
  assert.match((await dora.get(path(issue))).body, new RegExp(`Issue ${issue.id} has been retired`))
  assert.equal((await visitor.get(path(issue))).statusCode, 404)
  assert.equal((await visitor.head(path(issue))).statusCode, 404)
  assert.equal((await dora.post(path(issue), { '@action': 'restore' })).statusCode, 303)
  assert.equal((await ada.get(path(issue))).statusCode, 200)
})

test('a password is changed twice typed, never shown, and ends the other sessions', async () => {
  const joan = await site.member('joan')
  const profile = `/user${joan.actor.userId}`
  const once = await joan.post(profile, { '@action': 'edit', password: 'new secret', realname: 'Joan' })
  assert.equal(once.statusCode, 400)
  assert.match(once.body, /Password and confirmation text do not match/)
  assert.doesNotMatch(once.body, /new secret/)

  assert.equal(
    (await joan.post(profile, { '@action': 'edit', password: '', '@confirm@password': '', realname: 'Joan' }))
      .statusCode,
    303,
  )
  const changed = await joan.post(profile, {
    '@action': 'edit',
    password: 'new secret',
    '@confirm@password': 'new secret',
  })
  assert.equal(changed.statusCode, 303)
  const login = await visitor.post('/', { '@action': 'login', __login_name: 'joan', __login_password: 'new secret' })
  assert.equal(login.statusCode, 303)
})

test('who changes their own password stays logged in, elsewhere not', async () => {
  const mary = await site.member('mary')
  const token = mary.cookies.get('muster_session_minimal')!
  const elsewhere = { method: 'GET' as const, url: '/', headers: { cookie: `muster_session_minimal=${token}` } }
  assert.match((await visitor.request(elsewhere)).body, /mary/)
  await mary.post(`/user${mary.actor.userId}`, {
    '@action': 'edit',
    password: 'new secret',
    '@confirm@password': 'new secret',
  })
  assert.match((await mary.get('/')).body, /Your details/)
  assert.doesNotMatch((await visitor.request(elsewhere)).body, /Your details/)
})

test('actions that nobody knows, two at once, and forms sent as links', async () => {
  const issue = await newIssue()
  const statuses = async (query: string): Promise<[number, string]> => {
    const answer = await ada.get(`${path(issue)}?${query}`)
    return [answer.statusCode, /<p>([^<]*)<\/p>/.exec(answer.body)?.[1] ?? '']
  }
  assert.deepEqual(await statuses('@action=x"<'), [400, 'No such action &quot;x&quot;&lt;&quot;'])
  assert.equal((await statuses('@action=retire'))[0], 400)
  assert.equal((await statuses('@action=edit&@action=retire'))[0], 400)
  assert.equal((await ada.get('/?@action=logout')).statusCode, 400)
  assert.match((await ada.get('/')).body, /Your details/)
  assert.equal((await ada.post(path(issue), { '@action': 'nonsense' })).statusCode, 400)
  assert.equal((await ada.post(path(issue), {})).statusCode, 303)
})

test('a file that is too large is refused, and the rest of the form is not lost', async () => {
  const issue = await newIssue()
  const answer = await ada.post(path(issue), {
    '@action': 'edit',
    '@note': 'An hour of writing',
    '@file': { name: 'core.dump', type: 'application/octet-stream', text: Buffer.alloc(50_000_001) },
  })
  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /core\.dump is larger than 50 MB/)
  assert.match(answer.body, /An hour of writing/)
  assert.deepEqual((await stored(issue))['messages'], [])
})

test('a text that is too long comes back as it was typed, with a sentence', async () => {
  const issue = await newIssue()
  const text = `Begin ${'é'.repeat(600_000)} end`
  const small = { name: 'a.txt', type: 'text/plain', text: 'x' }
  for (const fields of [{}, { '@file': small }]) {
    const answer = await ada.post(path(issue), { '@action': 'edit', '@note': text, ...fields })
    assert.equal(answer.statusCode, 400)
    assert.match(answer.body, /The text is longer than 1 MB: shorten it, or attach it as a file/)
    assert.ok(answer.body.includes(text))
  }
  const filed = await ada.post('/issue', { '@action': 'new', title: 'Long', '@note': text, '@file': small })
  assert.equal(filed.statusCode, 400)
  assert.ok(filed.body.includes(text))

  const huge = await ada.post(path(issue), { '@action': 'edit', '@note': 'é'.repeat(3_000_000), '@file': small })
  assert.equal(huge.statusCode, 400)
  assert.match(huge.body, /only its first 4 MB came through/)
  assert.ok(huge.body.includes('é'.repeat(1_900_000)))
  assert.deepEqual((await stored(issue))['messages'], [])
})

test('a form that is too large as a whole is refused with the limit', async () => {
  const issue = await newIssue()
  const file = (name: string) => ({ name, type: 'application/octet-stream', text: Buffer.alloc(31_000_000) })
  const files = await ada.post(path(issue), { '@action': 'edit', '@file': [file('a'), file('b')] })
  const text = await ada.post(path(issue), { '@action': 'edit', '@note': 'x'.repeat(4_100_000) })
  for (const answer of [files, text]) {
    assert.equal(answer.statusCode, 413)
    assert.match(answer.body, /<h1>Too large<\/h1>/)
    assert.match(answer.body, /with its files it may be 60 MB, without files \(URL-encoded\) 4 MB/)
  }
  const many = Array.from({ length: 21 }, (_, index) => ({ name: `${index}.txt`, type: 'text/plain', text: 'x' }))
  const answer = await ada.post(path(issue), { '@action': 'edit', '@file': many })
  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /A form takes 20 files at most/)
})

test('a message of its own is typed, and comes back when it is refused', async () => {
  const page = await ada.get('/msg?@template=item')
  assert.match(page.body, /<textarea id="input-content" name="content"/)
  assert.doesNotMatch(page.body, /type="file" id="input-content"/)
  const refused = await ada.post('/msg', { '@action': 'new', content: 'An <hour> of\nwriting', date: 'nonsense' })
  assert.equal(refused.statusCode, 400)
  assert.match(refused.body, /name="content"[^>]*>\nAn &lt;hour&gt; of\nwriting<\/textarea>/)
  const made = await ada.post('/msg', { '@action': 'new', content: 'An <hour> of\r\nwriting' })
  assert.equal(made.statusCode, 303)
  const [location] = String(made.headers.location).split('?')
  assert.equal((await ada.get(`${location}/`)).body, 'An <hour> of\nwriting')
})
