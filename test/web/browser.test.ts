import assert from 'node:assert/strict'
import { createServer as createPort } from 'node:net'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { hashPassword } from '../../src/values/password.ts'
import { openBrowser } from '../support/browser.ts'
import { PASSWORD, sharedSite } from './site.ts'

async function freePort(): Promise<number> {
  const server = createPort()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** A tracker like bugs.python.org that really listens, at the root or below a path. */
async function listening(path: string) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}${path}`
  const site = await sharedSite('python-dev', { options: { baseUrl: `${url}/` } })
  await site.person('ada', 'User,Developer', { realname: 'Ada', password: await hashPassword(PASSWORD) })
  await site.server.app.listen({ port, host: '127.0.0.1' })
  return url
}

const [atRoot, belowPath] = [await listening(''), await listening('/python-dev')]
const browser = await openBrowser()
after(() => browser.close())

for (const { url, javaScriptEnabled, where } of [
  { url: atRoot, javaScriptEnabled: true, where: 'with scripts, at the root' },
  { url: belowPath, javaScriptEnabled: false, where: 'with scripts blocked, below a path' },
])
  test(`a person logs in, files, answers, edits, attaches, searches, sorts, exports and logs out, ${where}`, async () => {
    const context = await browser.newContext({ javaScriptEnabled })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    const heading = () => page.locator('h1').first().innerText()

    await page.goto(`${url}/`)
    await page.getByRole('link', { name: 'Log in' }).click()
    await page.getByLabel('User name').fill('ada')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByText('Welcome ada!').waitFor()

    await page.goto(`${url}/issue?@template=item`)
    await page.locator('#input-title').fill('float() rejects "1_0" <em>')
    await page.locator('[name="@note"]').fill('It says:\n\n    ValueError\n')
    await page
      .locator('[name="@file"]')
      .setInputFiles({ name: 'fix.patch', mimeType: 'text/x-patch', buffer: Buffer.from('--- a\n+++ b\n') })
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByText(/issue \d+ created/).waitFor()
    assert.match(await heading(), /float\(\) rejects "1_0" <em>/)
    assert.match(await page.locator('article.message').innerText(), /ValueError/)

    await page.locator('[name="@note"]').fill('And now it does not.')
    await page.locator('#input-status').selectOption({ label: 'closed' })
    await page.locator('#input-resolution').selectOption({ label: 'fixed' })
    await page.getByRole('button', { name: 'Submit' }).click()
    await page.getByText(/edited ok/).waitFor()
    assert.equal(await page.locator('article.message').count(), 2)
    assert.match(page.url(), /#msg2$/)

    const download = await context.request.get(`${url}/file1/fix.patch`)
    assert.equal(await download.text(), '--- a\n+++ b\n')

    await search(page, 'rejects')
    assert.equal(await page.locator('table.list tbody tr').count(), 1)
    await page.getByRole('link', { name: 'Title' }).click()
    assert.match(page.url(), /@sort=-?title/)
    const csv = await context.request.get(
      new URL((await page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href'))!, page.url()).href,
    )
    assert.match(await csv.text(), /rejects/)
    await search(page, '1')
    assert.equal(new URL(page.url()).href, `${url}/issue1`)

    await page.locator('details.account summary').click()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByRole('link', { name: 'Log in' }).waitFor()
    assert.equal(page.url(), `${url}/`)
    assert.deepEqual(complaints, [])
    await context.close()
  })

async function search(page: Page, words: string): Promise<void> {
  const box = page.locator('#search')
  await box.fill(words)
  await box.press('Enter')
  await page.waitForLoadState()
  await page.waitForURL((address) => address.searchParams.has('q') || /issue\d+$/.test(address.pathname))
}
