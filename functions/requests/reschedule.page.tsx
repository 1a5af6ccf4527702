import type { Office } from '../../shared/contracts/office.ts'
import type { FieldError } from '../../shared/contracts/request-form.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import type { RequestStatus } from '../../shared/domain/vocabulary.ts'
import { BackLink } from '../../shared/web/components/back-link.tsx'
import { Button, ButtonGroup } from '../../shared/web/components/button.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import { Moment } from '../../shared/web/components/moment.tsx'
import { InsetText } from '../../shared/web/components/notices.tsx'
import { Page } from '../../shared/web/layout.tsx'
import { Changed, EventInShort } from './change-parts.tsx'
import type { Answers } from './questions/answers.ts'
import { EventTimeQuestions, RehearsalQuestions } from './questions/when.tsx'

type ReschedulePageProps = Answers & {
  readonly office: Office
  readonly csrf: string
  readonly request: ServiceRequest
  readonly errors: readonly FieldError[]
  /** By when the office would answer (ISO instant); absent while a year waits for its decree. */
  readonly promised: string | undefined
  readonly changed: boolean
}

const decided: readonly RequestStatus[] = ['approved', 'awaiting-link', 'scheduled']

/** Another time for the same event: it is decided anew, and says by when. */
export function ReschedulePage(props: ReschedulePageProps) {
  const { office, csrf, request, errors } = props
  const path = `/permohonan/${request.reference}`
  return (
    <Page title="Minta waktu lain" office={office} section="track" hasErrors={errors.length > 0}>
      <BackLink href={path} text="Kembali ke permohonan" />
      <ErrorSummary errors={errors} />
      {props.changed ? <Changed /> : undefined}
      <span class="govuk-caption-l">{request.reference}</span>
      <h1 class="govuk-heading-l">Minta waktu lain</h1>
      <EventInShort request={request} />
      <Consequence {...props} />
      <form method="post" action={`${path}/jadwal-ulang`} class="request-form" novalidate>
        <input type="hidden" name="csrf" value={csrf} />
        <input type="hidden" name="stage" value={String(request.stageVersion)} />
        <EventTimeQuestions {...props} />
        <RehearsalQuestions {...props} />
        <ButtonGroup>
          <Button>Minta waktu ini</Button>
          <Button look="secondary" href={path}>
            Jangan ubah
          </Button>
        </ButtonGroup>
      </form>
    </Page>
  )
}

function Consequence({ request, promised }: ReschedulePageProps) {
  return (
    <InsetText>
      Permohonan ini kami kaji kembali untuk waktu yang baru; surat Anda tetap berlaku.{' '}
      {decided.includes(request.status)
        ? 'Persetujuan, jadwal, dan tautan yang sudah Anda terima tidak berlaku lagi. '
        : ''}
      {promised ? (
        <>
          Bila dikirim sekarang, kami jawab paling lambat <Moment at={promised} />.
        </>
      ) : undefined}
    </InsetText>
  )
}
