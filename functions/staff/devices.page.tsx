import type { Office } from '../../shared/contracts/office.ts'
import type { KnownDevice } from '../../shared/contracts/sessions.ts'
import { formatMoment, officeZone } from '../../shared/domain/dates.ts'
import { Button } from '../../shared/web/components/button.tsx'
import { NotificationBanner } from '../../shared/web/components/notices.tsx'
import { SummaryList } from '../../shared/web/components/summary-list.tsx'
import type { StaffVisit } from '../../shared/web/staff/handler.ts'
import { StaffPage } from '../../shared/web/staff/staff-page.tsx'

type DevicesPageProps = {
  readonly office: Office
  readonly visit: StaffVisit
  readonly devices: readonly KnownDevice[]
  /** One or more were ended just now. */
  readonly ended: boolean
}

/** Where a person is known without a code, and how to end it. */
export function DevicesPage({ office, visit, devices, ended }: DevicesPageProps) {
  const others = devices.filter(({ hash }) => hash !== visit.mark.device)
  return (
    <StaffPage title="Perangkat Anda" office={office} visit={visit} width="text">
      {ended ? (
        <NotificationBanner kind="success">
          Perangkat dihapus. Yang sedang masuk di sana langsung keluar.
        </NotificationBanner>
      ) : undefined}
      <h1 class="govuk-heading-l">Perangkat Anda</h1>
      <p class="govuk-body">
        Di peramban berikut Anda sudah memasukkan kode dari e-mail, sehingga tautan keputusan
        terbuka tanpa kode. Hapus yang tidak Anda kenal atau tidak Anda pakai lagi.
      </p>
      {devices.map((known) => (
        <KnownDeviceCard key={known.hash} known={known} visit={visit} />
      ))}
      {others.length > 1 ? (
        <EndForm visit={visit} device="others" words="Hapus semua perangkat lain" />
      ) : undefined}
    </StaffPage>
  )
}

function KnownDeviceCard({
  known: { hash, device },
  visit,
}: {
  readonly known: KnownDevice
  readonly visit: StaffVisit
}) {
  const here = hash === visit.mark.device
  return (
    <section>
      <h2 class="govuk-heading-m">
        {device.label}
        {here ? ' (peramban ini)' : ''}
      </h2>
      <SummaryList
        rows={[
          { key: 'Sejak', value: formatMoment(device.createdAt, officeZone) },
          { key: 'Sampai', value: formatMoment(device.expiresAt, officeZone) },
        ]}
      />
      <EndForm
        visit={visit}
        device={hash}
        words={here ? 'Hapus peramban ini' : `Hapus ${device.label}`}
      />
    </section>
  )
}

function EndForm({
  visit,
  device,
  words,
}: {
  readonly visit: StaffVisit
  readonly device: string
  readonly words: string
}) {
  return (
    <form method="post" action="/petugas/perangkat/hapus">
      <input type="hidden" name="csrf" value={visit.csrf} />
      <input type="hidden" name="device" value={device} />
      <Button look="secondary">{words}</Button>
    </form>
  )
}
