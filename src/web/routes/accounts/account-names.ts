import { special } from '../site.ts'

/** Pages for those who have no account yet, or can't enter it; Roundup's names where it has them. */
export type AccountPage =
  | 'register'
  | 'rego_progress'
  | 'forgotten'
  | 'confrego'
  | 'passrst'
  | 'confirm_address'
  | 'undo_address'
const TEMPLATES: readonly string[] = ['register', 'rego_progress', 'forgotten']
const LINKS: readonly string[] = ['confrego', 'passrst', 'confirm_address', 'undo_address']
const ACTIONS: readonly string[] = [...LINKS, 'register', 'resend']

export function isAccountAction(action: string | null): boolean {
  return action !== null && ACTIONS.includes(action)
}

/** What a URL asks for; a link of a mail names the action that the button of its page does. */
export function accountPageOf(params: URLSearchParams): AccountPage | null {
  const action = special(params, 'action')?.trim().toLowerCase() ?? ''
  if (LINKS.includes(action) && params.has('otk')) return action as AccountPage
  const template = special(params, 'template')?.split('|')[0]!.trim() ?? ''
  return action === '' && TEMPLATES.includes(template) ? (template as AccountPage) : null
}
