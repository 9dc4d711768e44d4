import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { runMuster } from '../support/muster-process.ts'
import { serveMuster } from '../support/serve-muster.ts'
import type { Served } from '../support/serve-muster.ts'
import { dropDatabase, newDatabase } from '../support/with-tracker.ts'
import { root } from './support/restricted.ts'

const PASSWORD = 'correct horse'

function git(...args: readonly string[]): string | null {
  const { status, stdout } = spawnSync('git', ['-C', root, ...args], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}

/** The last release, or, before there is one, the sources as they were before the newest migration. */
function previousRelease(): string | null {
  const release = git('describe', '--tags', '--abbrev=0', '--match', 'v*', 'HEAD^')
  const added = git('log', '-1', '--diff-filter=A', '--format=%H', '--', 'db/migrations')
  return release ?? (added ? git('rev-parse', '--verify', '--quiet', `${added}^`) : null)
}

/** Its sources, with the packages of this one. */
function unpack(commit: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-previous-'))
  after(() => rmSync(folder, { recursive: true }))
  const archive = execFileSync('git', ['-C', root, 'archive', commit], { maxBuffer: 1 << 28 })
  execFileSync('tar', ['-x', '-C', folder], { input: archive })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return join(folder, 'src', 'main.ts')
}

function admin({ url }: Served) {
  const headers = { authorization: `Basic ${btoa(`admin:${PASSWORD}`)}` }
  return {
    async text(path: string): Promise<string> {
      const answer = await fetch(new URL(path, url), { headers })
      assert.equal(answer.status, 200, path)
      return answer.text()
    },
    async post(path: string, fields: Readonly<Record<string, string | File>>): Promise<string> {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      const answer = await fetch(new URL(path, url), { method: 'POST', headers, body, redirect: 'manual' })
      assert.equal(answer.status, 303, await answer.text())
      return answer.headers.get('location')!.split('?', 1)[0]!
    },
  }
}

/** What people do all day. */
async function use(served: Served, title: string): Promise<string> {
  const { text, post } = admin(served)
  const issue = await post('/issue?@template=item', { '@action': 'new', title, '@note': 'Seen on main.' })
  await post(issue, { '@action': 'edit', '@note': 'A patch.', '@file': new File(['--- a\n'], 'fix.patch') })
  const page = await text(issue)
  assert.match(page, /Seen on main\.[\s\S]*A patch\./)
  const [, file] = /href="(\/?file\d+\/fix\.patch)"/.exec(page) ?? []
  assert.equal(await text(`/${file!.replace(/^\//, '')}`), '--- a\n')
  assert.match(await text('/issue'), new RegExp(title))
  assert.match(await text(`/issue?@search_text=${title}`), new RegExp(title))
  return issue
}

const commit = previousRelease()

test(
  'the previous release serves, goes on and starts again on the schema of this one, beside it',
  { skip: commit === null && 'needs the history of the repository' },
  async (context) => {
    const main = unpack(commit!)
    const url = await newDatabase()
    context.after(() => dropDatabase(url))
    const env = { MUSTER_TRACKER: 'python-dev', MUSTER_DATABASE_URL: url, MUSTER_ADMIN_PASSWORD: PASSWORD }
    assert.equal((await runMuster(['init'], { env, main })).code, 0)
    const before = await serveMuster(env, main)
    await before.until('/healthz/ready', 200)
    await use(before, 'earliest')

    const { code, err } = await runMuster(['init', '--migrate'], { env })
    assert.equal(code, 0, err)

    await use(before, 'meanwhile')
    assert.equal(await before.stop(), 0, before.output.err)
    assert.equal((await runMuster(['init', '--migrate'], { env, main })).code, 0, 'rolled back, its Job is content')
    const [again, now] = await Promise.all([serveMuster(env, main), serveMuster(env)])
    for (const served of [again, now]) await served.until('/healthz/ready', 200)
    const issue = await use(again, 'afterwards')
    await admin(now).post(issue, { '@action': 'edit', '@note': 'Answered by the next.' })
    assert.match(await admin(again).text(issue), /Answered by the next\./)
    await use(now, 'latest')
    for (const served of [again, now]) assert.equal(await served.stop(), 0, served.output.err)
  },
)
