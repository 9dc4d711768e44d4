import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { loadConfig } from '../../src/config/load-config.ts'
import { dataFolder } from './embedded-process.ts'

interface Service {
  readonly image: string
  readonly environment: Readonly<Record<string, string>>
  readonly command: readonly string[]
  readonly secrets: readonly string[]
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
  readonly [other: string]: unknown
}

const file = join(import.meta.dirname, '..', '..', 'compose.yaml')
const { services } = parse(readFileSync(file, 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<'database' | 'init' | 'web', Service>>
}

/** `${NAME:-default}`, where nobody has set NAME. */
const unset = (text: string): string => text.replace(/\$\{\w+:-([^}]*)\}/g, '$1')

for (const name of ['init', 'web'] as const)
  test(`${name} of compose.yaml is told settings that Muster knows, and runs as OpenShift would run it`, (context) => {
    const folder = dataFolder(context)
    const service = services[name]
    for (const secret of service.secrets) writeFileSync(join(folder, secret), 'a password')
    const environment = Object.fromEntries(
      Object.entries(service.environment).map(([key, value]) => [key, unset(value).replace('/run/secrets', folder)]),
    )

    const config = loadConfig({ NODE_ENV: 'production', MUSTER_HOST: '0.0.0.0', ...environment })

    assert.deepEqual([config.tracker, config.baseUrl, config.demo], ['python-dev', 'http://127.0.0.1:8080/', false])
    assert.deepEqual(
      [service['user'], service['read_only'], service['tmpfs'], service['cap_drop'], service['security_opt']],
      ['1001:0', true, ['/tmp'], ['ALL'], ['no-new-privileges:true']],
    )
    assert.equal(service.volumes, undefined)
  })

test('only this machine reaches what compose.yaml serves, unless told otherwise', () => {
  assert.deepEqual(services.web.ports?.map(unset), ['127.0.0.1:8080:8080'])
  assert.equal(services.database.ports, undefined)
})

test('its health check tells a server that is ready from one that is not', async () => {
  const [kind, program, ...args] = services.web.healthcheck!.test
  assert.deepEqual([kind, program], ['CMD', 'node'])
  let status = 200
  const server = createServer((_request, reply) => reply.writeHead(status).end()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const check = () =>
    new Promise((resolve) =>
      spawn(
        process.execPath,
        args.map((text) => text.replace('8080', `${port}`)),
      ).once('exit', resolve),
    )

  assert.equal(await check(), 0)
  status = 503
  assert.equal(await check(), 1)
  server.close()
  server.closeAllConnections()
  assert.equal(await check(), 1)
})
