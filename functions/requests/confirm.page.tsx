import type { Office } from '../../shared/contracts/office.ts'
import type { RequestForm } from '../../shared/contracts/request-form.ts'
import { Button, ButtonGroup } from '../../shared/web/components/button.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import {
  EventFactsList,
  LetterFactsList,
  PersonFactsList,
} from '../../shared/web/components/request-facts.tsx'
import { Page } from '../../shared/web/layout.tsx'
import type { Wait } from '../../shared/web/proof-wait.ts'
import type { Doubt } from './confirm.tsx'
import { factsOf } from './facts.ts'
import type { Typed } from './typed.ts'

type ConfirmPageProps = {
  readonly office: Office
  readonly why: Doubt
  readonly wait: Wait
  readonly form: RequestForm
  /** Everything that is to come again, by field name. */
  readonly hidden: Typed
}

const reasons: Record<Doubt, string> = {
  trap: 'Ada isian tersembunyi yang ikut terisi, biasanya oleh pengisi otomatis pada peramban. Isian itu kami buang; isian Anda yang lain tetap ada.',
  unproven:
    'Peramban Anda tidak sempat menjalankan pemeriksaan otomatis kami. Karena itu, kami meminta Anda memeriksa isian ini dan mengirimnya sekali lagi.',
  early:
    'Peramban Anda tidak sempat menjalankan pemeriksaan otomatis kami. Karena itu, kami meminta Anda memeriksa isian ini dan mengirimnya sekali lagi.',
}

/**
 * A complete form that no browser has worked for: its sender reads it over while a wait runs, and
 * sends it once more. Nothing reloads by itself; the button works from the named time on.
 */
export function ConfirmPage({ office, why, wait, form, hidden }: ConfirmPageProps) {
  const early = why === 'early'
  const left = durationOf(wait.left)
  return (
    <Page title="Periksa isian Anda" office={office} section="requests" hasErrors={early}>
      <ErrorSummary
        errors={
          early
            ? [{ message: `Belum terkirim. Tunggu ${left} lagi, lalu tekan Kirim sekarang.` }]
            : []
        }
      />
      <span class="govuk-caption-l">Langkah 1 dari 2: periksa isian</span>
      <h1 class="govuk-heading-l">Periksa isian Anda, lalu kirim sekali lagi</h1>
      <p class="govuk-body-l">
        Formulir ini belum terkirim.{' '}
        {wait.left > 0
          ? `Tombol Kirim sekarang dapat ditekan setelah ${left}.`
          : 'Tekan Kirim sekarang bila isiannya sudah benar.'}
      </p>
      <p class="govuk-body">{reasons[why]}</p>
      <Facts form={form} />
      <form method="post" action="/permohonan" data-confirm>
        <Kept fields={hidden} />
        <ButtonGroup>
          <Button attributes={{ id: 'kirim' }}>Kirim sekarang</Button>
          <Button look="secondary" name="ubah" value="ya">
            Ubah isian
          </Button>
        </ButtonGroup>
      </form>
    </Page>
  )
}

function Facts({ form }: Pick<ConfirmPageProps, 'form'>) {
  const { person, ...request } = factsOf(form)
  return (
    <>
      <h2 class="govuk-heading-m">Kegiatan</h2>
      <EventFactsList request={request} />
      <h2 class="govuk-heading-m">Surat permohonan</h2>
      <LetterFactsList request={request} person={person} />
      <h2 class="govuk-heading-m">Pemohon</h2>
      <PersonFactsList person={person} />
    </>
  )
}

function Kept({ fields }: { readonly fields: Typed }) {
  return (
    <>
      {Object.entries(fields).flatMap(([name, value]) =>
        [value]
          .flat()
          .map((each) => <input key={`${name} ${each}`} type="hidden" name={name} value={each} />),
      )}
    </>
  )
}

/** 20 detik; 5 menit */
const durationOf = (seconds: number): string =>
  seconds < 90 ? `${seconds} detik` : `${Math.ceil(seconds / 60)} menit`
