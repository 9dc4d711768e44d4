/**
 * Ids of one issue's mails. All of them refer to its first message, or to the first mail about it, so that every client
 * shows one conversation, also to those who joined late and have neither; what a message answers comes last, as RFC 5322
 * section 3.6.4 has it. To refer to all that was said between would make stairs of a list.
 */
export interface Thread {
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
}

export interface ThreadOf {
  /** The id of this mail as its message has it; null where it needs one of its own. */
  readonly messageId: string | null
  /** An id that this mail would have for ever. */
  readonly ownId: string
  /** The first message; null when it has none. */
  readonly first: {
    readonly messageId: string | null
    /** What its mail would have as {@link ownId}. */
    readonly ownId: string
  } | null
  /** What the message answers, as it came in; null when that is unknown. */
  readonly inReplyTo: string | null
  /** Id of the first mail about the issue; null while there is none. */
  readonly firstMail: string | null
}

export function threadOf({ messageId, ownId, first, inReplyTo, firstMail }: ThreadOf): Thread {
  const own = asId(messageId) ?? ownId
  const others = (...ids: readonly (string | null)[]): readonly string[] =>
    [...new Set(ids.filter((id) => id !== null && id !== own))] as readonly string[]
  const stored = first && asId(first.messageId)
  const roots = others(stored, firstMail, first && (stored ?? first.ownId))
  const parent = others(asId(inReplyTo), ...roots)[0] ?? null
  return { messageId: own, inReplyTo: parent, references: others(...roots.filter((id) => id !== parent), parent) }
}

/** `<1720000000.msg12.issue7@muster.example>`; `place` keeps apart what comes of one moment. */
export function generatedId(at: Date, place: string, designator: string, domain: string): string {
  return `<${Math.floor(at.getTime() / 1000)}.${place}.${designator}@${domain}>`
}

/** Printable ASCII; longer than any mailer makes them they would not fit on a line of a header. */
const MESSAGE_ID = /<[!-;=?A-Z[-~]{1,120}@[!-;=?A-Z[-~]{1,120}>/

/** The first id in a header's text; old imports hold comments, lists and line breaks. Null when there is none. */
function asId(text: string | null): string | null {
  return text === null ? null : (MESSAGE_ID.exec(text)?.[0] ?? null)
}
