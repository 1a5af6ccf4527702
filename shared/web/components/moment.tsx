import { formatMoment, officeZone } from '../../domain/dates.ts'

/** A point in time (ISO 8601 with offset), as Indonesian offices write it. */
export function Moment({ at }: { readonly at: string }) {
  return <time dateTime={at}>{formatMoment(at, officeZone)}</time>
}
