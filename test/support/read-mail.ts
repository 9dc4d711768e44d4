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

/** The first text part, decoded and no more: `format=flowed` is still as it was sent. */
export function flowedText({ raw }: Arrived): string {
  const text = raw.toString('latin1')
  const at = text.search(/^Content-Type: text\/plain; charset=utf-8; format=flowed/im)
  const before = text.slice(0, at).split('\r\n').at(-2) ?? ''
  const head = text.slice(at, text.indexOf('\r\n\r\n', at))
  const rest = text.slice(at + head.length + 4)
  const body = before.startsWith('--') ? rest.slice(0, rest.indexOf(`\r\n${before}`)) : rest
  /* A mail of one part has its encoding anywhere among its headers. */
  const encoding = /^Content-Transfer-Encoding: (\S+)/im.exec(before.startsWith('--') ? head : text.slice(0, at))?.[1]
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString()
  return encoding === 'quoted-printable' ? decodedQuotedPrintable(body) : body
}

function decodedQuotedPrintable(text: string): string {
  const bytes = text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_match, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
