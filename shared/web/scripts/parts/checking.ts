import { checkRequestForm, type FieldError } from '../../../contracts/request-form.ts'
import { showErrors, updateErrors } from './errors.ts'
import { find } from './find.ts'
import { markSent, openShelf } from './kept.ts'
import type { Proof } from './proving.ts'
import { postedOf, valuesOf } from './request-values.ts'

/** Milliseconds: a sending that hangs can be tried again; the server files a form once anyway. */
const patience = 15_000

/**
 * Checks by the server's rules before sending, after that at each change, and sends once, with its
 * proof of work.
 */
export function checkBeforeSending(form: HTMLFormElement, proof: Proof): void {
  form.addEventListener('submit', (event) => {
    if (form.dataset['sending'] !== undefined) {
      event.preventDefault()
      return
    }
    const errors = navigator.onLine ? errorsIn(form) : [offline]
    showErrors(form, errors)
    if (errors.length > 0) {
      event.preventDefault()
      return
    }
    startSending(form)
    if (proof.isThere()) return
    event.preventDefault()
    void proof.ready().then(() => form.submit())
  })
  form.addEventListener('change', () => updateErrors(form, errorsIn(form)))
  // The page may come back from the browser's memory, as it was when it was left.
  window.addEventListener('pageshow', () => stopSending(form))
}

const offline = {
  message:
    'Tidak ada sambungan internet. Semua isian Anda masih ada di halaman ini. Sambungkan kembali, lalu tekan Kirim formulir sekali lagi.',
}

function errorsIn(form: HTMLFormElement): readonly FieldError[] {
  const checked = checkRequestForm(postedOf(valuesOf(form)), form.dataset['today'] ?? '')
  return checked.ok ? [] : checked.errors
}

function startSending(form: HTMLFormElement): void {
  const button = find('button[type=submit]', form)
  form.dataset['sending'] = ''
  form.dataset['label'] ??= button.textContent
  button.setAttribute('aria-disabled', 'true')
  button.textContent = 'Mengirim…'
  markSent(openShelf())
  window.setTimeout(() => stopSending(form), patience)
}

function stopSending(form: HTMLFormElement): void {
  if (form.dataset['sending'] === undefined) return
  const button = find('button[type=submit]', form)
  delete form.dataset['sending']
  button.removeAttribute('aria-disabled')
  button.textContent = form.dataset['label'] ?? ''
}
