import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharedSite } from './site.ts'

const site = await sharedSite('minimal')
const { create, visitor, operations, admin } = site
const upload = (name: string, type: string, content: string | Uint8Array) => create('file', { name, type, content })

test('bytes come back as they were, whatever stands behind the slash', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
  const { id } = await upload('all.bin', 'application/octet-stream', bytes)
  for (const label of ['all.bin', '', 'something/else', '%C3%A4.txt']) {
    const answer = await visitor.get(`/file${id}/${label}`)
    assert.equal(answer.statusCode, 200)
    assert.deepEqual(answer.rawPayload, bytes)
  }
})

test('text and pictures are shown, all else is saved', async () => {
  const served = async (name: string, type: string) => {
    const { id } = await upload(name, type, 'x')
    const { headers } = await visitor.get(`/file${id}/${name}`)
    return [headers['content-type'], String(headers['content-disposition']).split(';')[0]]
  }
  assert.deepEqual(await served('a.txt', 'text/plain'), ['text/plain; charset=utf-8', 'inline'])
  assert.deepEqual(await served('a.patch', 'text/x-patch'), ['text/plain; charset=utf-8', 'inline'])
  assert.deepEqual(await served('a.png', 'image/png'), ['image/png', 'inline'])
  for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', 'text/javascript'])
    assert.deepEqual(await served('a', type), ['application/octet-stream', 'attachment'], type)
})

test('no file is active content of the tracker', async () => {
  const { id } = await upload('evil.html', 'text/html', '<script>alert(1)</script>')
  const { headers } = await visitor.get(`/file${id}/evil.html`)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.match(headers['content-security-policy'] as string, /default-src 'none'; sandbox/)
})

test('names with any letters survive the header', async () => {
  const { id } = await upload('Ä "b"\\c\r\nX: y%.txt', 'text/plain', 'x')
  const { headers } = await visitor.get(`/file${id}/x`)
  assert.equal(
    headers['content-disposition'],
    `inline; filename="_ _b__c__X: y_.txt"; filename*=UTF-8''%C3%84%20%22b%22%5Cc%0D%0AX%3A%20y%25.txt`,
  )
})

test('the same bytes need not be sent twice', async () => {
  const { id } = await upload('a.txt', 'text/plain', 'the same')
  const { headers } = await visitor.get(`/file${id}/a.txt`)
  const again = await visitor.get(`/file${id}/a.txt`, { 'if-none-match': headers.etag as string })
  assert.deepEqual([again.statusCode, again.body], [304, ''])
  assert.equal(again.headers['content-security-policy'], headers['content-security-policy'])
})

test('a message is text', async () => {
  const { id } = await create('msg', { content: '<b>bold</b>' })
  const answer = await visitor.get(`/msg${id}/`)
  assert.deepEqual([answer.body, answer.headers['content-type']], ['<b>bold</b>', 'text/plain; charset=utf-8'])
})

test('what has no bytes, or is not there any more, is not found', async () => {
  const { id } = await upload('a.txt', 'text/plain', 'x')
  await operations.retire(admin, { className: 'file', id })
  for (const path of [`/file${id}/a.txt`, '/file999/x', '/user1/x', '/status1/'])
    assert.equal((await visitor.get(path)).statusCode, 404, path)
})

test('a file’s page shows text as text', async () => {
  const { id } = await upload('a.txt', 'text/plain', '</pre><script>alert(1)</script>')
  const { body } = await visitor.get(`/file${id}`)
  assert.match(body, /&lt;\/pre&gt;&lt;script&gt;/)
})

test('a part of the bytes may be asked for, to go on with a download', async () => {
  const text = 'a line of a long log\n'.repeat(200)
  const file = await upload('long.log', 'text/plain', text)
  const message = await create('msg', { content: text })
  for (const path of [`/file${file.id}/long.log`, `/msg${message.id}/`]) {
    const whole = await visitor.get(path)
    const etag = whole.headers.etag as string
    assert.deepEqual([whole.headers['accept-ranges'], whole.statusCode], ['bytes', 200])
    const part = await visitor.get(path, { range: 'bytes=2-5', 'accept-encoding': 'gzip' })
    assert.deepEqual([part.statusCode, part.body, part.headers['content-range']], [206, 'line', 'bytes 2-5/4200'])
    assert.deepEqual([part.headers['content-length'], part.headers['content-encoding']], ['4', undefined])
    assert.deepEqual([part.headers.etag, part.headers['content-type']], [etag, whole.headers['content-type']])
    assert.equal((await visitor.get(path, { range: 'bytes=-4' })).body, 'log\n')
    assert.equal((await visitor.get(path, { range: 'bytes=4196-', 'if-range': etag })).body, 'log\n')
    const other = await visitor.get(path, { range: 'bytes=2-5', 'if-range': '"other"' })
    assert.deepEqual([other.statusCode, other.body.length], [200, 4200])
    const behind = await visitor.get(path, { range: 'bytes=4200-' })
    assert.deepEqual([behind.statusCode, behind.headers['content-range']], [416, 'bytes */4200'])
    assert.equal(behind.headers['content-disposition'], undefined)
    for (const range of ['bytes=0-1,3-4', 'bytes=nonsense'])
      assert.equal((await visitor.get(path, { range })).statusCode, 200, range)
    assert.equal((await visitor.get(path, { range: 'bytes=2-5', 'if-none-match': etag })).statusCode, 304)
    const head = await visitor.request({ method: 'HEAD', url: path, headers: { range: 'bytes=2-5' } })
    assert.equal(head.statusCode, 200)
  }
})

test('the tag of packed bytes is weak, since parts of them and of the plain ones do not fit', async () => {
  const { id } = await upload('long.log', 'text/plain', 'a line of a long log\n'.repeat(200))
  const packed = await visitor.get(`/file${id}/long.log`, { 'accept-encoding': 'gzip' })
  assert.equal(packed.headers['content-encoding'], 'gzip')
  const etag = packed.headers.etag as string
  assert.match(etag, /^W\//)
  const part = await visitor.get(`/file${id}/long.log`, { range: 'bytes=2-5', 'if-range': etag })
  assert.equal(part.statusCode, 200)
  const again = await visitor.get(`/file${id}/long.log`, { 'if-none-match': etag })
  assert.equal(again.statusCode, 304)
})
