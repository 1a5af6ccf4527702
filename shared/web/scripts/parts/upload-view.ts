import { markField, type ShownError, showErrors } from './errors.ts'
import { find } from './find.ts'
import { sizeText } from './letter-file.ts'

/** The letter page while a file is chosen, on its way, refused or there. */
export function uploadView(form: HTMLFormElement) {
  const choose = find('[data-choose]', form)
  const panel = find('[data-progress]', form)
  const status = find('[data-status]', form)
  const bar = find<HTMLProgressElement>('progress', panel)
  const send = find('button[type=submit]', form)
  /** `aloud`: only for those who do not see the bar. */
  const say = (text: string, aloud = false) => {
    status.classList.toggle('govuk-visually-hidden', aloud)
    status.textContent = text
  }
  const progress = (percent: number) => {
    // Read out in quarters: every percent would talk without end.
    const quarter = Math.floor(percent / 25)
    if (quarter > Math.floor(bar.value / 25) && percent < 100) {
      say(`Terkirim ${quarter * 25} %`, true)
    }
    if (percent === 100) say('Berkas terkirim. Menunggu jawaban…')
    bar.value = percent
    find('[data-percent]', panel).textContent = `${percent} %`
  }
  const sending = (on: boolean) => {
    choose.hidden = on
    panel.hidden = !on
  }
  return {
    say,
    progress,
    cancel: find('button', panel),
    /** A file was chosen, or chosen and at once found wrong: said where it happened. */
    chosen({ name, size }: File, wrong: string | undefined) {
      showErrors(form, [])
      say(wrong ? '' : `Berkas dipilih: ${name} (${sizeText(size)})`)
      markField('file', wrong)
      document.getElementById('file-error')?.setAttribute('role', 'alert')
    },
    start({ name, size }: File) {
      showErrors(form, [])
      find('[data-file]', panel).textContent = `${name} (${sizeText(size)})`
      bar.value = 0
      progress(0)
      say('Mengunggah…', true)
      sending(true)
      find('button', panel).focus()
    },
    cancelled() {
      sending(false)
      send.focus()
      say('Unggahan dibatalkan. Berkas yang Anda pilih masih ada.')
    },
    fail(error: ShownError) {
      sending(false)
      say('')
      showErrors(form, [error])
    },
  }
}
