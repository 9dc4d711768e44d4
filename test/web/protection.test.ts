import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { PASSWORD, sharedSite } from './site.ts'

const site = await sharedSite('minimal')
const { create, stored, visitor, stranger, server } = site
const ada = await site.member('ada')
const issue = await create('issue', { title: 'An issue', nosy: ['ada'] })
const path = `/issue${issue.id}`
const titleOf = async () => (await stored(issue))['title']
const form = (title: string) => ({ '@action': 'edit', title })
const basic = (username: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
})
const login = { '@action': 'login', __login_name: 'ada', __login_password: PASSWORD }
const csrf = async () => /name="@csrf" value="([\w-]+)"/.exec((await ada.get(path)).body)![1]!

/** Without the Origin that a browser adds. */
const bare = (headers: Record<string, string> = {}) => ({ origin: '', ...headers })

test('a form of another site is refused, whatever it knows', async () => {
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://tracker.example:81' },
    { origin: 'http://tracker.example', 'sec-fetch-site': 'cross-site' },
    bare({ 'sec-fetch-site': 'same-site' }),
  ]
  for (const headers of foreign) {
    const answer = await ada.post(path, { ...form('Taken over'), '@csrf': await csrf() }, headers)
    assert.equal(answer.statusCode, 403, JSON.stringify(headers))
    assert.equal((await visitor.post('/', login, headers)).statusCode, 401, JSON.stringify(headers))
  }
  assert.equal(await titleOf(), 'An issue')
})

test('a form that does not say where it comes from has to know the session', async () => {
  assert.equal((await ada.post(path, form('One'), bare())).statusCode, 403)
  assert.equal((await ada.post(path, { ...form('One'), '@csrf': 'x' }, bare())).statusCode, 403)
  assert.equal((await ada.post(path, { ...form('One'), '@csrf': await csrf() }, bare())).statusCode, 303)
  assert.equal(
    (await ada.post(path, { ...form('Two'), ':csrf': await csrf() }, bare({ 'sec-fetch-site': 'none' }))).statusCode,
    303,
  )
  assert.equal((await ada.post(path, form('Three'), bare({ 'sec-fetch-site': 'same-origin' }))).statusCode, 303)

  const grace = await site.member('grace')
  const hers = /name="@csrf" value="([\w-]+)"/.exec((await grace.get(path)).body)![1]!
  assert.equal((await ada.post(path, { ...form('Four'), '@csrf': hers }, bare())).statusCode, 403)
  assert.equal(await titleOf(), 'Three')
})

test('a script may send a name and password with the form', async () => {
  assert.equal((await visitor.post(path, form('By a script'), bare(basic('ada', PASSWORD)))).statusCode, 303)
  assert.equal(await titleOf(), 'By a script')
  const wrong = await visitor.post(path, form('By a stranger'), bare(basic('ada', 'wrong')))
  assert.equal(wrong.statusCode, 401)
  assert.match(wrong.headers['www-authenticate'] as string, /^Basic realm="Minimal tracker"/)
  assert.equal(await titleOf(), 'By a script')
  assert.equal((await visitor.get('/', { authorization: 'Bearer x' })).statusCode, 401)
})

test('Roundup’s login form works for scripts', async () => {
  const answer = await stranger().post('/', login, bare())
  assert.equal(answer.statusCode, 303)
  const cookie = answer.headers['set-cookie'] as string[]
  assert.match(
    cookie.find((one) => one.startsWith('muster_session_minimal='))!,
    /^muster_session_minimal=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
  )
})

test('a login leads back to where it began, and nowhere else', async () => {
  const to = async (__came_from: string) => (await stranger().post('/', { ...login, __came_from })).headers.location
  assert.equal(await to('/issue1?@sort=id'), '/issue1?@sort=id')
  assert.equal(await to('http://tracker.example/issue1'), '/issue1')
  for (const path of [
    '',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/x\r\nset-cookie: a=b',
    '/home?@template=login',
    '/?@action=logout',
  ])
    assert.equal(await to(path), '/', path)
})

test('a wrong login says so, keeps the name and forgets the password', async () => {
  const answer = await visitor.post('/', {
    ...login,
    __login_name: 'ada<',
    __login_password: 'a wrong one',
    __came_from: '/issue1',
  })
  assert.equal(answer.statusCode, 403)
  assert.match(answer.body, /Invalid login/)
  assert.match(answer.body, /value="ada&lt;"/)
  assert.match(answer.body, /name="__came_from" value="\/issue1"/)
  assert.doesNotMatch(answer.body, /a wrong one/)
  assert.equal((await visitor.post('/', { '@action': 'login' })).statusCode, 400)
})

