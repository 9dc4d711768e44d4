/**
 * What is typed into a form with `data-draft` stays in this browser until it was sent. Text only: a
 * choice from an old draft could undo what others chose since, and files can't be kept; for those the
 * browser asks before the page is left.
 */

const SENT = 'muster sent'
const KEPT_DAYS = 30

function keyOf(form) {
  return `muster draft ${new URL(form.action).pathname} ${form.dataset.draft}`
}

/** Where storage is refused, everything works but the drafts. */
function attempt(work) {
  try {
    return work()
  } catch {
    return null
  }
}

/** Of an item that is there already only the comment: its other lines change under other hands. */
function textInputs(form) {
  const isNew = form.dataset.draft.startsWith('new-')
  return [...form.elements].filter(
    (input) => input.matches('textarea') || (isNew && input.matches('input[type="text"]')),
  )
}

function isChanged(input) {
  if (input.type === 'file') return input.files.length > 0
  if (input.type === 'checkbox' || input.type === 'radio') return input.checked !== input.defaultChecked
  if (!input.matches('select')) return input.value !== input.defaultValue
  const first = [...input.options].find((option) => option.defaultSelected) ?? input.options[0]
  return input.selectedOptions[0] !== first
}

function save(form) {
  const typed = textInputs(form).filter(isChanged)
  const values = Object.fromEntries(typed.map((input) => [input.name, input.value]))
  attempt(() => {
    if (typed.length === 0) localStorage.removeItem(keyOf(form))
    else localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), values }))
  })
  return typed.length > 0
}

function restore(form) {
  const draft = attempt(() => JSON.parse(localStorage.getItem(keyOf(form))))
  if (!draft) return
  const lost = textInputs(form).filter(
    ({ name, value, defaultValue }) => draft.values[name] && value === defaultValue && value !== draft.values[name],
  )
  if (lost.length === 0) return
  for (const input of lost) input.value = draft.values[input.name]
  say(form, 'Your draft is back. ')
  const discard = document.createElement('button')
  discard.type = 'button'
  discard.className = 'quiet'
  discard.textContent = 'Discard it'
  discard.addEventListener('click', () => {
    for (const input of lost) input.value = input.defaultValue
    save(form)
    say(form, 'Discarded.')
  })
  form.querySelector('[data-draft-state]')?.append(discard)
}

function say(form, words) {
  const state = form.querySelector('[data-draft-state]')
  if (!state) return
  state.setAttribute('role', 'status')
  state.textContent = words
}

/** A form that was sent is done with when the page after it is one of the tracker's items or says so. */
function forgetSent() {
  const key = attempt(() => sessionStorage.getItem(SENT))
  if (!key || document.querySelector('.notice.error')) return
  if (!document.querySelector('.notice.ok') && !document.body.matches('.item')) return
  attempt(() => {
    localStorage.removeItem(key)
    sessionStorage.removeItem(SENT)
  })
}

function forgetOld() {
  const oldest = Date.now() - KEPT_DAYS * 86_400_000
  attempt(() => {
    for (const key of Object.keys(localStorage))
      if (key.startsWith('muster draft ') && !(JSON.parse(localStorage.getItem(key))?.at > oldest))
        localStorage.removeItem(key)
  })
}

function watch(form) {
  let timer = 0
  let isSent = false
  restore(form)
  // Facts stand outside the form and belong to it by its id, so their events don't pass through it.
  document.addEventListener('input', ({ target }) => {
    if (target.form !== form) return
    clearTimeout(timer)
    timer = setTimeout(() => say(form, save(form) ? 'Draft kept in this browser.' : ''), 400)
  })
  form.addEventListener('submit', () => {
    isSent = true
    save(form)
    attempt(() => sessionStorage.setItem(SENT, keyOf(form)))
  })
  addEventListener('pagehide', () => isSent || save(form))
  addEventListener('pageshow', ({ persisted }) => persisted && (isSent = false))
  addEventListener('beforeunload', (event) => {
    const kept = new Set(textInputs(form))
    if (!isSent && [...form.elements].some((input) => input.name && !kept.has(input) && isChanged(input)))
      event.preventDefault()
  })
}

forgetSent()
forgetOld()
for (const form of document.querySelectorAll('form[data-draft]')) watch(form)
