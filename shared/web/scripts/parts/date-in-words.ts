import { parseDate } from '../../../contracts/fields.ts'

const inWords = new Intl.DateTimeFormat('id-ID', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/**
 * Senin, 23 November 2026 for 2026-11-23; undefined for what is no date. Date fields show
 * 11/23/2026 or 23/11/2026 as the browser is set: in words a date cannot be misread.
 */
export function dateInWords(date: string): string | undefined {
  const iso = parseDate(date)
  return iso && inWords.format(new Date(`${iso}T00:00:00Z`))
}