test('guessing is held up, and says for how long', async () => {
  const guess = () => visitor.post('/', { '@action': 'login', __login_name: 'admin', __login_password: 'guess' })
  for (let index = 0; index < 5; index++) assert.equal((await guess()).statusCode, 403)
  const answer = await guess()
  assert.equal(answer.statusCode, 429)
  assert.match(answer.headers['retry-after'] as string, /^\d+$/)
  assert.match(answer.body, /Please wait/)
})

test('a login always begins a new session, and ends the one before', async () => {
  const alan = await site.member('alan')
  const first = alan.cookies.get('muster_session_minimal')
  await alan.post('/', { ...login, __login_name: 'alan' })
  assert.notEqual(alan.cookies.get('muster_session_minimal'), first)
  const old = await visitor.request({ method: 'GET', url: '/', headers: { cookie: `muster_session_minimal=${first}` } })
  assert.doesNotMatch(old.body, /Your details/)
})

test('a logout ends the session for good', async () => {
  const barbara = await site.member('barbara')
  const token = barbara.cookies.get('muster_session_minimal')
  assert.equal((await barbara.post('/', { '@action': 'logout' })).statusCode, 303)
  assert.equal(barbara.cookies.has('muster_session_minimal'), false)
  const old = await visitor.request({ method: 'GET', url: '/', headers: { cookie: `muster_session_minimal=${token}` } })
  assert.doesNotMatch(old.body, /Your details/)
})

test('a message in the address is shown by our own pages’ links alone', async () => {
  const query = '/?@ok_message=Call+%3Cb%3E0900'
  assert.match((await ada.get(query)).body, /Call &lt;b&gt;0900/)
  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'none' }])
    assert.doesNotMatch((await ada.get(query, headers)).body, /0900/)
  const forged = await visitor.get('/', {
    cookie: `muster_flash_minimal=${Buffer.from('Call 0900').toString('base64url')}.AAAA`,
  })
  assert.doesNotMatch(forged.body, /0900/)
})

test('every answer says what browsers may do with it', async () => {
  for (const [url, status] of [
    ['/', 200],
    [path, 200],
    ['/nothing', 404],
    ['/@@file/muster.css', 200],
    ['/healthz/live', 200],
  ] as const) {
    const { headers, statusCode } = await visitor.get(url)
    assert.equal(statusCode, status)
    const policy = headers['content-security-policy'] as string
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      assert.ok(policy.includes(rule), url)
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['referrer-policy'], 'same-origin')
  }
})

