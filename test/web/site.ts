import { after } from 'node:test'
import type { InjectOptions, Response } from 'light-my-request'
import { readBuild } from '../../src/config/build-facts.ts'
import { Identity } from '../../src/identity/identity.ts'
import { createServer } from '../../src/http/server.ts'
import type { Server, ServerOptions } from '../../src/http/server.ts'
import type { Actor, ChangeValue } from '../../src/operations/types.ts'
import { hashPassword } from '../../src/values/password.ts'
import type { Worker } from '../../src/jobs/worker.ts'
import { webEdge } from '../../src/web/routes/web-edge.ts'
import { openTracker } from '../support/with-tracker.ts'
import type { TestTracker, TrackerForTest } from '../support/with-tracker.ts'
import { emptied, placeOf, workerFor } from '../support/with-mail.ts'
import { mailSink } from '../support/mail-sink.ts'
import type { Arrived, MailSink } from '../support/mail-sink.ts'

export const PASSWORD = 'correct horse'
const ORIGIN = 'http://tracker.example'

export interface SiteForTest extends TrackerForTest {
  readonly server: Server
  /** Path of the base URL: '' or '/tracker'. */
  readonly base: string
  /** Who may log in: the name is the user's, the password {@link PASSWORD}. */
  member(username: string, roles?: string, values?: Readonly<Record<string, ChangeValue>>): Promise<Visitor>
  /** Nobody in particular, with a browser that remembers. */
  readonly visitor: Visitor
  stranger(): Visitor
}

/** Somebody with a browser: their requests say that they come from the tracker's own pages. */
export interface Visitor {
  readonly actor: Actor
  readonly cookies: ReadonlyMap<string, string>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  head(path: string): Promise<Response>
  /** A form; a file is `{ name, type, text }`. A header of '' is left out. */
  post(path: string, fields: Fields, headers?: Readonly<Record<string, string>>): Promise<Response>
  request(options: InjectOptions): Promise<Response>
}

export interface FileField {
  readonly name: string
  readonly type: string
  readonly text: string | Uint8Array
}
export type Fields = Readonly<Record<string, string | FileField | readonly (string | FileField)[]>>

export interface SiteSettings {
  /** Path of the base URL. */
  readonly base?: string
  readonly options?: Partial<ServerOptions>
  /** What the pages say of demo accounts: then it is a demo, without a mail server. */
  readonly demo?: string
  readonly beforeClose?: () => Promise<void>
}

export interface SiteWithMail extends SiteForTest {
  readonly sink: MailSink
  /** What arrived since the last time, once nothing waits to be composed or sent. */
  mails(): Promise<readonly Arrived[]>
}

/** The same with a worker that sends to a real SMTP server on this machine; `keeps`: it has no relay to send to. */
export async function sharedSiteWithMail(
  name: TestTracker,
  settings: SiteSettings & { readonly keeps?: boolean } = {},
): Promise<SiteWithMail> {
  const { keeps = false, base = '' } = settings
  const sink = await mailSink()
  let worker: Worker | null = null
  const stop = async (): Promise<void> => {
    await worker?.stop()
    await sink.stop()
  }
  const site = await sharedSite(name, { ...settings, beforeClose: stop })
  const place = placeOf(site, { place: { baseUrl: `${ORIGIN}${base}/`, keeps } })
  worker = workerFor(site, sink.url, place, {})
  await worker.start()
  return {
    ...site,
    sink,
    async mails() {
      await emptied(site)
      return sink.takeAll()
    },
  }
}

/** A tracker with its pages, for all tests of a file. */
export async function sharedSite(
  name: TestTracker,
  { base = '', options = {}, demo, beforeClose = async () => {} }: SiteSettings = {},
): Promise<SiteForTest> {
  const given = await openTracker(name)
  const { database, tracker, operations } = given
  const identity = new Identity(database, tracker, operations)
  const server = await createServer({
    trackerName: tracker.name,
    baseUrl: `${ORIGIN}${base}/`,
    trustedProxies: [],
    identity,
    health: { version: '0.0.0', build: readBuild(), hasStarted: async () => true, isReady: async () => true },
    edges: [webEdge({ operations, banner: demo ?? null, demo: demo ?? null, keepsMail: demo !== undefined })],
    log: null,
    ...options,
  })
  after(async () => {
    await beforeClose()
    await server.app.close()
    await given.close()
  })
  const browser = (actor: Actor): Visitor => openBrowser(server, base, actor)
  return {
    ...given,
    server,
    base,
    visitor: browser(given.anonymous),
    stranger: () => browser(given.anonymous),
    async member(username, roles = 'User', values = {}) {
      const actor = await given.person(username, roles, { password: await storedPassword(), ...values })
      const visitor = browser(actor)
      const answer = await visitor.post('/', { '@action': 'login', __login_name: username, __login_password: PASSWORD })
      if (answer.statusCode !== 303) throw new Error(`${username} could not log in: ${answer.statusCode}`)
      await visitor.get('/')
      return visitor
    },
  }
}

let stored: Promise<string> | undefined
function storedPassword(): Promise<string> {
  return (stored ??= hashPassword(PASSWORD))
}

function openBrowser({ app }: Server, base: string, actor: Actor): Visitor {
  const cookies = new Map<string, string>()
  const request = async (options: InjectOptions): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { host: 'tracker.example', ...(cookie !== '' && { cookie }), ...options.headers }
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''))
    const answer = await app.inject({ ...options, headers: sent })
    for (const { name, value, maxAge, expires } of answer.cookies) {
      if (maxAge === 0 || (expires && expires.getTime() < Date.now())) cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }
  return {
    actor,
    cookies,
    request,
    get: (path, headers = {}) =>
      request({ method: 'GET', url: base + path, headers: { 'sec-fetch-site': 'same-origin', ...headers } }),
    head: (path) => request({ method: 'HEAD', url: base + path }),
    post: (path, fields, headers = {}) => {
      const body = encodeForm(fields)
      return request({
        method: 'POST',
        url: base + path,
        payload: body.payload,
        headers: { origin: ORIGIN, 'content-type': body.type, ...headers },
      })
    },
  }
}

function encodeForm(fields: Fields): { readonly type: string; readonly payload: string | Buffer } {
  const entries = Object.entries(fields).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one: string | FileField) => [name, one] as const),
  )
  if (entries.every(([, value]) => typeof value === 'string'))
    return {
      type: 'application/x-www-form-urlencoded',
      payload: new URLSearchParams(entries as [string, string][]).toString(),
    }
  const boundary = 'a-boundary-of-the-test'
  const parts = entries.flatMap(([name, value]) => {
    const isText = typeof value === 'string'
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${isText ? '' : `; filename="${value.name}"\r\ncontent-type: ${value.type}`}\r\n\r\n`
    return [Buffer.from(head), Buffer.from(isText ? value : (value.text as string)), Buffer.from('\r\n')]
  })
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  }
}
