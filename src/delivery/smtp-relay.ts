import { createTransport } from 'nodemailer'
import type { NodemailerError, SendMailOptions } from 'nodemailer'
import type { Mailer, Outcome, OutgoingMail } from './outgoing-mail.ts'

export interface DkimKey {
  readonly domain: string
  readonly selector: string
  /** PEM. */
  readonly privateKey: string
}

export interface RelayOptions {
  /** `smtp://host:25`, `smtps://user:password@host`; `?requireTLS=true` insists on STARTTLS. */
  readonly url: string
  readonly dkim: DkimKey | null
  /** Name that we greet with. */
  readonly greeting: string
  /** After which a relay that says nothing has hung. */
  readonly silenceMs?: number
}

/** The longest pause a healthy relay makes is behind DATA. */
const SILENCE_MS = 60_000
const CONNECT_MS = 15_000
const CONNECTIONS = 4

const FOLD = '\r\n '

/** Headers that a filter on the way may change, or that are each reader's own, save those that RFC 8058 wants signed. */
const SIGNED =
  'from:reply-to:subject:date:message-id:in-reply-to:references:to:mime-version:content-type:list-id:list-help:list-post:list-unsubscribe:list-unsubscribe-post'

/** What is not just one address could be read as several. */
const ONE_ADDRESS = /^[^\s<>(),;:"\\@]+@[^\s<>(),;:"\\@]+$/
const NO_ADDRESS = 'Not tried: this is no address that mail can be sent to'

export function smtpRelay({ url, dkim, greeting, silenceMs = SILENCE_MS }: RelayOptions): Mailer {
  const { host, port, isSecure, requireTls, auth } = relayOf(url)
  const transport = createTransport({
    pool: true,
    maxConnections: CONNECTIONS,
    /* A mail whose connection broke comes back to us, and we try it in our own time. */
    maxRequeues: 0,
    host,
    ...(port !== null && { port }),
    secure: isSecure,
    requireTLS: requireTls,
    ...(auth && { auth }),
    name: greeting,
    connectionTimeout: Math.min(CONNECT_MS, silenceMs),
    greetingTimeout: Math.min(CONNECT_MS, silenceMs),
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim && {
      dkim: {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: dkim.privateKey,
        headerFieldNames: SIGNED,
      },
    }),
  })
  return {
    send: async (mail) => {
      if (!ONE_ADDRESS.test(mail.to)) return { state: 'refused', answer: NO_ADDRESS }
      try {
        const { response } = await transport.sendMail(composed(mail))
        return { state: 'sent', answer: response ?? '' }
      } catch (error) {
        return outcomeOf(error as NodemailerError)
      }
    },
    close: () => transport.close(),
  }
}

interface RelayPlace {
  readonly host: string
  readonly port: number | null
  readonly isSecure: boolean
  readonly requireTls: boolean
  readonly auth: { readonly user: string; readonly pass: string } | null
}

function relayOf(text: string): RelayPlace {
  const { protocol, hostname, port, username, password, searchParams } = new URL(text)
  const isSecure = protocol === 'smtps:'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? null : Number(port),
    isSecure,
    requireTls: searchParams.get('requireTLS') === 'true',
    auth: username === '' ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
  }
}

function composed(mail: OutgoingMail): SendMailOptions {
  const text = { contentType: 'text/plain; charset=utf-8; format=flowed', content: mail.text, encoding: 'utf-8' }
  const html = mail.html === null ? [] : [{ contentType: 'text/html; charset=utf-8', content: mail.html }]
  return {
    envelope: { from: mail.envelopeFrom, to: mail.to },
    from: mail.from,
    to: { name: '', address: mail.to },
    ...(mail.replyTo && { replyTo: mail.replyTo }),
    subject: mail.subject,
    messageId: mail.messageId,
    ...(mail.inReplyTo !== null && { inReplyTo: mail.inReplyTo }),
    ...(mail.references.length > 0 && { references: [...mail.references] }),
    date: mail.date,
    headers: mail.headers.map(([key, value]) => ({ key, value: { prepared: true, value: sentHeader(value) } })),
    alternatives: [text, ...html],
    attachments: mail.attachments.map(({ name, type, bytes }) => ({
      filename: name,
      contentType: type,
      content: Buffer.from(bytes),
      contentDisposition: 'attachment' as const,
    })),
    textEncoding: 'quoted-printable',
  }
}

/** Whoever made it: nothing in a header but ASCII, and no line break but before a line that continues it. */
function sentHeader(value: string): string {
  return value.replaceAll(/\r\n (?=\S)|[^\x20-\x7e]/g, (found) => (found === FOLD ? found : ' '))
}

/** What it says of the reader and of the mail; of us (login, sender, TLS) it is for the operator to mend. */
const OF_THE_MAIL = new Set(['RCPT TO', 'DATA'])
/** 421 ends the conversation, whatever was asked. */
const CLOSING = 421

function outcomeOf(error: NodemailerError): Outcome {
  const { permanent, response, responseCode, command, code } = error
  const answer = response ?? error.message
  if (isTooLarge(error)) return { state: 'refused', answer }
  const isOfTheMail = OF_THE_MAIL.has(command ?? '') && responseCode !== undefined && responseCode !== CLOSING
  if (isOfTheMail) return { state: permanent === true ? 'refused' : 'deferred', answer }
  return { state: code === 'EMESSAGE' ? 'deferred' : 'unreached', answer }
}

/** By what the relay said when it greeted us; it is not asked. */
function isTooLarge({ code, command, response }: NodemailerError): boolean {
  return code === 'EMESSAGE' && command === 'MAIL FROM' && response === undefined
}
