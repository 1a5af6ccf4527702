const formats = new Map<string, Intl.DateTimeFormat>()

/** `Senin, 23 November 2026 pukul 09.00 WIB`. @param moment ISO instant or epoch milliseconds */
export const formatMoment = (moment: string | number, timeZone: string): string =>
  format(moment, timeZone, { ...wholeDate, ...clock })

/** `Senin, 23 November 2026`. @param date ISO date, the same in every zone */
export const formatDate = (date: string): string => format(`${date}T00:00Z`, 'UTC', wholeDate)

/** The office's own zone (WIB, no daylight saving): every moment on screen is in it. */
export const officeZone = 'Asia/Jakarta'

/** The office's date at an instant (ISO instant or epoch milliseconds): `2026-11-23`. */
export const officeDate = (moment: string | number): string =>
  new Date(new Date(moment).getTime() + 7 * 3600 * 1000).toISOString().slice(0, 10)

/** `09.00 WIB`. @param moment ISO instant or epoch milliseconds */
export const formatTime = (moment: string | number, timeZone: string): string =>
  format(moment, timeZone, clock)

const wholeDate = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
const clock = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const

/** Formats are kept: making one costs more than all its later uses. @throws RangeError */
function format(
  moment: string | number,
  timeZone: string,
  form: Intl.DateTimeFormatOptions,
): string {
  const key = `${timeZone} ${Object.keys(form).join()}`
  const known = formats.get(key)
  const made = known ?? new Intl.DateTimeFormat('id-ID', { ...form, timeZone })
  if (!known) formats.set(key, made)
  return made.format(new Date(moment))
}
