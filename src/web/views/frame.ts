import { html, NO_HTML, raw } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { mainClassOf } from './page-context.ts'
import type { MenuLink, Notice, PageContext } from './page-context.ts'
import { buttonForm } from './form.ts'
import { nameOfOne } from './words.ts'

export interface Frame {
  /** What the page is, for the window's title; the tracker's name is added. */
  readonly title: string
  readonly main: Html
  /** Names the kind of page for the stylesheet: `list`, `item`, `narrow`. */
  readonly kind: string
  /** Of the page in front of a login: no menu that leads nowhere. */
  readonly bare?: boolean
}

const DOCTYPE = raw('<!doctype html>\n')
const MODULES = ['keyboard.js', 'drafts.js', 'ages.js']

/** A whole page: what is on it is `main`, the rest is the same everywhere. */
export function page(context: PageContext, frame: Frame): Html {
  const { asset, tracker } = context
  return html`${DOCTYPE}<html lang="en" data-density="${context.density}">
<head>
<meta charset="utf-8">
<title>${frame.title} · ${tracker.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="${asset('muster.css')}">
<link rel="icon" href="${asset('icon.svg')}" type="image/svg+xml">
${MODULES.map((name) => html`<script type="module" src="${asset(name)}"></script>`)}
</head>
<body class="${frame.kind}">
<a class="skip" href="#main">Skip to content</a>
<header>${bar(context, frame)}
${context.banner !== null && html`<p class="banner">${context.banner}${keptMail(context)}</p>`}
</header>
<main id="main">
${context.notices.map(noticeLine)}
${frame.main}
</main>
${footer(context)}
</body>
</html>
`
}

function keptMail({ outbox: { bannerHref } }: PageContext): Html {
  return bannerHref === null
    ? NO_HTML
    : html` No mail leaves it: what would be sent is in the <a href="${bannerHref}">outbox</a>.`
}

function bar(context: PageContext, frame: Frame): Html {
  const { link, tracker } = context
  return html`<div class="bar">
<a class="brand" href="${link('/')}" data-keys="g h">${tracker.title}</a>
${
  !frame.bare &&
  html`${menu(context)}
${searchBox(context)}
${newLink(context)}`
}
${account(context)}
</div>`
}

function menu(context: PageContext): Html {
  if (context.menu.length + context.savedQueries.length === 0) return NO_HTML
  return html`<nav aria-label="Lists"><ul>${context.menu.map((one) => html`<li>${menuLink(one)}</li>`)}${savedQueries(context.savedQueries)}</ul></nav>`
}

function savedQueries(queries: readonly MenuLink[]): Html {
  if (queries.length === 0) return NO_HTML
  return html`<li><details class="drop"><summary>Your queries</summary><ul>${queries.map((one) => html`<li>${menuLink(one)}</li>`)}</ul></details></li>`
}

function menuLink({ title, href, current }: MenuLink): Html {
  return current ? html`<a href="${href}" aria-current="page">${title}</a>` : html`<a href="${href}">${title}</a>`
}

/** One box for words, quoted phrases and a number to go to. */
function searchBox(context: PageContext): Html {
  const { link, tracker } = context
  return html`<form role="search" action="${link(`/${mainClassOf(tracker)}`)}"><label class="unseen" for="search">Search</label><input id="search" type="search" name="q" value="${context.searchText}" placeholder="Search, or a number" autocomplete="off" spellcheck="false" data-keys="/"></form>`
}

function newLink(context: PageContext): Html {
  if (!context.mayCreate) return NO_HTML
  const className = mainClassOf(context.tracker)
  const schema = context.tracker.classes.get(className)
  return html`<a class="button" href="${context.link(`/${className}?@template=item`)}" data-keys="c">New ${schema ? nameOfOne(schema) : className}</a>`
}

function account(context: PageContext): Html {
  const { link, viewer } = context
  if (!viewer.signedIn) return html`<a class="account" href="${context.loginHref}">Log in</a>`
  return html`<details class="drop account"><summary>${viewer.username}</summary><ul>
<li><a href="${link(`/user${viewer.id}`)}" data-keys="g u">Your details</a></li>
<li><a href="${link('/mail')}">Your mail</a></li>${
    context.outbox.href !== null &&
    html`
<li><a href="${context.outbox.href}">Outbox</a></li>`
  }
<li><a href="${link('/home?@template=classlist')}">All classes</a></li>
<li>${buttonForm(context, { action: link('/'), hidden: [['@action', 'logout']], label: 'Log out', quiet: true })}</li>
</ul></details>`
}

function noticeLine(notice: Notice): Html {
  return notice.kind === 'ok'
    ? html`<p class="notice ok" role="status">${notice.text}</p>`
    : html`<p class="notice error" role="alert">${notice.text}</p>`
}

/** The keys are explained by the browser module that listens to them; without scripts there are none. */
function footer(context: PageContext): Html {
  return html`<footer><a href="${context.link('/home?@template=classlist')}">Classes</a> <button type="button" id="keys" class="quiet" hidden>Keyboard: press ?</button> <span>Times are in ${context.viewer.timezone === '' ? 'UTC' : zoneName(context.viewer.timezone)}</span></footer>`
}

function zoneName(zone: string): string {
  if (!/^[+-]?\d+$/.test(zone)) return zone.replaceAll('_', ' ')
  const hours = Number(zone)
  return hours === 0 ? 'UTC' : `UTC${hours < 0 ? '−' : '+'}${Math.abs(hours)}`
}
