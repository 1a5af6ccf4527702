import type { Office } from '../../shared/contracts/office.ts'
import type { StoredRequest } from '../../shared/contracts/ports.ts'
import { formatTrackingCode } from '../../shared/domain/reference.ts'
import type { OfficeClock } from '../../shared/domain/request.ts'
import { currentDecision } from '../../shared/domain/request-case.ts'
import type { RequestStatus } from '../../shared/domain/vocabulary.ts'
import { Desk } from '../../shared/web/components/desk.tsx'
import { InsetText } from '../../shared/web/components/notices.tsx'
import { Receipt, type ReceiptProps } from '../../shared/web/components/receipt.tsx'
import {
  EventFactsList,
  LetterFactsList,
  ProductFactsList,
} from '../../shared/web/components/request-facts.tsx'
import { DeadlineTag, StatusTag } from '../../shared/web/components/status-tag.tsx'
import { Timeline } from '../../shared/web/components/timeline.tsx'
import { Page } from '../../shared/web/layout.tsx'
import { wordings } from '../../shared/web/wording/index.ts'
import { Actions } from './actions.tsx'
import { LetterNews, unjudgedUpload, waiting } from './letter-news.tsx'
import { applicantSteps } from './steps.ts'
import { WhyThisDate } from './why-this-date.tsx'

export type CasePageProps = {
  readonly office: Office
  readonly stored: StoredRequest
  readonly code: string
  readonly clock: OfficeClock
  readonly now: string
  /** The tag of an upload that S3 sent the browser back with. */
  readonly sent: string | undefined
}

const promised: readonly RequestStatus[] = ['received', 'in-review']

/** The case as its applicant may see it: the receipt, the promise and why, the time line. */
export function CasePage(props: CasePageProps) {
  const { office, stored } = props
  const { case: request } = stored
  return (
    <Page
      title={`Permohonan ${request.reference}`}
      office={office}
      section="track"
      width="wide"
      scripts={unjudgedUpload(stored, props.sent) ? ['wait-for-verdict.js'] : []}
    >
      <Desk
        aside={
          <>
            <h2 class="govuk-heading-m">Perjalanan permohonan</h2>
            <Timeline steps={applicantSteps(stored)} />
          </>
        }
        more={
          <>
            <h2 class="govuk-heading-m">Kegiatan</h2>
            <EventFactsList request={request} />
            <h2 class="govuk-heading-m">Surat permohonan</h2>
            <LetterFactsList request={request} person={stored.person} />
          </>
        }
      >
        <State {...props} />
      </Desk>
    </Page>
  )
}

/** Where the case stands, and what to do or expect next. */
function State(props: CasePageProps) {
  const { stored } = props
  const { status, product } = stored.case
  return (
    <>
      <LetterNews {...props} />
      <Receipt {...headingOf(status)} {...promiseOf(props)} facts={factsOf(props)}>
        <p class="govuk-body">
          Simpan nomor registrasi dan kode pelacakan ini: keduanya diperlukan untuk melihat status.
        </p>
      </Receipt>
      <p class="govuk-body">
        <StatusTag status={status} /> <Deadline {...props} />
      </p>
      {waiting.includes(status) ? undefined : (
        <p class="govuk-body-l">{wordings.id.statusMeanings[status]}</p>
      )}
      {isLate(props) ? (
        <InsetText>
          Mohon maaf, jawaban kami terlambat. Permohonan Anda tetap kami putuskan; atasan pengkaji
          sudah diminta turun tangan.
        </InsetText>
      ) : undefined}
      <Reason stored={stored} />
      {product && status === 'scheduled' ? (
        <>
          <h2 class="govuk-heading-m">Tautan kegiatan</h2>
          <ProductFactsList product={product} />
        </>
      ) : undefined}
      {promised.includes(status) ? <WhyThisDate {...props} /> : undefined}
      <Actions {...props} />
    </>
  )
}

const received = { title: 'Permohonan Anda telah kami terima', seal: 'good' } as const
const approved = { title: 'Permohonan Anda disetujui', seal: 'good' } as const
const headings: Record<RequestStatus, Pick<ReceiptProps, 'title' | 'seal'>> = {
  'awaiting-letter': { title: 'Formulir Anda tersimpan', seal: 'good' },
  received,
  'in-review': received,
  'needs-correction': { title: 'Permohonan Anda perlu diperbaiki', seal: 'turn' },
  approved,
  'awaiting-link': approved,
  scheduled: approved,
  completed: { title: 'Acara Anda telah selesai', seal: 'good' },
  'not-held': { title: 'Acara Anda tidak terlaksana', seal: 'over' },
  rejected: { title: 'Permohonan Anda ditolak', seal: 'over' },
  cancelled: { title: 'Permohonan Anda dibatalkan', seal: 'over' },
  expired: { title: 'Permohonan Anda ditutup', seal: 'over' },
}
const headingOf = (status: RequestStatus) => headings[status]

function promiseOf({ stored }: CasePageProps): Pick<ReceiptProps, 'promise'> {
  const { status, dueAt, waitingForYear } = stored.case
  if (status === 'awaiting-letter') {
    return { promise: { pending: 'Waktu layanan mulai dihitung setelah surat kami terima.' } }
  }
  if (!promised.includes(status)) return {}
  if (dueAt) return { promise: { label: 'Kami jawab paling lambat', at: dueAt } }
  const pending = `Batas waktu menunggu penetapan kalender tahun ${waitingForYear}.`
  return { promise: { pending } }
}

const factsOf = ({ stored, code }: CasePageProps): NonNullable<ReceiptProps['facts']> => [
  { label: 'Nomor registrasi', value: stored.case.reference, code: true },
  { label: 'Kode pelacakan', value: formatTrackingCode(code), code: true },
]

function Deadline(props: CasePageProps) {
  const { status, dueAt } = props.stored.case
  if (!dueAt || !promised.includes(status)) return null
  return <DeadlineTag deadline={isLate(props) ? 'overdue' : 'on-time'} />
}

const isLate = ({ stored: { case: request }, now }: CasePageProps): boolean =>
  request.dueAt !== undefined && request.dueAt <= now && promised.includes(request.status)

function Reason({ stored }: Pick<CasePageProps, 'stored'>) {
  const decision = currentDecision(stored.case)
  if (!decision?.reason) return null
  return (
    <InsetText>
      <strong>Alasan:</strong> <span class="as-typed">{decision.reason}</span>
    </InsetText>
  )
}
