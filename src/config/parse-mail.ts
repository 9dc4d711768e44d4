import { createPrivateKey } from 'node:crypto'

/** The text is not repeated in a refusal: it may hold a password. */
export function parseMailRelay(text: string): string {
  const url = URL.parse(text)
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '')
    throw new Error(
      'has to be an address such as smtp://relay.example.org:25 or smtps://user:password@mail.example.org',
    )
  const unknown = [...url.searchParams.keys()].find((name) => name !== 'requireTLS')
  if (unknown !== undefined) throw new Error(`takes "requireTLS" behind the question mark, not "${unknown}"`)
  return text
}

export function parseMailAddress(text: string): string {
  if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(text))
    throw new Error(`has to be an address such as bugs@example.org, not "${text}"`)
  return text
}

export function parseDomain(text: string): string {
  if (!/^[a-z\d](?:[a-z\d._-]*[a-z\d])?$/i.test(text))
    throw new Error(`has to be a name such as example.org, not "${text}"`)
  return text
}

/** RFC 8301: receivers need not take shorter keys, and DKIM knows no other kind that all of them take. */
const MIN_KEY_BITS = 1024

/** What can't sign is refused here: a mailer sends such mail unsigned, and says nothing. */
export function parseDkimKey(text: string): string {
  let key
  try {
    key = createPrivateKey(text)
  } catch {
    throw new Error('has to be a private key as PEM, beginning with -----BEGIN PRIVATE KEY-----')
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (key.asymmetricKeyType !== 'rsa' || bits < MIN_KEY_BITS)
    throw new Error(
      `has to be an RSA key of ${MIN_KEY_BITS} bits or more (2048 is usual), as openssl genrsa 2048 makes one`,
    )
  return text
}
