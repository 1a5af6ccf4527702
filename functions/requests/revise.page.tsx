import type { Office } from '../../shared/contracts/office.ts'
import { openOffers } from '../../shared/domain/applicant-moves.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import { BackLink } from '../../shared/web/components/back-link.tsx'
import { Button } from '../../shared/web/components/button.tsx'
import { Radios } from '../../shared/web/components/choices.tsx'
import { ErrorSummary, type PageError } from '../../shared/web/components/error-summary.tsx'
import { Fieldset } from '../../shared/web/components/fieldset.tsx'
import { Moment } from '../../shared/web/components/moment.tsx'
import { Page } from '../../shared/web/layout.tsx'
import { Asked, Changed } from './change-parts.tsx'
import type { Answers } from './questions/answers.ts'
import { ApplicantQuestions } from './questions/applicant.tsx'
import { EventQuestions } from './questions/event.tsx'
import { LetterQuestions } from './questions/letter.tsx'
import { ServiceQuestions } from './questions/service.tsx'

/** keep: the letter that the office has stands · new: another one is sent. */
export const letterChoices = ['keep', 'new'] as const
export type LetterChoice = (typeof letterChoices)[number]

type RevisePageProps = Pick<Answers, 'typed' | 'today'> & {
  readonly office: Office
  readonly csrf: string
  readonly request: ServiceRequest
  readonly now: string
  /** When the request is closed if nothing comes (ISO instant). */
  readonly until: string | undefined
  readonly letter: LetterChoice | undefined
  readonly errors: readonly PageError[]
  readonly changed: boolean
}

/** The form again, as it was sent: what was asked stands on top, and the letter may stay. */
export function RevisePage(props: RevisePageProps) {
  const { office, csrf, request, errors, typed, today } = props
  const path = `/permohonan/${request.reference}`
  const answers = { typed, today, errors: errors as Answers['errors'] }
  return (
    <Page title="Perbaiki permohonan" office={office} section="track" hasErrors={errors.length > 0}>
      <BackLink href={path} text="Kembali ke permohonan" />
      <ErrorSummary errors={errors} />
      {props.changed ? <Changed /> : undefined}
      <span class="govuk-caption-l">{request.reference}</span>
      <h1 class="govuk-heading-l">Perbaiki permohonan</h1>
      <Asked request={request} />
      {props.until ? (
        <p class="govuk-body">
          Kami tunggu paling lambat <Moment at={props.until} />. Sesudahnya permohonan ini kami
          tutup.
        </p>
      ) : undefined}
      <Offered {...props} />
      <p class="govuk-body">
        Isian di bawah ini seperti yang terakhir Anda kirim. Ubah yang perlu diperbaiki saja.
      </p>
      <form method="post" action={`${path}/perbaikan`} class="request-form" novalidate>
        <input type="hidden" name="csrf" value={csrf} />
        <input type="hidden" name="stage" value={String(request.stageVersion)} />
        <ApplicantQuestions {...answers} />
        <EventQuestions {...answers} />
        <ServiceQuestions {...answers} />
        <LetterQuestions {...answers} />
        <LetterStands {...props} />
        <Button>Kirim perbaikan</Button>
      </form>
    </Page>
  )
}

function Offered({ request, now }: RevisePageProps) {
  if (openOffers(request, now).length === 0) return null
  return (
    <p class="govuk-body">
      Kami juga menawarkan waktu lain.{' '}
      <a class="govuk-link" href={`/permohonan/${request.reference}/tawaran`}>
        Lihat waktu yang ditawarkan
      </a>
    </p>
  )
}

function LetterStands({ letter, errors }: RevisePageProps) {
  const error = errors.find(({ field }) => field === 'letter')?.message
  return (
    <Fieldset legend="Berkas surat" legendSize="l" headingLevel={2}>
      <Radios
        name="letter"
        label="Surat yang sudah Anda kirim"
        items={[
          {
            value: 'keep',
            text: 'Tetap berlaku',
            hint: 'Permohonan langsung kami kaji kembali.',
          },
          {
            value: 'new',
            text: 'Saya kirim surat baru',
            hint: 'Setelah ini Anda mengunggah surat yang sudah diperbaiki.',
          },
        ]}
        value={letter ?? ''}
        {...(error === undefined ? {} : { error })}
      />
    </Fieldset>
  )
}
