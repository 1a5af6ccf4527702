import type { HeldError, HeldField } from '../../shared/contracts/held-form.ts'
import type { Office } from '../../shared/contracts/office.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { Radios } from '../../shared/web/components/choices.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import { InsetText, NotificationBanner } from '../../shared/web/components/notices.tsx'
import { EventFactsList } from '../../shared/web/components/request-facts.tsx'
import { StatusTag } from '../../shared/web/components/status-tag.tsx'
import { Textarea, TextInput } from '../../shared/web/components/text-fields.tsx'
import type { StaffVisit } from '../../shared/web/staff/handler.ts'
import { StaffPage } from '../../shared/web/staff/staff-page.tsx'

type HeldPageProps = {
  readonly office: Office
  readonly visit: StaffVisit
  readonly request: ServiceRequest
  /** The event has begun and stands, or is over: it can be said whether it was held. */
  readonly open: boolean
  /** The version of what was said last, which an answer replaces. */
  readonly seen: string
  readonly typed: URLSearchParams | undefined
  readonly errors: readonly HeldError[]
  readonly news: 'recorded' | 'changed' | undefined
}

/** Whether an event was held, how many came and where its recording is. */
export function HeldPage(props: HeldPageProps) {
  const { office, visit, request, open, errors } = props
  const { reference, status } = request
  return (
    <StaffPage
      title="Pelaksanaan kegiatan"
      office={office}
      visit={visit}
      width="text"
      hasErrors={errors.length > 0}
    >
      <ErrorSummary errors={errors} />
      <News {...props} />
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">Pelaksanaan kegiatan</h1>
      <p class="govuk-body">
        <StatusTag status={status} />
      </p>
      {status === 'completed' ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`/petugas/permohonan/${reference}/berita-acara`}>
            Buka berita acara
          </a>
        </p>
      ) : undefined}
      <EventFactsList request={request} />
      {open ? (
        <HeldForm {...props} />
      ) : (
        <InsetText>Pelaksanaan dapat dicatat sejak kegiatan yang disetujui dimulai.</InsetText>
      )}
    </StaffPage>
  )
}

function News({ news, request: { status } }: HeldPageProps) {
  if (news === 'changed') {
    return (
      <NotificationBanner>
        Pelaksanaan kegiatan ini baru saja dicatat orang lain. Periksa status di bawah; kirim lagi
        bila catatan Anda yang benar.
      </NotificationBanner>
    )
  }
  if (news !== 'recorded') return null
  return (
    <NotificationBanner kind="success">
      {status === 'completed' ? 'Tercatat: terlaksana.' : 'Tercatat: tidak terlaksana.'}
    </NotificationBanner>
  )
}

function HeldForm({ visit, request, seen, typed, errors }: HeldPageProps) {
  const { reference, status, held = {} } = request
  const known: Readonly<Record<HeldField, string>> = {
    held: status === 'completed' ? 'yes' : status === 'not-held' ? 'no' : '',
    attendance: held.attendance === undefined ? '' : String(held.attendance),
    streamUrl: held.streamUrl ?? '',
    note: held.note ?? '',
  }
  const field = (name: HeldField) => {
    const error = errors.find((wrong) => wrong.field === name)?.message
    return { name, value: typed?.get(name) ?? known[name], ...(error ? { error } : {}) }
  }
  return (
    <form method="post" action={`/petugas/permohonan/${reference}/pelaksanaan`} novalidate>
      <input type="hidden" name="csrf" value={visit.csrf} />
      <input type="hidden" name="seen" value={seen} />
      <Radios
        {...field('held')}
        label="Apakah kegiatan terlaksana?"
        labelSize="m"
        items={[
          { value: 'yes', text: 'Ya, terlaksana' },
          { value: 'no', text: 'Tidak terlaksana' },
        ]}
      />
      <TextInput
        {...field('attendance')}
        label="Jumlah hadir"
        optional
        inputMode="numeric"
        width={5}
      />
      <TextInput
        {...field('streamUrl')}
        label="Tautan rekaman YouTube"
        optional
        type="url"
        hint="Dikirim kepada pemohon bersama ucapan terima kasih."
      />
      <Textarea {...field('note')} label="Catatan" optional rows={3} />
      <Button>Simpan</Button>
    </form>
  )
}
