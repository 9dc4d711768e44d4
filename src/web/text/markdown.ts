import MarkdownIt from 'markdown-it'
import type { Env, StateBlock, StateCore, StateInline, Token } from 'markdown-it'
import { html, raw } from '../../values/html.ts'
import type { Html } from '../../values/html.ts'
import { findLinks } from './find-links.ts'
import type { TextRule } from './find-links.ts'
import { codeLength } from './segments.ts'
import { isSafeUrl, linkedText } from './text-link.ts'
import type { TextContext, TextLink } from './text-link.ts'

export interface MarkdownText {
  readonly tokens: readonly Token[]
  readonly links: readonly TextLink[]
}

const RULES = Symbol('rules')
const LINKS = Symbol('links')
const CONTEXT = Symbol('context')

const markdown = new MarkdownIt({
  html: false,
  linkify: false,
  typographer: false,
  breaks: true,
  langPrefix: 'language-',
})
// An image of another site would tell it who reads; a link does the same when it is wanted.
markdown.disable('image')
markdown.validateLink = isSafeUrl
markdown.block.ruler.before('table', 'pasted', pasted, {
  alt: ['paragraph', 'reference', 'blockquote', 'list', 'table'],
})
markdown.inline.ruler.before('emphasis', 'dunder', dunder)
markdown.core.ruler.push('muster', arrange)
markdown.renderer.rules.linked = linked
markdown.renderer.rules.pasted = (tokens, index, options, env) =>
  `<pre>\n${linked(tokens, index, options, env)}</pre>\n`

/** Markdown without markup of its own, cut into tokens; links are found outside code. */
export function parseMarkdown(text: string, rules: readonly TextRule[]): MarkdownText {
  const links: TextLink[] = []
  const env: Env = { [RULES]: rules, [LINKS]: links }
  return { tokens: markdown.parse(text, env), links }
}

export function markdownHtml({ tokens }: MarkdownText, context: TextContext): Html {
  const markup = markdown.renderer.render([...tokens], markdown.options, { [CONTEXT]: context })
  return html`<div class="text markdown">${raw(markup)}</div>`
}

/** Text with links in it, as a renderer's rule. */
function linked(tokens: Token[], index: number, _options: unknown, env: Env | undefined): string {
  const { content, meta } = tokens[index]!
  return String(linkedText(content, meta?.links as readonly TextLink[], env?.[CONTEXT] as TextContext))
}

/**
 * A traceback, a patch or an interpreter session that somebody pasted without a fence, as most do. Markdown
 * would make headings of `---` and quotes of `>>>`.
 */
function pasted(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = state.bMarks[startLine]!
  if (state.blkIndent !== 0 || state.sCount[startLine]! >= 4 || (start > 0 && state.src[start - 1] !== '\n'))
    return false
  const length = Math.min(codeLength(linesOf(state), startLine), endLine - startLine)
  if (length === 0) return false
  if (silent) return true

  const token = state.push('pasted', 'pre', 0)
  token.content = state.getLines(startLine, startLine + length, 0, false).trimEnd()
  token.map = [startLine, startLine + length]
  state.line = startLine + length
  return true
}

const cut = new WeakMap<StateBlock, readonly string[]>()

function linesOf(state: StateBlock): readonly string[] {
  let lines = cut.get(state)
  if (!lines) cut.set(state, (lines = state.src.split('\n')))
  return lines
}

const DUNDER = /__[A-Za-z0-9]\w{0,60}?__(?![\w_])/y

/** `__init__` is a name, not a bold "init"; two asterisks make bold. */
function dunder(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== 95 || /\w/.test(state.src[state.pos - 1] ?? '')) return false
  DUNDER.lastIndex = state.pos
  const match = DUNDER.exec(state.src)
  if (!match) return false
  if (!silent) state.pending += match[0]
  state.pos += match[0].length
  return true
}

/** After parsing: finds links in text, keeps headings below the page's, and takes styles out. */
function arrange(state: StateCore): void {
  const rules = state.env[RULES] as readonly TextRule[]
  const links = state.env[LINKS] as TextLink[]
  for (const token of state.tokens) {
    if (token.type === 'pasted') attachLinks(token, rules, links)
    if (token.type === 'inline') linkChildren(token.children ?? [], rules, links)
    if (token.type === 'heading_open' || token.type === 'heading_close')
      token.tag = `h${Math.min(6, Number(token.tag[1]) + 2)}`
    if (token.type === 'th_open' || token.type === 'td_open') alignByClass(token)
    if (token.type === 'fence') token.info = /^[\w+#.-]{1,30}/.exec(token.info.trim())?.[0] ?? ''
  }
}

function linkChildren(children: readonly Token[], rules: readonly TextRule[], links: TextLink[]): void {
  const open: Token[] = []
  for (const token of children) {
    if (token.type === 'link_open') {
      open.push(token)
      token.attrSet('rel', 'nofollow noopener')
      /* `[]()`: the parser asks whether a link is safe only where it leads somewhere. */
      token.hidden = !isSafeUrl(String(token.attrGet('href') ?? ''))
    } else if (token.type === 'link_close') token.hidden = open.pop()?.hidden ?? false
    else if (token.type === 'text' && open.every(({ hidden }) => hidden) && token.content !== '') {
      attachLinks(token, rules, links)
      token.type = 'linked'
    }
  }
}

function attachLinks(token: Token, rules: readonly TextRule[], links: TextLink[]): void {
  const found = findLinks(token.content, rules)
  token.meta = { links: found }
  links.push(...found)
}

/** The policy of our pages allows no style in markup. */
function alignByClass(token: Token): void {
  const style = token.attrGet('style')
  token.attrs = null
  const side = /text-align:(left|right|center)/.exec(String(style ?? ''))?.[1]
  if (side) token.attrSet('class', side)
}
