import { html } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { option } from './list-controls.ts'

/** How somebody may be told, as people say it. */
const MODES: readonly (readonly [mode: string, title: string])[] = [
  ['every', 'every change'],
  ['messages', 'messages only'],
  ['daily', 'one mail a day'],
  ['weekly', 'one mail a week'],
]

export function modeOptions(current: string): readonly Html[] {
  return MODES.map(([mode, title]) => option(mode, title, mode === current))
}

export function modeRadios(current: string): Html {
  const all = [...MODES, ['none', 'nothing at all'] as const]
  return html`${all.map(
    ([mode, title]) =>
      html`<label class="check"><input type="radio" name="told" value="${mode}"${mode === current && html` checked`}>${title}</label>`,
  )}`
}
