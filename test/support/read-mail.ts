import PostalMime from 'postal-mime'
import type { Email } from 'postal-mime'
import type { Arrived } from './mail-sink.ts'

/** Everything in a mail that anybody could read: as it was sent, and with all its parts and headers decoded. */
export async function everythingIn({ raw }: Arrived): Promise<string> {
  const { headers, attachments, ...mail } = await PostalMime.parse(raw)
  const files = attachments.map(({ content, ...rest }) => ({
    ...rest,
    text: Buffer.from(content as ArrayBuffer).toString(),
  }))
  return raw.toString() + JSON.stringify([headers, mail, files])
}

export function parsedMail({ raw }: Arrived): Promise<Email> {
  return PostalMime.parse(raw)
}

/** Header of that name as it stands, unfolded; null where there is none. */
export function rawHeader({ raw }: Arrived, name: string): string | null {
  const field = rawHeaders({ raw }).find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
  return field === undefined ? null : field.slice(name.length + 1).trim()
}

export function rawHeaders({ raw }: Pick<Arrived, 'raw'>): readonly string[] {
  const text = raw.toString('latin1')
  return text
    .slice(0, text.indexOf('\r\n\r\n'))
    .replaceAll(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
}
