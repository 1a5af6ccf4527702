import type { Office } from '../../shared/contracts/office.ts'
import type { Staff } from '../../shared/contracts/ports.ts'
import type { ResourceError } from '../../shared/contracts/resource-form.ts'
import type { StoredResource } from '../../shared/contracts/resources.ts'
import { formatDate } from '../../shared/domain/dates.ts'
import type { ResourceKind } from '../../shared/domain/resources.ts'
import type { ScheduleEntry } from '../../shared/domain/schedule.ts'
import { BackLink } from '../../shared/web/components/back-link.tsx'
import { Button } from '../../shared/web/components/button.tsx'
import { ErrorSummary } from '../../shared/web/components/error-summary.tsx'
import { InsetText, NotificationBanner } from '../../shared/web/components/notices.tsx'
import type { StaffVisit } from '../../shared/web/staff/handler.ts'
import { StaffPage } from '../../shared/web/staff/staff-page.tsx'
import { ResourceFields } from './resource-fields.tsx'
import { factsOf, kindNames } from './resource-words.ts'

export type ResourceFormProps = {
  readonly office: Office
  readonly visit: StaffVisit
  /** Absent: a new one. */
  readonly stored: StoredResource | undefined
  readonly kind: ResourceKind
  /** People who are no technical staff yet. */
  readonly free: readonly Staff[]
  /** Events from today on that hold the resource. */
  readonly held: readonly ScheduleEntry[]
  readonly typed: URLSearchParams | undefined
  readonly errors: readonly ResourceError[]
  readonly news: 'saved' | 'changed' | undefined
}

/** One resource, new or edited on the version that is shown. */
export function ResourceFormPage(props: ResourceFormProps) {
  const { office, visit, stored, kind, errors } = props
  const title = stored ? `${kindNames[kind]}: ${stored.resource.name}` : `Tambah ${kindNames[kind]}`
  return (
    <StaffPage
      title={title}
      part="/petugas/sumber-daya"
      office={office}
      visit={visit}
      width="text"
      hasErrors={errors.length > 0}
    >
      <BackLink href="/petugas/sumber-daya" text="Sumber daya" />
      <ErrorSummary errors={errors} />
      <News {...props} />
      <h1 class="govuk-heading-l">{title}</h1>
      <HeldBy {...props} />
      <form method="post" action="/petugas/sumber-daya" novalidate>
        <input type="hidden" name="csrf" value={visit.csrf} />
        <input type="hidden" name="id" value={stored?.resource.id ?? ''} />
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="version" value={versionShown(props)} />
        <ResourceFields {...props} />
        <Button>Simpan</Button>
      </form>
    </StaffPage>
  )
}

/** What came back after signing in again was typed on the version of that time. */
const versionShown = ({ typed, news, stored }: ResourceFormProps): string =>
  (news === 'changed' ? undefined : typed?.get('version')) ?? String(stored?.version ?? 0)

function News({ news, stored }: ResourceFormProps) {
  if (news === 'saved') {
    return <NotificationBanner kind="success">Perubahan tersimpan.</NotificationBanner>
  }
  if (news !== 'changed' || !stored) return null
  return (
    <NotificationBanner>
      Sumber daya ini baru saja diubah orang lain, kini: {stored.resource.name};{' '}
      {factsOf(stored.resource)}. Isian Anda ada di bawah; kirim lagi bila isian Anda yang benar.
    </NotificationBanner>
  )
}

/** Claims stay when a resource is no longer used: the office must see whose they are. */
function HeldBy({ held, stored }: ResourceFormProps) {
  if (held.length === 0) return null
  return (
    <InsetText>
      <p class="govuk-body">
        {stored?.resource.active
          ? 'Terpakai oleh kegiatan berikut. Bila sumber daya tidak dipakai lagi, penugasan ini tetap berlaku sampai Anda mengubahnya:'
          : 'Tidak dipakai untuk permohonan baru, tetapi masih terpakai oleh kegiatan berikut:'}
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {held.map(({ reference, date, startTime, title }) => (
          <li key={reference}>
            {reference}: {title}, {formatDate(date)} pukul {startTime.replace(':', '.')}
          </li>
        ))}
      </ul>
    </InsetText>
  )
}
