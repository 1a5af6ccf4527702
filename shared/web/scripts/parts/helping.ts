import { dateInWords } from './date-in-words.ts'

/** Says each date in words, weekday included, so that a wrong one shows itself. */
export function nameDates(form: HTMLFormElement): void {
  for (const input of form.querySelectorAll<HTMLInputElement>('input[data-in-words]')) {
    const output = document.createElement('output')
    output.className = 'date-in-words'
    output.htmlFor.add(input.id)
    input.after(output)
    const name = () => {
      output.textContent = dateInWords(input.value) ?? ''
    }
    form.addEventListener('input', name)
    name()
  }
}

/** The letter's contact number is mostly the applicant's own: it is filled in while it is empty. */
export function offerPhone(form: HTMLFormElement): void {
  const from = form.elements.namedItem('whatsapp')
  const to = form.elements.namedItem('letterPhone')
  if (!(from instanceof HTMLInputElement) || !(to instanceof HTMLInputElement)) return
  let offered = ''
  from.addEventListener('change', () => {
    if (to.value.trim() !== offered) return
    offered = from.value.trim()
    to.value = offered
    to.dispatchEvent(new Event('input', { bubbles: true }))
  })
}
