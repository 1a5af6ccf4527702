/** Times of the console. WIB is UTC+7 all year, so plain arithmetic is exact. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
const WIB = 7 * HOUR
/** The last instant that an ISO date with a four-digit year can name. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

const DURATION =
  /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/
const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/

/** Milliseconds of an ISO 8601 duration of weeks, days and times; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const parts = DURATION.exec(text)
  if (!parts) return undefined
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0))
  return (weeks * 7 + days) * DAY + hours * HOUR + minutes * MINUTE + Math.round(seconds * 1000)
}

/** Milliseconds of an ISO instant with its offset; undefined when it is none. */
export function parseInstant(text: string): number | undefined {
  return INSTANT.test(text) ? known(Date.parse(text)) : undefined
}

/** Milliseconds of `YYYY-MM-DDTHH:MM`, read as WIB; undefined when it is no date. */
export function parseWib(text: string): number | undefined {
  return LOCAL.test(text) ? known(Date.parse(`${text}+07:00`)) : undefined
}

/** `YYYY-MM-DDTHH:MM` in WIB, the value of a date-time field. */
export function wibField(at: number): string {
  return new Date(at + WIB).toISOString().slice(0, 16)
}

export const isRepresentable = (at: number): boolean => at <= LAST

/** 09.00 WIB of the next day after today that is a Monday to Friday; holidays are not known here. */
export function nextWorkingMorning(now: number): number {
  let midnight = Math.floor((now + WIB) / DAY) * DAY
  do midnight += DAY
  while ([0, 6].includes(new Date(midnight).getUTCDay()))
  return midnight + 9 * HOUR - WIB
}

export const nextHour = (now: number): number => now + HOUR

const long = new Intl.DateTimeFormat('id-ID', {
  timeZone: 'Asia/Jakarta',
  dateStyle: 'full',
  timeStyle: 'short',
})
const short = new Intl.DateTimeFormat('id-ID', {
  timeZone: 'Asia/Jakarta',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** `Senin, 23 November 2026 pukul 09.00 WIB` */
export const wibLong = (at: number): string => `${long.format(at)} WIB`

/** `23 Nov 2026, 09.00.00` */
export const wibShort = (iso: string): string => short.format(Date.parse(iso))

function known(at: number): number | undefined {
  return Number.isNaN(at) ? undefined : at
}
