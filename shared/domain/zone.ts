/** Wall clocks of a time zone over epoch milliseconds, without Temporal: pages need no more of it. */

const day = 24 * 3600 * 1000

/**
 * Hours ahead of UTC: Indonesia's zones have not moved their clocks since 1964, so neither Intl's
 * formatter (5 ms on a cold start) nor its names are needed.
 */
export const indonesianZones: Readonly<Record<string, { ahead: number; name: string }>> = {
  'Asia/Jakarta': { ahead: 7, name: 'WIB' },
  'Asia/Makassar': { ahead: 8, name: 'WITA' },
  'Asia/Jayapura': { ahead: 9, name: 'WIT' },
}

/** How far the zone's clocks are ahead of UTC at an instant. @throws RangeError for no zone */
function offsetAt(moment: number, timeZone: string): number {
  const fixed = moment >= 0 ? indonesianZones[timeZone] : undefined
  if (fixed) return fixed.ahead * 3600 * 1000
  const parts: Record<string, string> = {}
  for (const { type, value } of clockOf(timeZone).formatToParts(moment)) parts[type] = value
  const { year, month, day: date, hour, minute, second } = parts
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(date),
    Number(hour),
    Number(minute),
    Number(second),
  )
  return wall - Math.floor(moment / 1000) * 1000
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric' } as const
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const
  const made = new Intl.DateTimeFormat('en-US', { timeZone, ...numeric, ...time })
  clocks.set(timeZone, made)
  return made
}

/** The zone's date (ISO) at an instant. */
export const dateIn = (moment: number, timeZone: string): string =>
  isoDate(moment + offsetAt(moment, timeZone))

/** The date `days` after (negative: before) an ISO date. */
export const addDays = (date: string, days: number): string => isoDate(wallOf(date) + days * day)

/** 0 = Sunday. @param date ISO date */
export const weekdayOf = (date: string): number => new Date(wallOf(date)).getUTCDay()

/** The first instant of an ISO date; where the zone leaves the date out, the next one's. */
export function startOfDay(date: string, timeZone: string): number {
  const start = instantOf(wallOf(date), timeZone)
  if (start + offsetAt(start, timeZone) === wallOf(date)) return start
  // No clock shows midnight: the day begins when the clocks are moved.
  let [before, after] = [start - day, start]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (dateIn(middle, timeZone) < date) before = middle
    else after = middle
  }
  return after
}

/** The instant of a wall time ('HH:MM', '24:00' is the end of the day) on an ISO date. */
export const instantIn = (date: string, time: string, timeZone: string): number =>
  time === '24:00'
    ? startOfDay(addDays(date, 1), timeZone)
    : instantOf(Date.parse(`${date}T${time}Z`), timeZone)

/**
 * The instant at which the zone's clocks show `wall` (as if it were UTC): the earlier where they show
 * it twice, and where they skip it, as much after the move as it lies after the gap's beginning
 * (RFC 5545; Temporal calls it 'compatible').
 */
function instantOf(wall: number, timeZone: string): number {
  const before = wall - offsetAt(wall - day, timeZone)
  const after = wall - offsetAt(wall + day, timeZone)
  const shown = [before, after].filter((at) => at + offsetAt(at, timeZone) === wall)
  return shown.length > 0 ? Math.min(...shown) : before
}

const wallOf = (date: string): number => Date.parse(`${date}T00:00Z`)

const isoDate = (wall: number): string => new Date(wall).toISOString().slice(0, 10)
