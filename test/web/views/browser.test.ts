import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser } from '../../support/browser.ts'
import { BASE, examplePages } from './example-pages.ts'

const pages = examplePages()
const PUBLIC = new URL('../../../public/', import.meta.url)
const TYPES: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let server: Server
let origin: string
let browser: Browser

/** The example pages at their names, the files of `public/`, and a form's answer, under a base path. */
before(async () => {
  server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url!, 'http://localhost').pathname)
    const file = path.startsWith(`${BASE}/@@file/`) ? path.slice(`${BASE}/@@file/`.length) : null
    const name =
      path === `${BASE}/`
        ? 'home'
        : request.method === 'POST' || path === `${BASE}/issue46820`
          ? 'issue'
          : path.slice(BASE.length + 1)
    const body = file === null ? pages.get(name) : readFileSync(new URL(file, PUBLIC))
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': file === null ? 'text/html; charset=utf-8' : TYPES[file.split('.').at(-1)!]!,
      'content-security-policy': POLICY,
    })
    request.resume().on('end', () => response.end(body))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
})
after(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
})

const addressOf = (name: string): string => `${origin}${BASE}/${encodeURIComponent(name)}`

/** What the page complained about, a policy that was broken included, comes back to be compared with nothing. */
async function withPage(
  name: string,
  options: BrowserContextOptions,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(addressOf(name))
  await work(page)
  await context.close()
  assert.deepEqual(
    complaints.filter((text) => !text.includes('404')),
    [],
  )
}

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

/** Axe needs a page that lets it in, so it looks at the same page without the policy. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(`for (const one of document.querySelectorAll('details:not(.drop)')) one.open = true`)
  await page.evaluate(AXE)
  const result = await page.evaluate<AxeResult>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )
  return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

const WIDE = { viewport: { width: 1920, height: 1080 } }
const NARROW = { viewport: { width: 320, height: 640 } }

const DARK = { ...WIDE, colorScheme: 'dark' as const }
const PHONE = { ...NARROW, isMobile: true, hasTouch: true }

for (const name of pages.keys())
  test(`${name}: axe finds nothing`, async () => {
    await withPage(name, WIDE, async (page) => assert.deepEqual(await faultsOf(page), []))
  })

for (const name of ['list', 'issue', 'issue refused', 'mail'])
  test(`${name}: axe finds nothing in the dark and on a phone`, async () => {
    for (const options of [DARK, PHONE])
      await withPage(name, options, async (page) => assert.deepEqual(await faultsOf(page), []))
  })

test('no page is wider than 320 pixels', async () => {
  for (const name of pages.keys())
    await withPage(name, NARROW, async (page) => {
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, name)
    })
})

test('logging out is within reach at every width', async () => {
  for (const width of [320, 720, 900, 1100, 1300, 1920])
    await withPage('issue', { viewport: { width, height: 800 } }, async (page) => {
      await page.click('.account summary')
      const left: number = await page.evaluate(
        `document.querySelector('.account > :not(summary)').getBoundingClientRect().left`,
      )
      assert.ok(left >= 0, `the menu begins ${-left} pixels left of a window of ${width}`)
    })
})

test('forty rows and more stand on a screen of 1080 lines', async () => {
  await withPage('home', { viewport: { width: 1920, height: 1080 } }, async (page) => {
    const seen: number = await page.evaluate(
      `[...document.querySelectorAll('.list tbody tr')].filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length`,
    )
    assert.ok(seen >= 40, `${seen} rows`)
  })
})

const focused = (page: Page): Promise<string> =>
  page.evaluate(`document.activeElement.closest('tr')?.textContent ?? document.activeElement.id`)

test('keys step through a list and open a row', async () => {
  await withPage('list', WIDE, async (page) => {
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    assert.match(await focused(page), /^46819/)
    await page.keyboard.press('k')
    assert.match(await focused(page), /^46820/)
    await page.keyboard.press('o')
    await page.waitForURL(`${origin}${BASE}/issue46820`)
  })
})

test('slash searches, g h goes home, and keys are letters while one types', async () => {
  await withPage('list', WIDE, async (page) => {
    await page.keyboard.press('/')
    await page.keyboard.type('jk')
    assert.equal(await page.inputValue('#search'), 'jk')
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('h')
    await page.waitForURL(`${origin}${BASE}/`)
  })
})

test('the help lists the keys and turns them off', async () => {
  await withPage('list', WIDE, async (page) => {
    await page.keyboard.press('?')
    assert.match((await page.textContent('dialog'))!, /g\s+h\s+Python tracker/)
    await page.click('dialog input[type="checkbox"]')
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    assert.notEqual(await focused(page), 'search')
    await page.click('#keys')
    assert.ok(await page.isVisible('dialog'))
  })
})

test('r quotes what is selected', async () => {
  await withPage('issue of a visitor', WIDE, async (page) => {
    await page.keyboard.press('r')
    assert.equal(await page.$('textarea'), null)
  })
  await withPage('issue', WIDE, async (page) => {
    await page.evaluate(`getSelection().selectAllChildren(document.querySelector('#msg412345 h3'))`)
    await page.keyboard.press('r')
    assert.equal(await page.inputValue('textarea'), '> Why\n\n')
  })
})

async function typeComment(page: Page, text: string): Promise<void> {
  await page.fill('textarea[name="@note"]', text)
  await page.locator('[data-draft-state]', { hasText: 'kept' }).waitFor()
}

test('a comment survives a reload, and is gone once it was sent', async () => {
  await withPage('issue', WIDE, async (page) => {
    await typeComment(page, 'Half an hour of thought')
    await page.reload()
    assert.equal(await page.inputValue('textarea'), 'Half an hour of thought')

    await page.click('.composer button.primary')
    await page.waitForLoadState()
    assert.equal(await page.inputValue('textarea'), '')
    await page.reload()
    assert.equal(await page.inputValue('textarea'), '')
  })
})

test('a draft can be discarded', async () => {
  await withPage('issue', WIDE, async (page) => {
    await typeComment(page, 'Never mind')
    await page.reload()
    await page.click('text=Discard it')
    await page.reload()
    assert.equal(await page.inputValue('textarea'), '')
  })
})

test('what the browser does not keep, it asks about', async () => {
  await withPage('issue', WIDE, async (page) => {
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.accept()
    })
    await typeComment(page, 'kept')
    await page.reload()
    assert.deepEqual(asked, [])

    await page.selectOption('#input-stage', '3')
    await page.reload()
    assert.deepEqual(asked, ['beforeunload'])
  })
})

test('with scripts off every page works as it stands', async () => {
  await withPage('issue', { ...WIDE, javaScriptEnabled: false }, async (page) => {
    assert.ok(await page.isVisible('textarea'))
    assert.ok(await page.isHidden('#keys'))
    await page.click('#input-components summary')
    assert.ok(await page.isVisible('#input-components input[type="checkbox"]'))
    await page.click('.composer button.primary')
    assert.equal(page.url(), `${origin}${BASE}/issue46820`)
  })
})
