import type { StoredRequest } from '../../shared/contracts/ports.ts'
import { formatDate, formatMoment } from '../../shared/domain/dates.ts'
import { dueDays } from '../../shared/domain/due-days.ts'
import type { OfficeClock } from '../../shared/domain/request.ts'
import { closedPauses } from '../../shared/domain/request-case.ts'
import { standard } from '../../shared/domain/standard.ts'
import { Details } from '../../shared/web/components/details.tsx'

type WhyThisDateProps = { readonly stored: StoredRequest; readonly clock: OfficeClock }

/** The promised date explains itself: each day counted or skipped, and why. */
export function WhyThisDate({ stored, clock }: WhyThisDateProps) {
  const { receivedAt, dueAt } = stored.case
  if (!receivedAt || !dueAt) return null
  const { calendar, receiptRule } = clock
  const rules = { receiptRule, pauses: closedPauses(stored.case) }
  const { days } = dueDays(calendar, Date.parse(receivedAt), standard.review.workingDays, rules)
  return (
    <Details summary="Mengapa tanggal ini?">
      <p class="govuk-body">
        Standar pelayanan menetapkan {standard.review.workingDays} hari kerja. Surat Anda kami
        terima {formatMoment(receivedAt, calendar.timeZone)}, lalu dihitung sebagai berikut.
      </p>
      <ol class="govuk-list">
        {days.map(({ date, reason }) => (
          <li key={date}>
            <strong>{formatDate(date)}</strong>: {reason}
          </li>
        ))}
      </ol>
      <p class="govuk-body">
        Batas waktunya adalah jam tutup kantor pada hari kerja itu:{' '}
        {formatMoment(dueAt, calendar.timeZone)}.
      </p>
    </Details>
  )
}
