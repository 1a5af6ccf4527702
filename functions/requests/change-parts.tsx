import { formatDate } from '../../shared/domain/dates.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import type { EventTime } from '../../shared/domain/request-facts.ts'
import { InsetText, NotificationBanner } from '../../shared/web/components/notices.tsx'
import { SummaryList } from '../../shared/web/components/summary-list.tsx'

/** Rabu, 20 Januari 2027 pukul 09.00–11.30 WIB */
export function timeInWords({ date, startTime, endTime }: EventTime): string {
  const clock = (time: string): string => time.replace(':', '.')
  const overnight = endTime <= startTime ? ' (hari berikutnya)' : ''
  return `${formatDate(date)} pukul ${clock(startTime)}–${clock(endTime)} WIB${overnight}`
}

/** Of which event the page speaks. */
export const EventInShort = ({
  request: { event },
}: {
  readonly request: Pick<ServiceRequest, 'event'>
}) => (
  <SummaryList
    rows={[
      { key: 'Kegiatan', value: event.name },
      { key: 'Waktu', value: timeInWords(event) },
      { key: 'Tempat', value: event.venue },
    ]}
  />
)

/** Nothing was done: the request is not any more what the form was about. */
export const Changed = () => (
  <NotificationBanner>
    <p class="govuk-notification-banner__heading">
      Permohonan ini berubah setelah Anda membuka halamannya, jadi kiriman Anda belum kami catat.
    </p>
    <p class="govuk-body">Isian Anda masih ada. Periksa lagi, lalu kirim sekali lagi.</p>
  </NotificationBanner>
)

/** Why the request came back. */
export function Asked({ request }: { readonly request: ServiceRequest }) {
  const reason = request.decisions.at(-1)?.reason
  if (reason === undefined) return null
  return (
    <InsetText>
      <strong>Yang diminta pengkaji:</strong> <span class="as-typed">{reason}</span>
    </InsetText>
  )
}
