import { formatMoment } from '../../domain/dates.ts'

/** The office's own zone (WIB); every moment on screen is in it. */
export const officeZone = 'Asia/Jakarta'

/** A point in time (ISO 8601 with offset), as Indonesian offices write it. */
export function Moment({ at }: { readonly at: string }) {
  return <time dateTime={at}>{formatMoment(at, officeZone)}</time>
}
