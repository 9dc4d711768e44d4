import { isAdministrator } from '../access/access.ts'
import { TrackerError } from '../errors.ts'
import type { Database } from '../store/database.ts'
import type { DeliveryState } from '../store/outbox/mails.ts'
import { DELIVERY_STATES, listMails, readMail } from '../store/outbox/outbox.ts'
import type { OutboxMail } from '../store/outbox/outbox.ts'
import type { Actor } from './types.ts'

export { DELIVERY_STATES }
export type { DeliveryState, OutboxMail }

export type ListedMail = Omit<OutboxMail, 'content'>

export interface OutboxPage {
  readonly mails: readonly ListedMail[]
  /** Where older ones begin; null: these are the last. */
  readonly before: number | null
}

const PAGE = 50
const ANONYMOUS = 'anonymous'

/** What was mailed, or would be. It holds what others may read, so it is for administrators; a demo's for all its people. */
export class Outbox {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  mayView(actor: Actor, isDemo: boolean): boolean {
    return isAdministrator(actor.roles) || (isDemo && actor.userId !== null && actor.username !== ANONYMOUS)
  }

  /**
   * The newest mails, or those before the one with that id.
   *
   * @throws {TrackerError} forbidden; invalid, for what is no state.
   */
  async page(
    actor: Actor,
    isDemo: boolean,
    asked: { readonly state: string | null; readonly before: number | null },
  ): Promise<OutboxPage> {
    this.#check(actor, isDemo)
    const state = asked.state === null ? null : DELIVERY_STATES.find((one) => one === asked.state)
    if (state === undefined)
      throw new TrackerError(
        'invalid',
        `There is no state "${asked.state!.slice(0, 50)}": there are ${DELIVERY_STATES.join(', ')}`,
      )
    const mails = await listMails(this.#database.sql, {
      states: state === null ? [] : [state],
      about: null,
      before: asked.before,
      limit: PAGE + 1,
    })
    const shown = mails.slice(0, PAGE)
    return { mails: shown, before: mails.length > PAGE ? shown.at(-1)!.id : null }
  }

  /**
   * One mail. A secret is its reader's own, but in a demo, where no mail goes anywhere else.
   *
   * @throws {TrackerError} forbidden; not-found.
   */
  async mail(actor: Actor, isDemo: boolean, id: number): Promise<OutboxMail> {
    this.#check(actor, isDemo)
    const mail = await readMail(this.#database.sql, id)
    if (!mail) throw new TrackerError('not-found', `There is no mail ${id}`)
    return mail.holdsSecret && !isDemo ? { ...mail, content: null } : mail
  }

  #check(actor: Actor, isDemo: boolean): void {
    if (this.mayView(actor, isDemo)) return
    throw new TrackerError('forbidden', 'The outbox is for administrators')
  }
}
