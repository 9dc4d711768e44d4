import { encodedHeader, encodedPhrase } from './encoded-header.ts'
import type { Reason } from './reasons.ts'

export interface BulkMail {
  readonly title: string
  readonly address: string
  /** Ends with a slash. */
  readonly baseUrl: string
  readonly about: { readonly className: string; readonly id: number } | null
  readonly reason: Reason
  readonly unsubscribeUrl: string | null
}

/**
 * What tells programs that a program wrote this and how to have no more of it: RFC 2369 and 2919 (lists), 3834
 * (automatic answers), 8058 (one click). Roundup's own headers stay, for filters that people have.
 */
export function bulkHeaders(mail: BulkMail): readonly (readonly [name: string, value: string])[] {
  const { title, address, baseUrl, about, reason, unsubscribeUrl } = mail
  const url = about ? `${baseUrl}${about.className}${about.id}` : baseUrl
  return [
    ['Precedence', 'bulk'],
    ['Auto-Submitted', 'auto-generated'],
    ['X-Roundup-Name', encodedHeader(title)],
    ['X-Roundup-Loop', 'hello'],
    ['X-Muster-Reason', reason],
    ['List-Id', `${encodedPhrase(title)} <${listIdOf(baseUrl)}>`],
    ['List-Help', `<mailto:${address}?subject=help>`],
    ['List-Post', `<mailto:${address}>`],
    ['List-Archive', `<${url}>`],
    ...(unsubscribeUrl === null
      ? []
      : ([
          ['List-Unsubscribe', `<${unsubscribeUrl}>`],
          ['List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'],
        ] as const)),
  ]
}

/** The same for all mails of a tracker, and another for the next on the same host: `8080.bugs.host.example`. */
export function listIdOf(baseUrl: string): string {
  const { hostname, port, pathname } = new URL(baseUrl)
  const labels = [...pathname.split('/').reverse(), port].map(label).filter((text) => text !== '')
  return [...labels, hostname.split('.').map(label).join('.')].join('.')
}

function label(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
}

/** Why this reader has the mail, and how to have no more of it. */
export function footer(sentence: string, unsubscribeUrl: string | null): string {
  const lines = [reasonLine(sentence)]
  if (unsubscribeUrl !== null) lines.push(`No more of it: ${unsubscribeUrl}`)
  return `\n${lines.join('\n')}\n`
}

export function reasonLine(sentence: string): string {
  return `You get this because ${sentence}.`
}
