import { html, NO_HTML } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import type { ChosenNode, Followed, MailSettings } from '../../operations/mail-preferences.ts'
import type { ClassSchema } from '../../schema/tracker.ts'
import { printDesignator } from '../../values/designator.ts'
import { buttonForm } from './form.ts'
import { page } from './frame.ts'
import { option } from './list-controls.ts'
import type { PageContext } from './page-context.ts'
import { modeOptions, modeRadios } from './told-modes.ts'
import { nameOfOne } from './words.ts'

export interface MailPageProps {
  readonly settings: MailSettings
  /** Whether they are the viewer's own. */
  readonly isOwn: boolean
  /** What the tracker does with own changes where nothing is chosen. */
  readonly ownByDefault: string
  /** Whose nodes may be followed. */
  readonly classes: readonly ClassSchema[]
  /** What was typed to be followed, when it was refused. */
  readonly typed: { readonly className: string; readonly name: string; readonly told: string } | null
}

/** How one person is told: in general, of what besides the nosy lists, and of what not. */
export function mailPage(context: PageContext, props: MailPageProps): Html {
  const { settings, isOwn } = props
  const { link } = context
  const details = link(`/user${settings.userId}`)
  const where =
    settings.address === null
      ? html`Nothing can be sent: <a href="${details}">${isOwn ? 'your details have' : 'there is'} no e-mail address</a>.`
      : html`Sent to ${settings.address} (<a href="${details}">change it</a>).`
  const main = html`<header class="heading"><h1>Mail${!isOwn && html` for <bdi>${settings.username}</bdi>`}</h1><p class="meta">${where}</p></header>
${generalForm(context, props)}
<section class="told"><h2>Followed</h2>
<p class="muted">Told of besides the nosy lists: every issue with a component or keyword, or one that a saved query finds.</p>
${settings.followed.length > 0 && html`<ul class="choices">${settings.followed.map((one) => html`<li>${followedRow(context, settings, one)}</li>`)}</ul>`}
${followForm(context, props)}</section>
<section class="told"><h2>Muted issues</h2>
${
  settings.muted.length === 0
    ? html`<p class="muted">None. The page of an issue has the button for it.</p>`
    : html`<ul class="choices">${settings.muted.map((one) => html`<li>${chosenLink(context, one)} ${smallForm(context, settings, 'unmute', one, 'Unmute')}</li>`)}</ul>`
}</section>`
  return page(context, { title: isOwn ? 'Mail' : `Mail for ${settings.username}`, kind: 'narrow', main })
}

function formStart(context: PageContext, { userId }: MailSettings, action: string): Html {
  return html`<input type="hidden" name="@csrf" value="${context.csrf}"><input type="hidden" name="@action" value="${action}"><input type="hidden" name="user" value="${userId}">`
}

function generalForm(context: PageContext, { settings, ownByDefault }: MailPageProps): Html {
  const own = settings.own === null ? '' : settings.own ? 'yes' : 'no'
  return html`<form class="sheet" method="post" action="${context.link('/mail')}">${formStart(context, settings, 'tell')}
<div class="fact" role="radiogroup" aria-labelledby="told"><span class="label" id="told">Tell me of</span><div>${modeRadios(settings.told)}</div></div>
<div class="fact"><label class="label" for="own">My own changes</label><div><select id="own" name="own">${option('', `as this tracker does: ${ownByDefault}`, own === '')}${option('yes', 'tell me of them too', own === 'yes')}${option('no', "don't tell me of them", own === 'no')}</select></div></div>
<p class="muted">One mail a day comes at 7:00 UTC, one a week on Mondays at that time; without changes there is none.</p>
<p class="send"><button class="primary">Save</button></p></form>`
}

function chosenLink(context: PageContext, { designator, label }: ChosenNode): Html {
  const name = printDesignator(designator)
  const title = label === null || label === String(designator.id) ? NO_HTML : html` <bdi>${label}</bdi>`
  return html`<a href="${context.link(`/${name}`)}">${name}</a>${title}`
}

function followedRow(context: PageContext, settings: MailSettings, followed: Followed): Html {
  const name = printDesignator(followed.designator)
  return html`${chosenLink(context, followed)} <form class="inline" method="post" action="${context.link('/mail')}">${formStart(context, settings, 'follow')}<input type="hidden" name="node" value="${name}"><select name="told" aria-label="How to be told of ${name}">${modeOptions(followed.told)}</select> <button>Change</button></form> ${smallForm(context, settings, 'unfollow', followed, 'Stop following')}`
}

function smallForm(
  context: PageContext,
  { userId }: MailSettings,
  action: string,
  { designator }: ChosenNode,
  label: string,
): Html {
  const hidden = [
    ['@action', action],
    ['user', String(userId)],
    ['node', printDesignator(designator)],
  ] as const
  return buttonForm(context, { action: context.link('/mail'), hidden, label, quiet: true })
}

function followForm(context: PageContext, { settings, classes, typed }: MailPageProps): Html {
  if (classes.length === 0) return NO_HTML
  return html`<form method="post" action="${context.link('/mail')}">${formStart(context, settings, 'follow')}
<p class="send"><select name="class" aria-label="Class">${classes.map((schema) => option(schema.name, nameOfOne(schema), schema.name === typed?.className))}</select> <input type="text" name="name" value="${typed?.name ?? ''}" placeholder="name or number" aria-label="Name or number" required> <select name="told" aria-label="How to be told">${modeOptions(typed?.told ?? 'every')}</select> <button>Follow</button></p></form>`
}

/** Mutes an issue, or follows what issues are about: buttons of its own page. */
export function choiceButton(
  context: PageContext,
  node: string,
  choice: { readonly isMuted: boolean; readonly told: string | null; readonly kind: 'mute' | 'follow' } | null,
): Html {
  if (choice === null) return NO_HTML
  const { kind, isMuted, told } = choice
  const isSet = kind === 'mute' ? isMuted : told !== null
  const hidden = [
    ['@action', isSet ? `un${kind}` : kind],
    ['node', node],
    ['back', 'node'],
    ...(kind === 'follow' && !isSet ? [['told', 'every'] as const] : []),
  ] as const
  const label = kind === 'mute' ? (isSet ? 'Unmute' : 'Mute') : isSet ? 'Stop following' : 'Follow'
  const state = kind === 'mute' ? isSet && 'Muted: no mail of it. ' : isSet && 'You follow this. '
  return html`<div class="choice">${state}${buttonForm(context, { action: context.link('/mail'), hidden, label, quiet: true })}</div>`
}
