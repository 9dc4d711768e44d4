import { html, raw } from '../values/html.ts'
import { reasonLine } from './bulk-headers.ts'

/**
 * A whole page round the HTML of a mail, with why its reader gets it. Colours are the reader's own, light or dark, and
 * nothing is loaded from anywhere.
 *
 * @param body  Made by this program.
 */
export function htmlDocument(body: string, sentence: string, unsubscribeUrl: string | null): string {
  const stop = unsubscribeUrl !== null && html`<br><a href="${unsubscribeUrl}">No more of it</a>`
  return html`<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>
<body style="font-family:sans-serif">
${raw(body)}
<p style="font-size:smaller;border-top:1px solid #8888">${reasonLine(sentence)}${stop}</p>
</body></html>
`.toString()
}
