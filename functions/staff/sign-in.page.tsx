import type { Office } from '../../shared/contracts/office.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Checkboxes } from '../../shared/web/components/choices.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import { NotificationBanner } from '../../shared/web/components/notices.tsx'
import { TextInput } from '../../shared/web/components/text-fields.tsx'
import { Page } from '../../shared/web/layout.tsx'
import { signInPath } from '../../shared/web/staff/wanted.ts'

/** address: who are you · code: what was mailed · link: the mailed link was followed here. */
export type SignInStep = 'address' | 'code' | 'link'

export type SignInTrouble =
  | { readonly kind: 'wrong'; readonly triesLeft: number }
  | { readonly kind: 'address' | 'malformed' | 'over' | 'too-many' | 'link' }

type SignInPageProps = {
  readonly office: Office
  readonly csrf: string
  readonly step: SignInStep
  /** The address as it was typed. */
  readonly email: string
  /** The page that is wanted. */
  readonly to: string
  readonly trouble: SignInTrouble | undefined
  readonly signedOut: boolean
}

/** The door of the staff site. It never tells whether an address is known. */
export function SignInPage(props: SignInPageProps) {
  const { office, step, trouble, signedOut } = props
  const message = trouble && messageOf(trouble)
  const field = trouble && fieldOf(trouble)
  return (
    <Page title="Masuk petugas" office={office} hasErrors={message !== undefined}>
      <ErrorSummary errors={message ? [{ message, ...(field && { field }) }] : []} />
      {signedOut && !message ? (
        <NotificationBanner kind="success">Anda sudah keluar.</NotificationBanner>
      ) : undefined}
      <h1 class="govuk-heading-l">Masuk petugas</h1>
      {step === 'address' ? <AskAddress {...props} message={field && message} /> : undefined}
      {step === 'code' ? <EnterCode {...props} message={field && message} /> : undefined}
      {step === 'link' ? <Followed {...props} /> : undefined}
    </Page>
  )
}

type StepProps = SignInPageProps & { readonly message: string | undefined }

function AskAddress({ csrf, email, to, message }: StepProps) {
  return (
    <>
      <p class="govuk-body-l">Halaman ini untuk petugas layanan.</p>
      <form method="post" action={signInPath} novalidate>
        <input type="hidden" name="csrf" value={csrf} />
        <input type="hidden" name="to" value={to} />
        <TextInput
          name="email"
          type="email"
          label="Alamat e-mail dinas Anda"
          hint="Kami mengirim kode 6 angka dan tautan masuk ke alamat itu."
          autocomplete="email"
          spellcheck={false}
          value={email}
          {...(message ? { error: message } : {})}
        />
        <Button>Kirim kode</Button>
      </form>
    </>
  )
}

function EnterCode(props: StepProps) {
  const { csrf, email, message } = props
  return (
    <>
      <p class="govuk-body-l">
        Bila <strong class="as-typed">{email}</strong> terdaftar sebagai alamat petugas, kode dan
        tautan masuk sudah kami kirim ke sana.
      </p>
      <form method="post" action={`${signInPath}/kode`} novalidate>
        <input type="hidden" name="csrf" value={csrf} />
        <TextInput
          name="code"
          label="Kode 6 angka dari e-mail"
          hint="Berlaku 10 menit, hanya di peramban ini. Bila belum ada, periksa kotak spam."
          inputMode="numeric"
          autocomplete="one-time-code"
          width={10}
          spaced
          {...(message ? { error: message } : {})}
        />
        <Remember />
        <Button>Masuk</Button>
      </form>
      <SendAgain {...props} />
    </>
  )
}

function Followed(props: SignInPageProps) {
  return (
    <>
      <p class="govuk-body-l">
        Tautan dari e-mail untuk <strong class="as-typed">{props.email}</strong> sudah dibuka di
        peramban ini.
      </p>
      <form method="post" action={`${signInPath}/kode`}>
        <input type="hidden" name="csrf" value={props.csrf} />
        <input type="hidden" name="link" value="yes" />
        <Remember />
        <Button>Masuk</Button>
      </form>
      <SendAgain {...props} />
    </>
  )
}

function Remember() {
  return (
    <Checkboxes
      name="remember"
      label="Perangkat ini"
      items={[
        {
          value: 'yes',
          text: 'Ingat perangkat ini selama 90 hari',
          hint: 'Tautan keputusan terbuka tanpa kode. Pilih hanya pada perangkat milik Anda sendiri.',
        },
      ]}
    />
  )
}

function SendAgain({ csrf, email, to }: SignInPageProps) {
  return (
    <>
      <form method="post" action={signInPath}>
        <input type="hidden" name="csrf" value={csrf} />
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="to" value={to} />
        <Button look="secondary">Kirim kode baru</Button>
      </form>
      <p class="govuk-body">
        <a class="govuk-link" href={`${signInPath}?ulang=1`}>
          Pakai alamat lain
        </a>
      </p>
    </>
  )
}

function fieldOf({ kind }: SignInTrouble): string | undefined {
  if (kind === 'address') return 'email'
  return kind === 'wrong' || kind === 'malformed' ? 'code' : undefined
}

function messageOf(trouble: SignInTrouble): string {
  switch (trouble.kind) {
    case 'wrong':
      return `Kode tidak cocok. Periksa kembali e-mail terbaru; Anda masih dapat mencoba ${trouble.triesLeft} kali.`
    case 'address':
      return 'Isi alamat e-mail, seperti nama@dinas.example.'
    case 'malformed':
      return 'Isi 6 angka kode dari e-mail.'
    case 'over':
      return 'Kode atau tautan sudah tidak berlaku. Minta kode baru, lalu gunakan e-mail terbaru.'
    case 'too-many':
      return 'Terlalu banyak kode diminta untuk alamat itu dalam satu jam ini. Gunakan kode terakhir, atau coba lagi setelah jam berganti.'
    case 'link':
      return 'Tautan itu tidak berlaku di peramban ini. Tautan masuk hanya berlaku 10 menit, satu kali, di peramban yang memintanya.'
  }
}
