import type { Office } from '../../shared/contracts/office.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Contacts } from '../../shared/web/components/contacts.tsx'
import { Details } from '../../shared/web/components/details.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import { TextInput } from '../../shared/web/components/text-fields.tsx'
import { Page } from '../../shared/web/layout.tsx'

export type TrackTrouble = 'malformed' | 'unknown' | 'wait' | 'foreign'

type TrackPageProps = {
  readonly office: Office
  readonly csrf: string
  readonly typed: { readonly reference: string; readonly code: string }
  readonly trouble?: TrackTrouble
  /** Lets the next try pass after a wait. */
  readonly ticket?: string
}

const messages: Record<TrackTrouble, string> = {
  malformed:
    'Nomor registrasi atau kode pelacakan belum lengkap atau salah ketik. Salin keduanya dari e-mail atau tanda terima Anda.',
  unknown:
    'Nomor registrasi dan kode pelacakan itu tidak cocok. Salin keduanya dari e-mail atau tanda terima Anda.',
  wait: 'Sudah banyak percobaan yang keliru. Tunggu 20 detik, lalu tekan tombol Lihat status sekali lagi.',
  foreign: 'Halaman perlu disegarkan. Tekan tombol Lihat status sekali lagi.',
}

/** Status needs the reference and the tracking code. */
export function TrackPage({ office, csrf, typed, trouble, ticket }: TrackPageProps) {
  const errors = trouble
    ? [{ message: messages[trouble], ...(trouble === 'wait' ? {} : { field: 'reference' }) }]
    : []
  return (
    <Page
      title="Cek status permohonan"
      office={office}
      section="track"
      hasErrors={errors.length > 0}
    >
      <ErrorSummary errors={errors} />
      <h1 class="govuk-heading-l">Cek status permohonan</h1>
      <form method="post" action="/lacak" novalidate>
        <input type="hidden" name="csrf" value={csrf} />
        {ticket ? <input type="hidden" name="ticket" value={ticket} /> : undefined}
        <TextInput
          name="reference"
          label="Nomor registrasi"
          hint="Misalnya VC-2026-AB12CD3"
          value={typed.reference}
          width={20}
          spaced
          spellcheck={false}
          autocomplete="off"
        />
        <TextInput
          name="code"
          label="Kode pelacakan"
          hint="16 huruf dan angka, misalnya ABCD-1234-EFGH-5678"
          value={typed.code}
          width={20}
          spaced
          spellcheck={false}
          autocomplete="off"
        />
        <Button>Lihat status</Button>
      </form>
      <Details summary="Tidak menemukan nomor atau kodenya?">
        <p class="govuk-body">
          Keduanya ada pada e-mail tanda terima kami dan pada halaman setelah formulir terkirim.
          Bila tetap tidak ditemukan, hubungi kami.
        </p>
        <Contacts office={office} />
      </Details>
    </Page>
  )
}
