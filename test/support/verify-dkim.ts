import { createHash, createPublicKey, verify } from 'node:crypto'

export interface Verified {
  readonly isValid: boolean
  /** The headers that it covers, in small letters. */
  readonly signed: readonly string[]
  readonly domain: string
  readonly selector: string
}

/** Judges the DKIM signature of a mail as its receiver does (RFC 6376, relaxed/relaxed, RSA). */
export function verifyDkim(raw: Buffer, publicKey: string): Verified {
  const text = raw.toString('latin1')
  const end = text.indexOf('\r\n\r\n')
  const fields = text
    .slice(0, end)
    .split(/\r\n(?![ \t])/)
    .map((field) => ({ name: field.slice(0, field.indexOf(':')).toLowerCase(), field }))
  const signature = fields.find(({ name }) => name === 'dkim-signature')!.field
  const tags = new Map(
    unfolded(signature.slice(signature.indexOf(':') + 1))
      .split(';')
      .map((tag) => [tag.slice(0, tag.indexOf('=')).trim(), tag.slice(tag.indexOf('=') + 1).replaceAll(/\s/g, '')]),
  )
  const bodyHash = createHash('sha256')
    .update(relaxedBody(text.slice(end + 4)), 'latin1')
    .digest('base64')
  const signed = tags.get('h')!.toLowerCase().split(':')
  /* Of a header that is there twice the last one is taken first. */
  const left = fields.toReversed()
  const lines = signed.flatMap((name) => {
    const at = left.findIndex((field) => field.name === name)
    return at === -1 ? [] : [relaxedHeader(left.splice(at, 1)[0]!.field)]
  })
  const unsigned = relaxedHeader(signature.replace(/(;\s*b=)[^;]*/, '$1')).trimEnd()
  const isValid = verify(
    'sha256',
    Buffer.from([...lines, unsigned].join('\r\n'), 'latin1'),
    createPublicKey(publicKey),
    Buffer.from(tags.get('b')!, 'base64'),
  )
  return { isValid: isValid && bodyHash === tags.get('bh'), signed, domain: tags.get('d')!, selector: tags.get('s')! }
}

function unfolded(text: string): string {
  return text.replaceAll(/\r\n(?=[ \t])/g, '')
}

function relaxedHeader(field: string): string {
  const text = unfolded(field)
  const colon = text.indexOf(':')
  return `${text.slice(0, colon).trim().toLowerCase()}:${text
    .slice(colon + 1)
    .replaceAll(/[ \t]+/g, ' ')
    .trim()}`
}

function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replaceAll(/[ \t]+/g, ' ').replace(/ $/, ''))
  while (lines.at(-1) === '') lines.pop()
  return lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`
}
