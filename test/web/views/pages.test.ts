import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BASE, examplePages } from './example-pages.ts'

interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
}

/** Every opening tag, read as a browser reads it. */
function tagsOf(page: string): readonly Tag[] {
  return [...page.matchAll(/<([a-z][a-z0-9]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*>/g)].map(([, name, attributes]) => ({
    name: name!,
    attributes: new Map(
      [...attributes!.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key!, value ?? '']),
    ),
  }))
}

for (const [name, page] of examplePages()) {
  const tags = tagsOf(page)

  test(`${name}: no text of a person becomes markup`, () => {
    assert.ok(page.includes('&lt;img src=x onerror=alert(1)&gt;') || ['classes', 'home'].includes(name))
    assert.ok(!page.includes('<img src=x'))
    assert.equal(page.match(/<[^>]*<(?!!)/), null)
  })

  test(`${name}: has no style and no script of its own`, () => {
    for (const { name: tag, attributes } of tags) {
      assert.ok(tag !== 'style' && !attributes.has('style'), tag)
      assert.ok(tag !== 'script' || attributes.get('src')?.startsWith(`${BASE}/@@file/`), tag)
      assert.deepEqual(
        [...attributes.keys()].filter((attribute) => attribute.startsWith('on')),
        [],
      )
    }
  })

  test(`${name}: every link of ours stands below the base path`, () => {
    for (const { name: tag, attributes } of tags)
      for (const attribute of ['href', 'src', 'action']) {
        const url = attributes.get(attribute)
        if (url === undefined || url.startsWith('#') || attributes.get('rel') === 'nofollow noopener') continue
        assert.ok(url.startsWith(`${BASE}/`), `<${tag} ${attribute}="${url}">`)
      }
  })

  test(`${name}: ids are unique, and labels, descriptions and forms point at one`, () => {
    const ids = tags.flatMap(({ attributes }) => attributes.get('id') ?? [])

    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    )
    for (const { attributes } of tags)
      for (const attribute of ['for', 'aria-describedby', 'aria-labelledby', 'form'])
        if (attributes.has(attribute))
          assert.ok(ids.includes(attributes.get(attribute)!), `${attribute}="${attributes.get(attribute)}"`)
    for (const { attributes } of tags)
      if (attributes.get('href')?.startsWith('#'))
        assert.ok(ids.includes(attributes.get('href')!.slice(1)), attributes.get('href'))
  })

  test(`${name}: every form that posts carries the token`, () => {
    for (const [form] of page.matchAll(/<form [^]*?<\/form>/g))
      assert.ok(!form.includes('method="post"') || form.includes('name="@csrf"'), form)
  })
}

test('a refused form holds what was typed, line breaks and all', () => {
  const page = examplePages().get('issue refused')!

  assert.match(
    page,
    /<textarea id="input-@note"[^>]*>\nFirst line\n\n {2}&quot;&gt;&lt;img[^<]*&lt;\/textarea&gt;<\/textarea>/,
  )
  assert.match(page, /<select id="input-stage"[^>]*>[^]*?<option value="5" selected>/)
  assert.match(page, /name="components" form="edit" value="2" checked/)
  assert.doesNotMatch(page, /name="components" form="edit" value="30" checked/)
  assert.match(page, /id="input-dependencies"[^>]* aria-invalid="true" aria-describedby="fault-dependencies"/)
})

test('what a form knew of the node goes with it', () => {
  const page = examplePages().get('issue')!

  assert.match(page, /name="@revision" value="12"/)
  assert.match(page, /name="@lastactivity" value="2026-11-24\.08:00:00"/)
})

test('what the viewer may not see or change is no input', () => {
  const pages = examplePages()

  assert.doesNotMatch(pages.get('issue of a visitor')!, /name="(?:stage|title|@note|@file)"/)
  assert.match(pages.get('issue')!, /Priority<\/span><div class="value"><span class="muted">\[hidden\]/)
})

test('the word that is wrong is marked', () => {
  assert.match(examplePages().get('list refused')!, /component:<mark>&quot;&gt;&lt;im<\/mark>g src/)
})
