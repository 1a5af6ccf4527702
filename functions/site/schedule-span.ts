import { monthsAround } from '../../shared/domain/schedule.ts'
import { addDays, weekdayOf } from '../../shared/domain/zone.ts'

/** How the schedule is shown, as its address says it. */
export const scheduleViews = ['bulan', 'minggu', 'daftar'] as const
export type ScheduleView = (typeof scheduleViews)[number]

/** A stretch of days (ISO dates, both included) in one way of showing it. */
export type Span = {
  readonly view: ScheduleView
  readonly today: string
  readonly from: string
  readonly to: string
  /** Where the stretch before and the one after begin; absent where nothing is to be found. */
  readonly previous: string | undefined
  readonly next: string | undefined
}

/** Months before and after this one that can be looked at. */
const reach = 24

/** The span that an address asks for; what it does not say, or says wrong, is today's month. */
export function spanOf(asked: Readonly<Record<string, string | undefined>>, today: string): Span {
  const view = scheduleViews.find((known) => known === asked['tampilan']) ?? 'bulan'
  const begin = asked['mulai'] ?? ''
  const date = isDate(begin) && reachable(begin, today) ? begin : today
  const { from, to, previous, next } = view === 'minggu' ? week(date) : month(date)
  return {
    view,
    today,
    from,
    to,
    previous: reachable(previous, today) ? previous : undefined,
    next: reachable(next, today) ? next : undefined,
  }
}

/** The months (`yyyy-mm`) that the span touches. */
export const monthsOf = ({ from, to }: Span): readonly string[] => [
  ...new Set([from.slice(0, 7), to.slice(0, 7)]),
]

/** Each day of the span. */
export function daysOf({ from, to }: Span): readonly string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

type Stretch = {
  readonly from: string
  readonly to: string
  readonly previous: string
  readonly next: string
}

function month(date: string): Stretch {
  const [before = '', here = '', after = ''] = monthsAround(date.slice(0, 7), -1, 1)
  const next = `${after}-01`
  return { from: `${here}-01`, to: addDays(next, -1), previous: `${before}-01`, next }
}

/** From Monday to Sunday. */
function week(date: string): Stretch {
  const from = addDays(date, -((weekdayOf(date) + 6) % 7))
  return { from, to: addDays(from, 6), previous: addDays(from, -7), next: addDays(from, 7) }
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text)

function reachable(date: string, today: string): boolean {
  const [first = '', last = ''] = [-reach, reach].map(
    (by) => monthsAround(today.slice(0, 7), by, by)[0],
  )
  return date.slice(0, 7) >= first && date.slice(0, 7) <= last
}
