import { encodedHeader } from './encoded-header.ts'
import { headerText } from './header-text.ts'

/** What a mail about an account says; each goes to one reader alone. */
export interface AccountMail {
  readonly subject: string
  readonly text: string
}

/** The tracker that writes. */
export interface Sender {
  readonly title: string
  /** Ends with a slash. */
  readonly baseUrl: string
}

/** A name is shown to somebody who may never have heard of it: enough to know it by, too little to advertise with. */
const MAX_NAME = 60

/** Subjects that begin like Roundup's: filters and people know them. */
export function registrationMail(
  { title, baseUrl }: Sender,
  { username, token, hours }: { readonly username: string; readonly token: string; readonly hours: number },
): AccountMail {
  return {
    subject: `Complete your registration to ${headerText(title)}`,
    text: lines(
      `To complete the registration of the user "${nameOf(username)}" at ${title}, open this page and press its button:`,
      link(baseUrl, `user?@action=confrego&otk=${token}`),
      `The link holds for ${hours} hours. If it was not you who asked for it, do nothing: without you there will be no account.`,
    ),
  }
}

/** To somebody who registered with an address that has an account, or to its owner if it was somebody else. */
export function knownAddressMail({ title, baseUrl }: Sender, username: string): AccountMail {
  return {
    subject: `You have an account at ${headerText(title)} already`,
    text: lines(
      `Somebody asked to use this address at ${title}. It belongs to the account "${nameOf(username)}" already, so nothing was changed.`,
      'If that was you, log in by that name; a new password can be asked for here:',
      link(baseUrl, 'user?@template=forgotten'),
      'If it was not you, there is nothing to do.',
    ),
  }
}

export function passwordMail(
  { title, baseUrl }: Sender,
  { username, token, hours }: { readonly username: string; readonly token: string; readonly hours: number },
): AccountMail {
  return {
    subject: `Confirm reset of password for ${headerText(title)}`,
    text: lines(
      `Somebody, most likely you, asked for a new password of the user "${nameOf(username)}" at ${title}. It can be set on this page:`,
      link(baseUrl, `user?@template=forgotten&@action=passrst&otk=${token}`),
      `The link holds once, for ${period(hours)}. If it was not you, do nothing: the password stays as it is.`,
    ),
  }
}

export function addressMail(
  { title, baseUrl }: Sender,
  { username, token, hours }: { readonly username: string; readonly token: string; readonly hours: number },
): AccountMail {
  return {
    subject: `Confirm your e-mail address for ${headerText(title)}`,
    text: lines(
      `The user "${nameOf(username)}" at ${title} wants to get mail at this address. Confirm it on this page:`,
      link(baseUrl, `user?@action=confirm_address&otk=${token}`),
      `The link holds for ${period(hours)}. If that user is not you, do nothing: no mail will come.`,
    ),
  }
}

export interface NoticeText {
  readonly username: string
  readonly what: readonly ('password' | 'address')[]
  readonly byOther: boolean
  /** Brings the old address back; null where that did not change. */
  readonly undoToken: string | null
  readonly undoDays: number
}

/** To the address from before: who did not do it learns of it, and what to do. */
export function noticeMail({ title, baseUrl }: Sender, notice: NoticeText): AccountMail {
  const { username, what, byOther, undoToken, undoDays } = notice
  const things = what.map((one) => (one === 'password' ? 'password' : 'e-mail address')).join(' and the ')
  const verb = what.length === 1 ? 'was' : 'were'
  return {
    subject: `The ${things} of your account at ${headerText(title)} ${verb} changed`,
    text: lines(
      `The ${things} of the user "${nameOf(username)}" at ${title} ${verb} changed${byOther ? ' by somebody who looks after this tracker' : ''}.`,
      'If that is as you want it, there is nothing to do.',
      ...(undoToken === null
        ? [
            'If it was not you, set a new password now, which ends every login:',
            link(baseUrl, 'user?@template=forgotten'),
          ]
        : [
            `If it was not you, this page brings the old address back, within ${undoDays} days, and ends every login; then set a new password:`,
            link(baseUrl, `user?@action=undo_address&otk=${undoToken}`),
          ]),
    ),
  }
}

function nameOf(username: string): string {
  const text = headerText(username)
  return text.length <= MAX_NAME ? text : `${text.slice(0, MAX_NAME - 1)}…`
}

function lines(...paragraphs: readonly string[]): string {
  return `${paragraphs.join('\n\n')}\n`
}

function link(baseUrl: string, path: string): string {
  return `${baseUrl}${path}`
}

function period(hours: number): string {
  return hours === 1 ? 'one hour' : `${hours} hours`
}

/**
 * A program wrote it, and no vacation notice shall answer (RFC 3834). Neither a list nor bulk: a reader who asked for it
 * waits, and nobody may refuse what guards the account.
 */
export function accountHeaders(title: string): readonly (readonly [name: string, value: string])[] {
  return [
    ['Auto-Submitted', 'auto-generated'],
    ['X-Auto-Response-Suppress', 'All'],
    ['X-Roundup-Name', encodedHeader(title)],
    ['X-Roundup-Loop', 'hello'],
    ['X-Muster-Reason', 'account'],
  ]
}
