import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { assembled, s2iEnvironment } from './support/assemble.ts'
import { BASE_NEEDS, run, standInBase } from './support/base.ts'
import { freePort, networkDatabase } from './support/database.ts'
import { missing } from './support/needs.ts'
import { restricted, root } from './support/restricted.ts'

const ADMIN_PASSWORD = 'a first password'
const PATCH = '--- a/Lib/os.py\n+++ b/Lib/os.py\n'

interface Place {
  readonly base: string
  readonly env: Readonly<Record<string, string>>
  readonly binds: readonly string[]
}

/** What S2I built, in a root that nobody can write, and a database somewhere else. */
async function placeFor(context: TestContext, port: number): Promise<Place> {
  const { app } = await assembled()
  return {
    base: await standInBase(),
    binds: [`${join(app, '..')}:/opt/app-root`, `${join(root, '.s2i', 'bin')}:/mnt`],
    env: {
      ...s2iEnvironment(),
      PATH: '/opt/app-root/src/bin:/usr/bin:/bin',
      MUSTER_DATABASE_URL: await networkDatabase(context),
      MUSTER_ADMIN_PASSWORD: ADMIN_PASSWORD,
      MUSTER_HOST: '127.0.0.1',
      MUSTER_PORT: `${port}`,
      MUSTER_BASE_URL: `http://127.0.0.1:${port}/`,
    },
  }
}

/** The `run` of S2I, as one of OpenShift's UIDs. */
async function serveAs(context: TestContext, uid: number, place: Place) {
  const [program, args] = restricted({ ...place, uid, command: ['/mnt/run'] })
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (log += String(text)))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  context.after(() => child.kill('SIGKILL'))
  const address = place.env['MUSTER_BASE_URL']!
  for (let tries = 0; !(await isReady(address)); tries++) {
    if (child.exitCode !== null || tries > 600) throw new Error(`It did not get ready:\n${log}`)
    await sleep(50)
  }
  return {
    status: readFileSync(`/proc/${child.pid}/status`, 'utf8'),
    stop: async () => {
      child.kill('SIGTERM')
      return { code: await ended, log }
    },
  }
}

async function isReady(address: string): Promise<boolean> {
  try {
    return (await fetch(new URL('healthz/ready', address))).ok
  } catch {
    return false
  }
}

/** As a script does: with its password, and no browser. */
function client(address: string) {
  const authorization = `Basic ${Buffer.from(`admin:${ADMIN_PASSWORD}`).toString('base64')}`
  return {
    text: async (path: string) => (await fetch(new URL(path, address), { headers: { authorization } })).text(),
    post: async (path: string, fields: Readonly<Record<string, string | File>>) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      const answer = await fetch(new URL(path, address), {
        method: 'POST',
        headers: { authorization },
        body,
        redirect: 'manual',
      })
      assert.equal(answer.status, 303, await answer.text())
      return answer.headers.get('location')!
    },
  }
}

test(
  'what was built serves under any UID, and again under another one',
  { skip: missing(...BASE_NEEDS) },
  async (context) => {
    const place = await placeFor(context, await freePort())
    run(...restricted({ ...place, uid: 1_000_680_000, command: ['muster', 'init'] }))
    const { text, post } = client(place.env['MUSTER_BASE_URL']!)

    const first = await serveAs(context, 1_000_680_000, place)
    for (const line of [/^Uid:\t1000680000\t/m, /^Gid:\t0\t/m, /^CapEff:\t0+$/m, /^CapBnd:\t0+$/m, /^NoNewPrivs:\t1$/m])
      assert.match(first.status, line)
    const { build } = JSON.parse(await text('healthz/version')) as { readonly build: { readonly commit: string } }
    assert.equal(build.commit, run('git', ['-C', root, 'rev-parse', 'HEAD']).trim())
    assert.match(await text('metrics'), new RegExp(`^muster_build_info\\{.*${build.commit}`, 'm'))
    const issue = await post('issue?@template=item', {
      '@action': 'new',
      title: 'float() rejects "1_0"',
      '@note': 'Seen on main.',
    })
    await post(issue, {
      '@action': 'edit',
      '@note': 'Here is a patch.',
      '@file': new File([PATCH], 'fix.patch', { type: 'text/x-patch' }),
    })
    const { code, log } = await first.stop()
    assert.equal(code, 0)
    assert.doesNotMatch(log, /EACCES|EROFS|EPERM|permission denied|read-only/i)

    const second = await serveAs(context, 1_000_690_000, place)
    const page = await text(issue)
    assert.match(page, /Here is a patch\./)
    const [, file] = /href="\/?(file\d+\/fix\.patch)"/.exec(page) ?? []
    assert.equal(await text(file!), PATCH)
    await post(issue, { '@action': 'edit', '@note': 'And under another UID.' })
    assert.match(await text(issue), /And under another UID\./)
    const again = await second.stop()
    assert.equal(again.code, 0)
    assert.doesNotMatch(again.log, /EACCES|EROFS|EPERM|permission denied|read-only/i)
  },
)
