import { test } from 'node:test'
import { sendDespiteKills } from '../support/killed-workers.ts'

test('of 500 notifications none is lost, whenever and however often workers are killed', () =>
  sendDespiteKills({ notifications: 500, kills: 8, patienceMs: 300_000 }))
