import type { Office } from '../../shared/contracts/office.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import type { RequestStatus } from '../../shared/domain/vocabulary.ts'
import { BackLink } from '../../shared/web/components/back-link.tsx'
import { Button, ButtonGroup } from '../../shared/web/components/button.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import { InsetText } from '../../shared/web/components/notices.tsx'
import { Textarea } from '../../shared/web/components/text-fields.tsx'
import { Page } from '../../shared/web/layout.tsx'
import { Changed, EventInShort } from './change-parts.tsx'

type CancelPageProps = {
  readonly office: Office
  readonly csrf: string
  readonly request: ServiceRequest
  readonly typed: string
  readonly error: string | undefined
  /** The request changed after the form was shown: its reader has to look again. */
  readonly changed: boolean
}

const prepared: readonly RequestStatus[] = ['approved', 'awaiting-link', 'scheduled']

/** What is cancelled, what follows, and why if the applicant wants to say it. */
export function CancelPage({ office, csrf, request, typed, error, changed }: CancelPageProps) {
  const path = `/permohonan/${request.reference}`
  return (
    <Page
      title="Batalkan permohonan"
      office={office}
      section="track"
      hasErrors={error !== undefined}
    >
      <BackLink href={path} text="Kembali ke permohonan" />
      <ErrorSummary errors={error === undefined ? [] : [{ field: 'reason', message: error }]} />
      {changed ? <Changed /> : undefined}
      <span class="govuk-caption-l">{request.reference}</span>
      <h1 class="govuk-heading-l">Batalkan permohonan ini?</h1>
      <EventInShort request={request} />
      <InsetText>
        {prepared.includes(request.status)
          ? 'Jadwal, ruang, dan petugas yang sudah disiapkan kami lepaskan, tautan kegiatan tidak berlaku lagi, dan petugas kami beri tahu. '
          : 'Permohonan ini tidak kami proses lagi. '}
        Pembatalan tidak dapat ditarik kembali; untuk kegiatan yang sama Anda perlu mengajukan
        permohonan baru.
      </InsetText>
      <form method="post" action={`${path}/batal`} novalidate>
        <input type="hidden" name="csrf" value={csrf} />
        <input type="hidden" name="stage" value={String(request.stageVersion)} />
        <Textarea
          name="reason"
          label="Alasan pembatalan"
          optional
          hint="Membantu kami memperbaiki layanan."
          value={typed}
          rows={3}
          {...(error === undefined ? {} : { error })}
        />
        <ButtonGroup>
          <Button look="warning">Batalkan permohonan</Button>
          <Button look="secondary" href={path}>
            Jangan batalkan
          </Button>
        </ButtonGroup>
      </form>
    </Page>
  )
}
