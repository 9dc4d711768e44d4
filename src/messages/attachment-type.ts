const TYPE = /^([a-z0-9][a-z0-9!#$&^_.+-]{0,60})\/([a-z0-9][a-z0-9!#$&^_.+-]{0,60})(?:;|$)/
const ANY = 'application/octet-stream'
const MAX_LINE = 998

/**
 * The type to send a file as: what it was stored with, without parameters, where that is one. A mail in a mail may not
 * be encoded (RFC 2046 section 5.2.1), so one that could not travel as it is goes as bytes, and so does what claims to
 * have parts.
 */
export function attachmentType(stored: string, bytes: Uint8Array): string {
  const [, main, sub] = TYPE.exec(stored.trim().toLowerCase()) ?? []
  if (main === undefined || main === 'multipart') return ANY
  if (main !== 'message') return `${main}/${sub}`
  return sub === 'rfc822' && travelsAsItIs(bytes) ? 'message/rfc822' : ANY
}

function travelsAsItIs(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1')
  return /^[\t\r\n\x20-\x7e]*$/.test(text) && text.split('\n').every((line) => line.length < MAX_LINE)
}
