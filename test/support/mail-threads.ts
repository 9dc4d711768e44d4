import PostalMime from 'postal-mime'
import type { Arrived } from './mail-sink.ts'

export interface ThreadedMail {
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly subject: string
}

export async function threadedMail({ raw }: Arrived): Promise<ThreadedMail> {
  const { messageId, inReplyTo, references, subject } = await PostalMime.parse(raw)
  return {
    messageId: messageId!,
    inReplyTo: inReplyTo ?? null,
    references: references?.split(/\s+/) ?? [],
    subject: subject ?? '',
  }
}

/** Into how many conversations each client puts these mails: the rules that it is known to group by. */
export function conversations(mails: readonly ThreadedMail[]): Readonly<Record<string, number>> {
  return {
    /* References or In-Reply-To in common, and the same subject. */
    gmail: grouped(
      mails,
      ({ inReplyTo, references, subject }) => {
        const base = subject.replace(/^(?:re:\s*)+/i, '')
        return [...references, ...(inReplyTo === null ? [] : [inReplyTo])].map((id) => `${base} ${id}`)
      },
      ({ messageId, subject }) => `${subject.replace(/^(?:re:\s*)+/i, '')} ${messageId}`,
    ),
    /* References; In-Reply-To only where there are none. */
    thunderbird: grouped(mails, ({ references, inReplyTo }) => orElse(references, inReplyTo), own),
    /* References, In-Reply-To among them; a reply by its subject. */
    apple: grouped(
      mails,
      ({ references, inReplyTo, subject }) => [
        ...references,
        ...orElse([], inReplyTo),
        ...(/^re:/i.test(subject) ? [subject.replace(/^(?:re:\s*)+/i, '')] : []),
      ],
      own,
    ),
    /* In-Reply-To first, and from there up through References. */
    mutt: grouped(mails, ({ references, inReplyTo }) => [...orElse([], inReplyTo), ...references], own),
  }
}

const own = ({ messageId }: ThreadedMail): string => messageId

function orElse(ids: readonly string[], other: string | null): readonly string[] {
  return ids.length > 0 || other === null ? ids : [other]
}

/** Mails belong together when one names the other, or both the same one, whether that arrived or not. */
function grouped(
  mails: readonly ThreadedMail[],
  named: (mail: ThreadedMail) => readonly string[],
  nameOf: (mail: ThreadedMail) => string,
): number {
  const groups: Set<string>[] = []
  for (const mail of mails) {
    const names = new Set([nameOf(mail), ...named(mail)])
    for (const group of groups.filter((known) => [...known].some((name) => names.has(name)))) {
      for (const name of group) names.add(name)
      groups.splice(groups.indexOf(group), 1)
    }
    groups.push(names)
  }
  return groups.length
}
