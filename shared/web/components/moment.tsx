import { formatMoment, officeZone } from '../../domain/dates.ts'

/**
 * A point in time (ISO 8601 with offset), as Indonesian offices write it; a narrow screen breaks
 * between date and hour.
 */
export function Moment({ at }: { readonly at: string }) {
  const [date, hour] = formatMoment(at, officeZone).split(' pukul ')
  return (
    <time dateTime={at}>
      <span class="nowrap">{date}</span> <span class="nowrap">pukul {hour}</span>
    </time>
  )
}
