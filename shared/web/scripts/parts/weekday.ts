import { parseDate } from '../../../contracts/fields.ts'

const names = new Intl.DateTimeFormat('id-ID', { weekday: 'long', timeZone: 'UTC' })

/** Senin for 2026-11-23; undefined for what is no date. */
export function weekdayOf(date: string): string | undefined {
  const iso = parseDate(date)
  return iso && names.format(new Date(`${iso}T00:00:00Z`))
}