test('no page has script or style of its own in it', async () => {
  for (const url of ['/', path, '/issue', '/issue?@template=item', '/user1', '/home?@template=login', '/nothing']) {
    const { body } = await ada.get(url)
    assert.doesNotMatch(body, /<script(?![^>]*\ssrc=")|<style|\sstyle="|\son[a-z]+="|javascript:/i, url)
  }
})

test('pages of people who are logged in are kept nowhere; those of visitors are asked about', async () => {
  assert.equal((await ada.get(path)).headers['cache-control'], 'no-store')
  const first = await visitor.get('/issue?@columns=id,title')
  assert.equal(first.headers['cache-control'], 'private, no-cache')
  const etag = first.headers.etag as string
  const again = await visitor.get('/issue?@columns=id,title', { 'if-none-match': etag })
  assert.deepEqual([again.statusCode, again.body], [304, ''])
  await create('issue', { title: 'Another' })
  assert.equal((await visitor.get('/issue?@columns=id,title', { 'if-none-match': etag })).statusCode, 200)
})

test('pages are sent packed where the browser takes it', async () => {
  const plain = (await visitor.get('/issue')).body
  const packed = async (accepted: string) => {
    const answer = await visitor.get('/issue', { 'accept-encoding': accepted })
    assert.match(answer.headers.vary as string, /Accept-Encoding/)
    return [answer.headers['content-encoding'], answer.rawPayload] as const
  }
  const [zstd, zstdBytes] = await packed('gzip, deflate, br, zstd')
  assert.deepEqual([zstd, zstdDecompressSync(zstdBytes).toString()], ['zstd', plain])
  const [gzip, gzipBytes] = await packed('gzip')
  assert.deepEqual([gzip, gunzipSync(gzipBytes).toString()], ['gzip', plain])
  assert.deepEqual(await packed('identity'), [undefined, Buffer.from(plain)])
})

test('static files are packed, known by their version, and nothing else is there', async () => {
  const [, versioned] = /href="(\/@@file\/[\w-]+\/muster\.css)"/.exec((await visitor.get('/')).body)!
  const file = await visitor.get(versioned!, { 'accept-encoding': 'br' })
  assert.equal(file.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal(file.headers['content-encoding'], 'br')
  assert.match(file.headers['content-type'] as string, /^text\/css/)
  const unversioned = await visitor.get('/@@file/muster.css')
  assert.equal(unversioned.headers['cache-control'], 'public, max-age=300')
  assert.equal(
    (await visitor.get('/@@file/muster.css', { 'if-none-match': file.headers.etag as string })).statusCode,
    304,
  )
  for (const name of ['nothing.css', '../package.json', '..%2fpackage.json', '%2e%2e/package.json', 'x/muster.css', ''])
    assert.equal((await visitor.get(`/@@file/${name}`)).statusCode, 404, name)
})

test('methods that an address does not have are refused with those that it has', async () => {
  for (const [url, allow] of [
    [path, 'GET, HEAD, POST'],
    ['/', 'GET, HEAD, POST'],
    ['/healthz/live', 'GET, HEAD'],
    ['/file1/x', 'GET, HEAD'],
  ] as const)
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
      const answer = await ada.request({ method, url })
      assert.deepEqual([answer.statusCode, answer.headers.allow], [405, allow], `${method} ${url}`)
    }
})

test('a method that Muster does not know is refused, and is no fault of the server', async () => {
  for (const url of [path, '/', '/nonesuch/x', '/healthz/live']) {
    const answer = await ada.request({ method: 'PROPFIND', url })
    assert.equal(answer.statusCode, 405, `${url}: ${answer.body}`)
    assert.match(String(answer.headers.allow), /^GET, HEAD, POST/)
  }
})

test('forms that are too large, or no forms, are refused with a sentence', async () => {
  const long = await ada.post(path, { '@action': 'edit', '@note': 'x'.repeat(4_100_000) })
  assert.equal(long.statusCode, 413)
  const many = await ada.post(path, Object.fromEntries(Array.from({ length: 1_100 }, (_, index) => [`x${index}`, ''])))
  assert.equal(many.statusCode, 400)
  const others = await Promise.all(
    ['application/xml', 'application/json', 'text/plain'].map(async (type) =>
      ada.request({
        method: 'POST',
        url: path,
        headers: { origin: 'http://tracker.example', 'content-type': type },
        payload: '{}',
      }),
    ),
  )
  assert.deepEqual(
    others.map(({ statusCode }) => statusCode),
    [415, 415, 415],
  )
  const broken = await ada.request({
    method: 'POST',
    url: path,
    headers: { origin: 'http://tracker.example', 'content-type': 'multipart/form-data; boundary=x' },
    payload: '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nhal',
  })
  assert.equal(broken.statusCode, 400)
  for (const answer of [long, many, broken, ...others]) assert.match(answer.body, /<h1>/)
})

test('who was logged out while writing sees the comment again, however short', async () => {
  const fields = { ...form('A title that is longer than the comment by far'), '@note': 'Me too' }
  const answer = await visitor.post(path, fields)
  assert.equal(answer.statusCode, 403)
  const texts = [...answer.body.matchAll(/<textarea[^>]*>\n([^<]*)</g)].map(([, text]) => text)
  assert.deepEqual(texts, ['Me too'])
})

test('a title that turns the direction of writing does not turn the number after it', async () => {
  const turned = await create('issue', { title: 'Turned \u202e round' })
  const answer = await ada.get(`/issue${turned.id}`)
  assert.match(answer.body, /<h1><bdi>Turned \u202e round<\/bdi> <a/)
})

test('a title that was emptied is asked for in words that name it', async () => {
  const answer = await ada.post(path, form(''))
  assert.equal(answer.statusCode, 400)
  assert.match(answer.body, /Required issue property title not supplied/)
})

test('a path that can’t be read is an error of its own', async () => {
  const unread = await visitor.get('/%')
  assert.deepEqual([unread.statusCode, unread.headers['content-type']], [400, 'text/plain; charset=utf-8'])
  assert.match(unread.body, /^The address can’t be read/)
  const long = await visitor.get(`/${'x'.repeat(3_000)}`)
  assert.equal(long.statusCode, 414)
  assert.match(long.body, /^The address is too long/)
})

test('every route says who may ask what', () => {
  assert.ok(server.routes.size > 8)
  assert.ok(server.routes.has('/:address'))
})

test('an error page says each thing once', async () => {
  const times = (body: string, sentence: string): number => body.split(sentence).length - 1
  const filtered = await stranger().get('/issue?creator.address=x')
  assert.equal(times(filtered.body, 'Filters by address are not available to you'), 1)
  const wrong = await ada.post('/issue', { '@action': 'edit', [`issue${issue.id}@status`]: 'nonsense' })
  assert.equal(times(wrong.body, 'there is no status'), 1)
  assert.doesNotMatch(wrong.body, /status: status:/i)
  const two = await ada.post('/issue', {
    '@action': 'edit',
    [`issue${issue.id}@status`]: 'nonsense',
    [`issue${issue.id}@keywords`]: 'nope',
  })
  for (const sentence of ['there is no status', 'there is no keyword']) assert.equal(times(two.body, sentence), 1)
})
