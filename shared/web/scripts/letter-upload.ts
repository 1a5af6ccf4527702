import { find } from './parts/find.ts'
import { forgetSent, openShelf } from './parts/kept.ts'
import { beginning, earlyFault } from './parts/letter-file.ts'
import { type Outcome, postFile } from './parts/post-file.ts'
import { Tickets } from './parts/tickets.ts'
import { uploadView } from './parts/upload-view.ts'

/** What script adds to the letter page (functions/requests/letter.page.tsx). */
const form = find<HTMLFormElement>('form[data-upload]')
const input = find<HTMLInputElement>('input[type=file]', form)
const view = uploadView(form)
const tickets = new Tickets(document)
let sending: AbortController | undefined

const messages = {
  none: 'Pilih berkas surat.',
  offline:
    'Tidak ada sambungan internet. Berkas yang Anda pilih masih ada: sambungkan kembali, lalu tekan Kirim surat.',
  broken:
    'Unggahan terputus. Berkas yang Anda pilih masih ada: periksa sambungan internet, lalu tekan Kirim surat sekali lagi.',
  refused: 'Halaman ini sudah tidak berlaku. Muat ulang halaman ini, lalu pilih berkasnya lagi.',
  unreadable:
    'Berkas tidak dapat dibaca lagi, mungkin karena berubah atau dipindahkan. Pilih berkasnya sekali lagi.',
}

/** What is wrong with the chosen file, as far as a browser can tell; undefined: nothing. */
async function faultOf(file: File | undefined): Promise<string | undefined> {
  if (!file) return messages.none
  try {
    const start = new Uint8Array(await file.slice(0, beginning).arrayBuffer())
    const fault = earlyFault(file.size, start, Number(form.dataset['maxBytes']))
    const faults = JSON.parse(form.dataset['faults'] ?? '{}') as Record<string, string>
    return fault && faults[fault]
  } catch {
    return messages.unreadable
  }
}

/** Sends the file; where its ticket is old or is refused, once more with a new one. */
async function send(file: File, signal: AbortSignal): Promise<Outcome> {
  try {
    for (const renew of [tickets.isOld, true]) {
      if (renew) await tickets.renew(signal)
      if (!tickets.ticket) break
      const outcome = await postFile(tickets.ticket, file, signal, view.progress)
      if (outcome.kind !== 'refused') return outcome
    }
    return { kind: 'refused' }
  } catch {
    return { kind: signal.aborted ? 'cancelled' : 'broken' }
  }
}

async function upload(): Promise<void> {
  const file = input.files?.[0]
  const fault = await faultOf(file)
  if (fault !== undefined || !file) return view.fail({ field: 'file', message: fault ?? '' })
  if (!navigator.onLine) return view.fail({ message: messages.offline })
  // Pressed twice while the file was looked at: once is enough.
  if (sending) return undefined
  sending = new AbortController()
  view.start(file)
  const outcome = await send(file, sending.signal)
  sending = undefined
  if (outcome.kind === 'cancelled') return view.cancelled()
  if (outcome.kind === 'stored') {
    view.say('Surat terkirim. Membuka halaman status…')
    return window.location.assign(`${form.dataset['next']}?etag=${outcome.etag}`)
  }
  const message = (await faultOf(file)) ?? messages[outcome.kind]
  return view.fail({ field: 'file', message })
}

/** A file may be dropped anywhere on the page; elsewhere the browser would open it instead. */
function acceptDrops(): void {
  document.addEventListener('dragover', (event) => {
    event.preventDefault()
    form.classList.add('upload--over')
  })
  document.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) form.classList.remove('upload--over')
  })
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    form.classList.remove('upload--over')
    const files = event.dataTransfer?.files
    if (!files?.length || sending) return
    input.files = files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
}

async function choose(): Promise<void> {
  const file = input.files?.[0]
  if (file) view.chosen(file, await faultOf(file))
  else view.say('')
}

forgetSent(openShelf())
form.noValidate = true
find('[data-plain]', form).hidden = true
acceptDrops()
input.addEventListener('change', () => void choose())
form.addEventListener('submit', (event) => {
  event.preventDefault()
  void upload()
})
view.cancel.addEventListener('click', () => sending?.abort())
window.addEventListener('beforeunload', (event) => {
  if (sending) event.preventDefault()
})
