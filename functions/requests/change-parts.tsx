import { timeInWords } from '../../shared/domain/event-time.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import { InsetText, NotificationBanner } from '../../shared/web/components/notices.tsx'
import { SummaryList } from '../../shared/web/components/summary-list.tsx'

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
      <strong>Catatan pengkaji:</strong> <span class="as-typed">{reason}</span>
    </InsetText>
  )
}
