/**
 * Ids of one issue's mails. All of them name the first mail in `References`, so every client shows one
 * conversation, whoever joins it late; what a message answers comes last, as RFC 5322 section 3.6.4 has it.
 */
export interface Thread {
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
}

export interface ThreadOf {
  /** The id of this mail; null where it needs one of its own. */
  readonly messageId: string | null
  /** The id of the first message; null when it has none. */
  readonly first: string | null
  /** What the message answers, as it came in; null when that is unknown. */
  readonly inReplyTo: string | null
  /** An id that this mail would have for ever: of its notification. */
  readonly ownId: string
}

export function threadOf({ messageId, first, inReplyTo, ownId }: ThreadOf): Thread {
  const own = asId(messageId) ?? ownId
  const root = asId(first)
  if (root === null || root === own) return { messageId: own, inReplyTo: null, references: [] }
  const parent = asId(inReplyTo) ?? root
  return { messageId: own, inReplyTo: parent, references: parent === root ? [root] : [root, parent] }
}

/** `<1720000000.12.issue7@muster.example>`; `place` keeps apart what comes of one moment. */
export function generatedId(at: Date, place: string, designator: string, domain: string): string {
  return `<${Math.floor(at.getTime() / 1000)}.${place}.${designator}@${domain}>`
}

const MESSAGE_ID = /<[^<>\s@]+@[^<>\s]+>/

/** The first id in a header's text; old imports hold comments, lists and line breaks. Null when there is none. */
function asId(text: string | null): string | null {
  return text === null ? null : (MESSAGE_ID.exec(text)?.[0] ?? null)
}
