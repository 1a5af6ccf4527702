import { indonesianZones } from './zone.ts'

/** 0 = Sunday. */
export const weekdayNames = ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu']

export const monthNames = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
]

/** `Senin, 23 November 2026 pukul 09.00 WIB`. @param moment ISO instant or epoch milliseconds */
export const formatMoment = (moment: string | number, timeZone: string): string =>
  wordsOf(moment, timeZone, ({ date, time }) => `${date} pukul ${time}`, { ...wholeDate, ...clock })

/** `Senin, 23 November 2026`. @param date ISO date, the same in every zone */
export const formatDate = (date: string): string => dateWords(new Date(`${date}T00:00Z`))

/** The office's own zone (WIB, no daylight saving): every moment on screen is in it. */
export const officeZone = 'Asia/Jakarta'

/** The office's date at an instant (ISO instant or epoch milliseconds): `2026-11-23`. */
export const officeDate = (moment: string | number): string =>
  new Date(new Date(moment).getTime() + 7 * 3600 * 1000).toISOString().slice(0, 10)

/** `2026-11-24T09:00:00Z`: a limit as records hold it. @param moment epoch milliseconds */
export const isoMoment = (moment: number): string =>
  new Date(moment).toISOString().replace('.000Z', 'Z')

/** `09.00 WIB`. @param moment ISO instant or epoch milliseconds */
export const formatTime = (moment: string | number, timeZone: string): string =>
  wordsOf(moment, timeZone, ({ time }) => time, clock)

const wholeDate = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
const clock = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const

/** In zones whose clocks stand still as Intl would write it, without its cold start of 10 ms. */
function wordsOf(
  moment: string | number,
  timeZone: string,
  words: (parts: { date: string; time: string }) => string,
  form: Intl.DateTimeFormatOptions,
): string {
  const at = new Date(moment)
  const zone = at.getTime() >= 0 ? indonesianZones[timeZone] : undefined
  if (!zone) return new Intl.DateTimeFormat('id-ID', { ...form, timeZone }).format(at)
  const wall = new Date(at.getTime() + zone.ahead * 3600 * 1000)
  const time = `${wall.toISOString().slice(11, 16).replace(':', '.')} ${zone.name}`
  return words({ date: dateWords(wall), time })
}

/** @throws RangeError for no date */
function dateWords(wall: Date): string {
  const [year, month, day] = wall.toISOString().split(/[-T]/)
  const weekday = weekdayNames[wall.getUTCDay()]
  return `${weekday}, ${Number(day)} ${monthNames[Number(month) - 1]} ${year}`
}
