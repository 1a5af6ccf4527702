import { formatDate } from './dates.ts'
import type { EventTime } from './request-facts.ts'

/** `Rabu, 20 Januari 2027 pukul 09.00–11.30 WIB` */
export function timeInWords({ date, startTime, endTime }: EventTime): string {
  const clock = (time: string): string => time.replace(':', '.')
  const overnight = endTime <= startTime ? ' (hari berikutnya)' : ''
  return `${formatDate(date)} pukul ${clock(startTime)}–${clock(endTime)} WIB${overnight}`
}

/** How a form names an offered time: it stays the same whatever else is offered. */
export const offerName = ({ date, startTime, endTime }: EventTime): string =>
  `${date} ${startTime}-${endTime}`
