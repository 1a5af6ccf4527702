import { showErrors } from './errors.ts'
import { find } from './find.ts'
import { keep, kept, openShelf } from './kept.ts'
import { fill, type Values, valuesOf } from './request-values.ts'

/** Milliseconds of rest after the last key before what was typed is kept. */
const rest = 400

/**
 * Keeps what is typed in this browser until it is sent, brings it back after a reload, and empties
 * the form on request, which can be taken back.
 */
export function keepTyped(form: HTMLFormElement): void {
  const shelf = openShelf()
  let timer: number | undefined
  const save = () => {
    if (timer !== undefined) keep(shelf, valuesOf(form), Date.now())
    timer = undefined
  }
  form.addEventListener('input', () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(save, rest)
  })
  // Also what was typed just before the page goes.
  window.addEventListener('pagehide', save)
  form.addEventListener('submit', save)
  const before = form.dataset['blank'] === undefined ? undefined : kept(shelf, Date.now())
  if (before) {
    fill(form, before)
    tell('Isian terakhir Anda dipulihkan.', 'Kosongkan', () => empty(form))
  }
  if (shelf === undefined) return
  find('[data-kept]').hidden = false
  find('[data-empty]').addEventListener('click', () => empty(form))
}

function empty(form: HTMLFormElement): void {
  const before = valuesOf(form)
  refill(form, [])
  tell('Formulir dikosongkan.', 'Kembalikan isian', () => {
    refill(form, before)
    tell('Isian Anda dikembalikan.', 'Kosongkan', () => empty(form)).focus()
  }).focus()
}

function refill(form: HTMLFormElement, values: Values): void {
  fill(form, values)
  showErrors(form, [])
  form.dispatchEvent(new Event('input'))
}

/** News above the form, with one thing that can be done about it. */
function tell(text: string, action: string, act: () => void): HTMLElement {
  const news = find('[data-news]')
  const button = document.createElement('button')
  const previous = find('button', news)
  button.type = 'button'
  button.className = previous.className
  button.textContent = action
  button.addEventListener('click', act)
  previous.replaceWith(button)
  news.hidden = false
  find('p', news).textContent = text
  return news
}
