import { createHmac, timingSafeEqual } from 'node:crypto'
import { TrackerError } from '../errors.ts'

/** Roundup's `web.registration_delay`: what fills in a form faster is a program. */
const MIN_MS = 4_000
const MAX_MS = 24 * 60 * 60_000

/** Says when a form was made, signed, so that nobody can say otherwise. */
export function stampFor(key: Buffer, nowMs: number): string {
  return `${nowMs}.${signature(key, String(nowMs))}`
}

/** Whether it may go into the form once more. */
export function isStamp(key: Buffer, stamp: string, nowMs: number): boolean {
  const [time = '', given = ''] = stamp.split('.')
  const [left, right] = [Buffer.from(signature(key, time)), Buffer.from(given)]
  return left.length === right.length && timingSafeEqual(left, right) && nowMs - Number(time) <= MAX_MS
}

/** @throws {TrackerError} invalid, in Roundup's words. */
export function checkStamp(key: Buffer, stamp: string, nowMs: number): void {
  if (stamp === '') throw new TrackerError('invalid', 'Form is corrupted, missing: opaqueregister.')
  if (!isStamp(key, stamp, nowMs))
    throw new TrackerError('invalid', 'This form was made more than a day ago. Please send it again.')
  if (nowMs - Number(stamp.split('.')[0]) < MIN_MS)
    throw new TrackerError('invalid', 'Responding to form too quickly. Please send it again in a few seconds.')
}

function signature(key: Buffer, time: string): string {
  return createHmac('sha256', key).update(`form ${time}`).digest('base64url')
}
