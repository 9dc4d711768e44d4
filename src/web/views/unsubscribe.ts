import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import type { LinkDeed } from '../../operations/unsubscribe-links.ts'
import { printDesignator } from '../../values/designator.ts'
import { page } from './frame.ts'
import type { PageContext } from './page-context.ts'

export interface UnsubscribeProps {
  /** What the button of the page does. */
  readonly deed: LinkDeed
  /** URL that it posts to. */
  readonly action: string
  /** What was just done, and the button undoes; null where nothing was yet. */
  readonly done: LinkDeed | null
}

interface Wording {
  readonly title: string
  readonly button: string
  readonly done: string
  readonly explanation: string
}

/** One button, and nothing happens before it is pressed: programs that look at links change nothing. */
export function unsubscribePage(context: PageContext, { deed, action, done }: UnsubscribeProps): Html {
  const said = wordingOf(done ?? deed)
  const main = html`<header class="heading"><h1>${done ? 'Done' : said.title}</h1></header>
${done && html`<p class="notice ok" role="status">${said.done}</p>`}
<p>${said.explanation}</p>
<form method="post" action="${action}"><input type="hidden" name="@csrf" value="${context.csrf}"><input type="hidden" name="List-Unsubscribe" value="One-Click"><p class="send"><button${!done && html` class="primary"`}>${done ? 'Undo' : said.button}</button></p></form>
<p class="meta"><a href="${context.link('/mail')}">All about your mail</a>${!context.viewer.signedIn && ' (asks you to log in)'}</p>`
  return page(context, { title: done ? 'Done' : said.title, kind: 'narrow', main, bare: true })
}

function wordingOf(deed: LinkDeed): Wording {
  const name = 'node' in deed ? printDesignator(deed.node) : ''
  switch (deed.is) {
    case 'mute':
      return {
        title: `No more mail about ${name}`,
        button: 'Mute it',
        done: `${name} is muted: no mail tells you of it any more.`,
        explanation: `You stay on its nosy list, where you are on it; others see no difference. You can unmute it at any time.`,
      }
    case 'unmute':
      return {
        title: `Mail about ${name} again`,
        button: 'Unmute it',
        done: `${name} is not muted any more: you are told of it as before.`,
        explanation: 'How often you are told is as you chose it for all your mail.',
      }
    case 'unfollow':
      return {
        title: `No more mail because of ${name}`,
        button: 'Stop following it',
        done: `You don't follow ${name} any more.`,
        explanation: 'You are still told of issues where you are on the nosy list.',
      }
    case 'follow':
      return {
        title: `Follow ${name}`,
        button: 'Follow it',
        done: `You follow ${name} again.`,
        explanation: 'You are told of every issue that it is about.',
      }
    case 'stop':
      return {
        title: 'No more mail about changes',
        button: 'Stop it',
        done: 'No change is told to you any more, neither at once nor in a digest.',
        explanation:
          'That goes for nosy lists and for what you follow; both stay as they are, for when you want to be told again.',
      }
    case 'resume':
      return {
        title: 'Mail about changes again',
        button: 'Tell me again',
        done: 'You are told of changes as before.',
        explanation: 'Nosy lists and what you follow are as they were.',
      }
  }
}
