import type { Office } from '../../shared/contracts/office.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Checkboxes } from '../../shared/web/components/choices.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import { TextInput } from '../../shared/web/components/text-fields.tsx'
import { Page } from '../../shared/web/layout.tsx'

export type CodeTrouble =
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'malformed' | 'over' | 'too-many' }

type CodePageProps = {
  readonly office: Office
  readonly id: string
  readonly csrf: string
  /** The bound address, masked. */
  readonly address: string
  readonly sent: boolean
  readonly trouble: CodeTrouble | undefined
}

/** Asks who is there before anything of the case is shown: links are forwarded, scanners click. */
export function CodePage(props: CodePageProps) {
  const { office, sent, trouble } = props
  const message = trouble && messageOf(trouble)
  const field =
    trouble && trouble.kind !== 'too-many' && trouble.kind !== 'over' ? 'code' : undefined
  return (
    <Page title="Pastikan ini Anda" office={office} hasErrors={message !== undefined}>
      <ErrorSummary errors={message ? [{ message, ...(field && sent ? { field } : {}) }] : []} />
      <h1 class="govuk-heading-l">Pastikan ini Anda</h1>
      <p class="govuk-body-l">
        Tautan ini hanya untuk pemilik alamat <strong class="nowrap">{props.address}</strong>.
      </p>
      {sent ? <EnterCode {...props} message={field && message} /> : <RequestCode {...props} />}
    </Page>
  )
}

function RequestCode({ id, csrf }: CodePageProps) {
  return (
    <>
      <p class="govuk-body">
        Sebelum permohonan ditampilkan, kami mengirim kode 6 angka ke alamat itu. Kode berlaku 10
        menit.
      </p>
      <form method="post" action={`/keputusan/${id}/kode`}>
        <input type="hidden" name="csrf" value={csrf} />
        <Button>Kirim kode</Button>
      </form>
    </>
  )
}

function EnterCode({
  id,
  csrf,
  message,
}: CodePageProps & { readonly message: string | undefined }) {
  return (
    <>
      <form method="post" action={`/keputusan/${id}/masuk`} novalidate>
        <input type="hidden" name="csrf" value={csrf} />
        <TextInput
          name="code"
          label="Kode 6 angka dari e-mail"
          hint="Kode baru saja dikirim dan berlaku 10 menit. Bila belum ada, periksa kotak spam."
          inputMode="numeric"
          autocomplete="one-time-code"
          width={10}
          spaced
          {...(message ? { error: message } : {})}
        />
        <Checkboxes
          name="remember"
          label="Perangkat ini"
          items={[
            {
              value: 'yes',
              text: 'Ingat perangkat ini selama 90 hari',
              hint: 'Pilih hanya pada perangkat milik Anda sendiri.',
            },
          ]}
        />
        <Button>Lanjutkan</Button>
      </form>
      <form method="post" action={`/keputusan/${id}/kode`}>
        <input type="hidden" name="csrf" value={csrf} />
        <Button look="secondary">Kirim kode baru</Button>
      </form>
    </>
  )
}

function messageOf(trouble: CodeTrouble): string {
  switch (trouble.kind) {
    case 'wrong':
      return `Kode tidak cocok. Periksa kembali e-mail terbaru; Anda masih dapat mencoba ${trouble.triesLeft} kali.`
    case 'malformed':
      return 'Isi 6 angka kode dari e-mail.'
    case 'over':
      return 'Kode sudah tidak berlaku. Minta kode baru, lalu isi kode dari e-mail terbaru.'
    case 'too-many':
      return 'Sudah lima kode dikirim dalam satu jam ini. Gunakan kode terakhir, atau coba lagi setelah jam berganti.'
  }
}
