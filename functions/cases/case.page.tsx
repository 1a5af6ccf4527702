import type { Office } from '../../shared/contracts/office.ts'
import type { StoredRequest } from '../../shared/contracts/ports.ts'
import { formatTrackingCode } from '../../shared/domain/reference.ts'
import type { OfficeClock } from '../../shared/domain/request.ts'
import { currentDecision } from '../../shared/domain/request-case.ts'
import type { RequestStatus } from '../../shared/domain/vocabulary.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Desk } from '../../shared/web/components/desk.tsx'
import { InsetText, NotificationBanner } from '../../shared/web/components/notices.tsx'
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
import { applicantSteps } from './steps.ts'
import { WhyThisDate } from './why-this-date.tsx'

export type CasePageProps = {
  readonly office: Office
  readonly stored: StoredRequest
  readonly code: string
  readonly clock: OfficeClock
  readonly now: string
  /** The tag of a letter that was just uploaded and whose verdict is not in yet. */
  readonly unjudged: string | undefined
}

const waiting: readonly RequestStatus[] = ['awaiting-letter', 'needs-correction']
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
      scripts={props.unjudged ? ['wait-for-verdict.js'] : []}
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

/** What is awaited of the applicant. */
const calls = {
  first: {
    title: 'Surat belum diunggah',
    text: 'Unggah surat permohonan agar permohonan Anda dapat kami kaji.',
  },
  corrected: {
    title: 'Perlu perbaikan',
    text: 'Perbaiki surat menurut catatan pengkaji di bawah ini, lalu unggah surat yang baru.',
  },
} as const

/** What happened to the last upload, and what to do next. */
function LetterNews({ stored, unjudged }: CasePageProps) {
  const { reference, status } = stored.case
  if (!waiting.includes(status)) return null
  if (unjudged) {
    return (
      <NotificationBanner title="Sedang diperiksa">
        <p class="govuk-notification-banner__heading" data-waiting>
          Surat Anda sudah kami terima dan sedang diperiksa. Biasanya selesai dalam beberapa detik.
        </p>
        <p class="govuk-body">
          <a class="govuk-notification-banner__link" href={`?etag=${encodeURIComponent(unjudged)}`}>
            Muat ulang halaman ini
          </a>{' '}
          untuk melihat hasilnya.
        </p>
      </NotificationBanner>
    )
  }
  const refused = stored.events.findLast(({ name }) => name.startsWith('Letter'))
  const fault = refused?.name === 'LetterRefused' ? refused.data['fault'] : undefined
  const asked = calls[status === 'needs-correction' ? 'corrected' : 'first']
  return (
    <NotificationBanner title={fault ? 'Surat belum dapat diterima' : asked.title}>
      <p class="govuk-notification-banner__heading">
        {fault
          ? wordings.id.letterFaults[fault as keyof typeof wordings.id.letterFaults]
          : asked.text}
      </p>
      <Button href={`/permohonan/${reference}/surat`}>Unggah surat</Button>
    </NotificationBanner>
  )
}

function Reason({ stored }: Pick<CasePageProps, 'stored'>) {
  const decision = currentDecision(stored.case)
  if (!decision?.reason) return null
  return (
    <InsetText>
      <strong>Alasan:</strong> <span class="as-typed">{decision.reason}</span>
    </InsetText>
  )
}
