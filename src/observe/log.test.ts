import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TrackerError } from '../errors.ts'
import { createLog } from './log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown> {
  let line = ''
  write(createLog('info', { write: (text) => void (line += text) }))
  return JSON.parse(line) as Record<string, unknown>
}

test('a line is one JSON object with level, time and message', () => {
  const line = logged((log) => log.child({ reqId: 'r-1' }).info({ status: 200 }, 'request'))
  assert.equal(line['level'], 'info')
  assert.equal(line['message'], 'request')
  assert.equal(line['reqId'], 'r-1')
  assert.match(String(line['time']), /^\d{4}-\d\d-\d\dT/)
})

test('passwords, cookies and tokens are never written', () => {
  const line = logged((log) =>
    log.info(
      {
        password: 'canary',
        req: { headers: { authorization: 'canary', cookie: 'canary' } },
        config: { databaseUrl: 'canary' },
      },
      'x',
    ),
  )
  assert.ok(!JSON.stringify(line).includes('canary'))
})

test('an error is written with its cause', () => {
  const line = logged((log) =>
    log.error({ err: new TrackerError('unavailable', 'Try again', { cause: new Error('connection lost') }) }, 'x'),
  )
  assert.match(JSON.stringify(line), /connection lost/)
})

test('below the level nothing is written', () => {
  let text = ''
  createLog('warn', { write: (line) => void (text += line) }).info('x')
  assert.equal(text, '')
})
