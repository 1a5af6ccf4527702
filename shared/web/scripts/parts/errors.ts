import { find } from './find.ts'

/** `field` is the name of a field, which its first control has as id; none: the page as a whole. */
export type ShownError = { readonly field?: string; readonly message: string }

const titleMark = 'Kesalahan: '

/** Shows exactly these errors, each at its field and all in a summary, which takes the focus. */
export function showErrors(form: HTMLFormElement, errors: readonly ShownError[]): void {
  for (const field of wrongFields(form)) markField(field, undefined)
  for (const { field, message } of errors) if (field) markField(field, message)
  currentSummary()?.remove()
  markTitle(errors.length > 0)
  if (errors.length === 0) return
  const summary = summaryOf(errors)
  find('main').prepend(summary)
  summary.focus()
}

/** After a change: what is mended goes, what is wrong otherwise changes, nothing new appears. */
export function updateErrors(form: HTMLFormElement, errors: readonly ShownError[]): void {
  for (const field of wrongFields(form)) {
    const message = errors.find((error) => error.field === field)?.message
    markField(field, message)
    const link = currentSummary()?.querySelector(`a[href="#${field}"]`)
    if (link && message !== undefined) link.textContent = message
    else link?.closest('li')?.remove()
  }
  const summary = currentSummary()
  if (summary && !summary.querySelector('li')) summary.remove()
  markTitle(currentSummary() !== null)
}

/** The fields that show an error now. */
function wrongFields(form: HTMLFormElement): readonly string[] {
  const messages = form.querySelectorAll('.govuk-error-message')
  return Array.from(messages, ({ id }) => id.replace(/-error$/, ''))
}

const currentSummary = () => document.querySelector<HTMLElement>('main > .govuk-error-summary')

function markTitle(wrong: boolean): void {
  const plain = document.title.replace(titleMark, '')
  document.title = wrong ? titleMark + plain : plain
}

function summaryOf(errors: readonly ShownError[]): HTMLElement {
  const summary = copyOf('summary')
  const list = find('ul', summary)
  const pattern = find('li', list)
  const items = errors.map(({ field, message }) => {
    const item = pattern.cloneNode(true) as HTMLElement
    const link = find<HTMLAnchorElement>('a', item)
    ;(field ? link : item).textContent = message
    link.href = `#${field}`
    return item
  })
  list.replaceChildren(...items)
  // For pages that open with errors; this one takes the focus by itself.
  summary.removeAttribute('autofocus')
  return summary
}

/** Puts a message between hint and control, as shared/web/components/field.tsx does, or removes it. */
export function markField(field: string, message: string | undefined): void {
  const control = document.getElementById(field)
  const group = control?.closest('.govuk-form-group')
  if (!control || !group) return
  const fieldset = group.querySelector(':scope > fieldset')
  const id = `${field}-error`
  document.getElementById(id)?.remove()
  group.classList.toggle('govuk-form-group--error', message !== undefined)
  if (!fieldset) control.classList.toggle(`${control.classList[0]}--error`, message !== undefined)
  if (message !== undefined) {
    const holder = fieldset ?? group
    const before = Array.from(holder.children).find((child) => child.contains(control))
    holder.insertBefore(messageOf(id, message), before ?? null)
  }
  describe(fieldset ?? control, id, message !== undefined)
}

function messageOf(id: string, message: string): HTMLElement {
  const element = copyOf('message')
  element.id = id
  element.lastChild?.replaceWith(` ${message}`)
  return element
}

function describe(element: Element, id: string, wrong: boolean): void {
  const ids = (element.getAttribute('aria-describedby') ?? '').split(' ')
  const others = ids.filter((other) => other !== '' && other !== id)
  const all = wrong ? [...others, id] : others
  if (all.length > 0) element.setAttribute('aria-describedby', all.join(' '))
  else element.removeAttribute('aria-describedby')
}

function copyOf(name: 'summary' | 'message'): HTMLElement {
  const { content } = find<HTMLTemplateElement>(`template[data-error-${name}]`)
  return find('div, p', content).cloneNode(true) as HTMLElement
}
