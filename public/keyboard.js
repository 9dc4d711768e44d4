/**
 * Single keys. Links, buttons and inputs with `data-keys` name their own ("g h" is g, then h); rows of a
 * list and messages of a thread are stepped through. Everything is reachable without, and a switch in the
 * help turns the keys off (WCAG 2.1.4).
 */

const OFF = 'muster keys off'
const SECOND_KEY_MS = 1500

const isOff = () => {
  try {
    return localStorage.getItem(OFF) === 'yes'
  } catch {
    return false
  }
}

const rows = () => [...document.querySelectorAll('.list tbody tr:not(.group)')]
const messages = () => [...document.querySelectorAll('[data-step]')]
const steps = () => {
  const list = rows()
  return list.length > 0 && messages().length === 0 ? list : messages()
}

let here = -1

/** Real focus moves, so that Enter, a screen reader and the eye agree on where one is. */
function step(to) {
  const all = steps()
  if (all.length === 0) return
  all[here]?.classList.remove('here')
  here = Math.max(0, Math.min(all.length - 1, to))
  const target = all[here]
  target.classList.add('here')
  const focus = target.matches('tr') ? target.querySelector('th a, a') : target
  focus.focus({ preventScroll: true })
  target.scrollIntoView({ block: target.matches('tr') ? 'nearest' : 'start' })
}

function reply() {
  const note = document.querySelector('textarea[name="@note"]')
  if (!note) return
  const quote = String(getSelection()).trim()
  if (quote) {
    note.value += `${note.value && '\n\n'}${quote.replace(/^/gm, '> ')}\n\n`
    note.dispatchEvent(new Event('input', { bubbles: true }))
  }
  note.focus()
  note.scrollIntoView({ block: 'center' })
}

function edit() {
  const first = document.querySelector(
    '.facts :is(select, summary, input:not([type="hidden"])), .sheet :is(input:not([type="hidden"]), select, textarea)',
  )
  first?.focus()
}

const COMMANDS = {
  j: ['Next row or message', () => step(here + 1)],
  k: ['Previous row or message', () => step(here - 1)],
  f: ['First', () => step(0)],
  l: ['Last', () => step(Infinity)],
  o: ['Open the row', () => rows()[here]?.querySelector('th a, a')?.click()],
  x: ['Select the row', () => rows()[here]?.querySelector('input[type="checkbox"]')?.click()],
  r: ['Reply, quoting what is selected', reply],
  e: ['Edit: go to the first input', edit],
  u: ['Back', () => history.back()],
  '?': ['These keys', help],
}
const SAME = { n: 'j', p: 'k', h: 'f', i: 'r' }

function named() {
  const found = new Map()
  for (const element of document.querySelectorAll('[data-keys]')) found.set(element.dataset.keys, element)
  return found
}

function run(keys) {
  const command = COMMANDS[SAME[keys] ?? keys]
  if (command) return command[1]() ?? true
  const element = named().get(keys)
  if (!element) return false
  if (element.matches('input, textarea')) {
    element.focus()
    element.select?.()
  } else element.click()
  return true
}

let first = ''
let firstAt = 0

function pressed(event) {
  const { key, target } = event
  if (event.isComposing) return
  if (key === 'Enter' && (event.ctrlKey || event.metaKey)) return target.form?.requestSubmit()
  if (event.ctrlKey || event.metaKey || event.altKey || isOff()) return
  if (target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]')) {
    if (key === 'Escape') target.blur()
    return
  }
  if (document.querySelector('dialog[open]') || key.length !== 1) return

  const keys = first && Date.now() - firstAt < SECOND_KEY_MS ? `${first} ${key}` : key
  first = ''
  if (run(keys)) event.preventDefault()
  else if ([...named().keys()].some((name) => name.startsWith(`${key} `))) {
    first = key
    firstAt = Date.now()
  }
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

function nameOf(element) {
  return element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent
}

function checkbox(words, checked, set) {
  const box = make('input', { type: 'checkbox', checked })
  box.addEventListener('change', () => set(box.checked))
  return make('label', { className: 'check' }, box, words)
}

function setKeys(isOn) {
  try {
    localStorage.setItem(OFF, isOn ? 'no' : 'yes')
  } catch {
    // Without storage the keys stay on.
  }
}

/** A cookie, so that the server draws the next page right from the start. */
function setRoom(isRoomy) {
  const density = isRoomy ? 'roomy' : 'compact'
  document.documentElement.dataset.density = density
  document.cookie = `density=${density}; path=${document.querySelector('.brand').pathname}; max-age=31536000; samesite=lax`
}

function help() {
  const list = make('dl', {})
  const add = (keys, words) =>
    list.append(
      make('dt', {}, ...keys.split(' ').flatMap((key) => [make('kbd', { textContent: key }), ' '])),
      make('dd', { textContent: words }),
    )
  for (const [key, [words]] of Object.entries(COMMANDS)) add(key, words)
  for (const [keys, element] of named()) if (!COMMANDS[keys]) add(keys, nameOf(element).trim())
  add('Ctrl Enter', 'Send the form')
  const dialog = make(
    'dialog',
    {},
    make('h2', { textContent: 'Keys' }),
    list,
    checkbox('Single keys are on', !isOff(), setKeys),
    checkbox('Rows have more room', document.documentElement.dataset.density === 'roomy', setRoom),
    make('form', { method: 'dialog' }, make('button', { textContent: 'Close' })),
  )
  dialog.setAttribute('aria-label', 'Keys')
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

addEventListener('keydown', pressed)
const button = document.querySelector('#keys')
if (button) {
  button.hidden = false
  button.addEventListener('click', help)
}
