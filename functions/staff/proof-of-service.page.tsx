import type { Office } from '../../shared/contracts/office.ts'
import type { Staff, StoredRequest } from '../../shared/contracts/ports.ts'
import { formatDate, formatMoment, officeZone } from '../../shared/domain/dates.ts'
import { timeInWords } from '../../shared/domain/event-time.ts'
import { currentDecision } from '../../shared/domain/request-case.ts'
import { InsetText } from '../../shared/web/components/notices.tsx'
import { SummaryList, type SummaryRow } from '../../shared/web/components/summary-list.tsx'
import type { StaffVisit } from '../../shared/web/staff/handler.ts'
import { StaffPage } from '../../shared/web/staff/staff-page.tsx'
import { wordings } from '../../shared/web/wording/index.ts'

type ProofOfServicePageProps = {
  readonly office: Office
  readonly visit: StaffVisit
  readonly stored: StoredRequest
  readonly staff: readonly Staff[]
}

/** Berita acara: what service was given, to be printed and signed by both sides. */
export function ProofOfServicePage({ office, visit, stored, staff }: ProofOfServicePageProps) {
  const { reference, agency, status } = stored.case
  return (
    <StaffPage title="Berita acara" office={office} visit={visit} width="text">
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">Berita acara fasilitasi kegiatan</h1>
      {status === 'completed' ? (
        <>
          <p class="govuk-body">
            {office.name} telah memberikan layanan fasilitasi berikut kepada {agency.name}.
          </p>
          <SummaryList rows={rowsOf(stored, staff)} />
          <div class="signatures">
            <Signature side="Petugas" of={office.name} />
            <Signature side="Pemohon" of={agency.name} />
          </div>
        </>
      ) : (
        <InsetText>
          Berita acara tersedia setelah kegiatan dicatat terlaksana pada halaman{' '}
          <a class="govuk-link" href={`/petugas/permohonan/${reference}/pelaksanaan`}>
            pelaksanaan kegiatan
          </a>
          .
        </InsetText>
      )}
    </StaffPage>
  )
}

const Signature = ({ side, of }: { readonly side: string; readonly of: string }) => (
  <section class="signatures__side">
    <p class="govuk-body">
      {side}
      <br />
      {of}
    </p>
    <p class="signatures__line">Nama dan tanda tangan</p>
  </section>
)

function rowsOf(stored: StoredRequest, staff: readonly Staff[]): readonly SummaryRow[] {
  const { event, letter, receivedAt, product, assignment, held } = stored.case
  const names = assignment?.staff.map((id) => staff.find((one) => one.id === id)?.name ?? id)
  const ended = stored.events.findLast(({ name }) => name === 'EventHeld')?.at
  const decided = currentDecision(stored.case)?.at
  const moment = (at: string | undefined) => at && formatMoment(at, officeZone)
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Kegiatan', event.name],
    ['Surat', `Nomor ${letter.number}, ${formatDate(letter.date)}`],
    ['Waktu', timeInWords(event)],
    ['Tempat', event.venue],
    ['Layanan', wordings.id.services[event.service]],
    ['Rapat', withoutPasscode(product?.joinUrl)],
    ['ID rapat', product?.meetingId],
    ['Siaran', product?.streamUrl],
    ['Rekaman', held?.streamUrl],
    ['Petugas', names && names.length > 0 ? names.join(', ') : undefined],
    ['Jumlah hadir', held?.attendance === undefined ? undefined : `${held.attendance} orang`],
    ['Surat diterima', moment(receivedAt)],
    ['Disetujui', moment(decided)],
    ['Dicatat terlaksana', moment(ended)],
    ['Catatan', held?.note],
  ]
  return facts.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]))
}

/** Meeting links carry their passcode as a parameter, or after the hash. */
function withoutPasscode(link: string | undefined): string | undefined {
  if (link === undefined || !URL.canParse(link)) return undefined
  const { origin, pathname } = new URL(link)
  return `${origin}${pathname}`
}
