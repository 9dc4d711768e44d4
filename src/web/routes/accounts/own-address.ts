import type { Actor, Change, ChangeSet } from '../../../operations/types.ts'
import type { Site } from '../site.ts'

/** A form's changes without a new address of the actor's own, which is asked for by mail first. */
export interface OwnAddress {
  readonly changeSet: ChangeSet
  /** Sends the mail, where there is one to send: after the rest was saved. */
  readonly ask: () => Promise<void>
  readonly said: string | null
}

/** @throws {TrackerError} why the address can't be the actor's: then nothing of the form is saved. */
export async function ownAddress({ http }: Site, actor: Actor, changeSet: ChangeSet): Promise<OwnAddress> {
  const { addressChange } = http.identity
  const index = changeSet.findIndex((change) => wantedAddress(change) !== null)
  const change = changeSet[index]
  if (!change || !addressChange.needsConfirmation(actor, change.id!))
    return { changeSet, ask: async () => {}, said: null }

  const address = wantedAddress(change)!
  await addressChange.check(actor, address)
  const { address: _taken, ...changes } = change.changes
  const rest = Object.keys(changes).length === 0 ? [] : [{ ...change, changes }]
  return {
    changeSet: changeSet.toSpliced(index, 1, ...rest),
    ask: () => addressChange.request(actor, address),
    said: `A mail was sent to ${address}: that becomes your address when you follow the link in it`,
  }
}

/** Null: it stays, or there shall be none, which needs no mailbox. */
function wantedAddress({ className, id, changes }: Change): string | null {
  const { address } = changes
  return className === 'user' && id !== null && typeof address === 'string' && address !== '' ? address : null
}
