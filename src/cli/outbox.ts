import { TrackerError } from '../errors.ts'
import type { Tracker } from '../schema/tracker.ts'
import type { Sql } from '../store/database.ts'
import { deadJobs } from '../store/outbox/job-queue.ts'
import type { DeadJob } from '../store/outbox/job-queue.ts'
import type { DeliveryState } from '../store/outbox/mails.ts'
import {
  cancelDeliveries,
  mailOfDelivery,
  DELIVERY_STATES,
  listDeliveries,
  readMail,
  retryAll,
  retryDeliveries,
} from '../store/outbox/outbox.ts'
import type { ListedDelivery, OutboxFilter, OutboxMail } from '../store/outbox/outbox.ts'
import { parseDesignator } from '../values/designator.ts'
import type { CommandContext } from './command.ts'
import { DONE, REFUSED } from './exit-codes.ts'
import { withTrackerDatabase } from './tracker-database.ts'

const LIMIT = 50
const MAX_LIMIT = 100_000

interface Asked extends CommandContext {
  readonly sql: Sql
  readonly tracker: Tracker
  readonly ids: readonly number[]
}

const ACTIONS: Readonly<Record<string, (asked: Asked) => Promise<number>>> = { list, show, retry, cancel, dead }

export async function run(context: CommandContext): Promise<number> {
  const [action = 'list', ...rest] = context.positionals
  const act = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
  if (!act)
    throw new TrackerError(
      'invalid',
      `There is no action "${action}" of the outbox: there are ${Object.keys(ACTIONS).join(', ')}`,
    )
  const ids = rest.map((text) => numberIn(text, 'a number of the list'))
  return withTrackerDatabase(context.io, ({ database, tracker }) =>
    act({ ...context, sql: database.sql, tracker, ids }),
  )
}

async function list(asked: Asked): Promise<number> {
  const deliveries = await listDeliveries(asked.sql, filterOf(asked))
  print(asked, deliveries, deliveries.flatMap(linesOf))
  return DONE
}

function filterOf({ list: listOf, option, tracker }: Asked): OutboxFilter {
  const limit = option('limit')
  return {
    states: listOf('state').map(stateNamed),
    about: aboutIn(option('issue'), tracker),
    before: null,
    limit: limit === null ? LIMIT : Math.min(numberIn(limit, 'a number for --limit'), MAX_LIMIT),
  }
}

function stateNamed(text: string): DeliveryState {
  const state = DELIVERY_STATES.find((one) => one === text)
  if (state) return state
  throw new TrackerError('invalid', `There is no state "${text}": there are ${DELIVERY_STATES.join(', ')}`)
}

function aboutIn(text: string | null, { classes }: Tracker): OutboxFilter['about'] {
  if (text === null) return null
  const about = parseDesignator(/^\d+$/.test(text) ? `issue${text}` : text)
  if (classes.has(about.className)) return about
  throw new TrackerError('invalid', `There is no class ${about.className}`)
}

async function show(asked: Asked): Promise<number> {
  const [id] = asked.ids
  if (id === undefined) throw new TrackerError('invalid', 'Which one? "muster outbox show 17", by the list\'s number')
  const mail = await mailOfDelivery(asked.sql, id)
  const shown = mail === null ? null : await readMail(asked.sql, mail)
  if (!shown) throw new TrackerError('not-found', `There is no delivery ${id}`)
  /* A password or a key to an account is for its reader alone, whoever looks after the mail. */
  const safe = shown.holdsSecret ? { ...shown, content: null } : shown
  print(asked, safe, textOf(safe))
  return DONE
}

function textOf(mail: OutboxMail): readonly string[] {
  const { content } = mail
  const about = mail.about === null ? '' : ` about ${mail.about}`
  return [
    `Mail ${mail.id}, ${mail.kind}${about}, ${mail.madeAt.toISOString()}`,
    ...mail.deliveries.map(
      ({ id, state, address, attempts, answer }) =>
        `${id} ${state} ${printable(address)}${attempts > 0 ? `, tries: ${attempts}` : ''}${answer === null ? '' : `: ${printable(answer)}`}`,
    ),
    '',
    `Subject: ${printable(mail.subject)}`,
    `Message-Id: ${printable(mail.messageId)}`,
    ...(content?.headers ?? []).map(([name, value]) => `${name}: ${printable(value)}`),
    '',
    ...(content
      ? content.text.split('\n').map(printable)
      : [mail.holdsSecret ? 'Its text held a secret, and is not shown.' : 'Its text is not kept.']),
    ...(content?.attachments ?? []).map(({ name, type }) => `Attached: ${printable(name)} (${printable(type)})`),
  ]
}

async function retry(asked: Asked): Promise<number> {
  if (asked.flag('all')) {
    const { deliveries, jobs } = await retryAll(asked.sql)
    print(asked, { deliveries, jobs }, [`${deliveries} deliveries will be tried now, ${jobs} jobs done again`])
    return DONE
  }
  return change(asked, retryDeliveries, {
    done: 'will be tried now',
    refused: "can't be sent again: sent, held for a digest, unknown, or their text was forgotten",
  })
}

async function cancel(asked: Asked): Promise<number> {
  return change(asked, cancelDeliveries, {
    done: 'cancelled',
    refused: "can't be cancelled: sent, cancelled before, or unknown",
  })
}

async function change(
  asked: Asked,
  act: (sql: Sql, ids: readonly number[]) => Promise<readonly number[]>,
  said: { readonly done: string; readonly refused: string },
): Promise<number> {
  if (asked.ids.length === 0)
    throw new TrackerError('invalid', 'Which ones? Give their numbers in the list that "muster outbox" prints')
  const done = await act(asked.sql, asked.ids)
  print(asked, { done }, [`${said.done}: ${done.join(', ') || 'none'}`])
  const refused = asked.ids.filter((id) => !done.includes(id))
  if (refused.length === 0) return DONE
  asked.io.err(`${refused.join(', ')} ${said.refused}`)
  return REFUSED
}

async function dead(asked: Asked): Promise<number> {
  const jobs = await deadJobs(asked.sql, LIMIT)
  print(asked, jobs, jobs.map(deadLine))
  return DONE
}

function deadLine({ id, queue, data, diedAt, error }: DeadJob): string {
  return `${id} ${queue} ${diedAt.toISOString()} ${JSON.stringify(data)}${error === null ? '' : ` ${printable(error)}`}`
}

function linesOf({ id, state, madeAt, address, subject, attempts, answer }: ListedDelivery): readonly string[] {
  const line = `${id}  ${state.padEnd(9)}  ${madeAt.toISOString().slice(0, 16)}  ${printable(address)}  ${printable(subject)}`
  if (state === 'sent' || answer === null) return [line]
  return [line, `    ${attempts} ${attempts === 1 ? 'try' : 'tries'}: ${printable(answer)}`]
}

function print({ flag, io }: Asked, value: unknown, lines: readonly string[]): void {
  if (flag('json')) return io.out(JSON.stringify(value, null, 2))
  for (const line of lines) io.out(line)
}

/** A relay's answer or a title must not talk to the terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
}

function numberIn(text: string, wanted: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new TrackerError('invalid', `"${text}" is not ${wanted}`)
}
