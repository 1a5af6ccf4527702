import { Cron } from 'croner'

/**
 * When a schedule expression of EventBridge Scheduler falls due: cron(…), rate(…), at(…).
 * Source: EventBridge Scheduler user guide, "Schedule types".
 */
export type Timetable = {
  /** The first time after `after` (both ms), if there is one. */
  next(after: number): number | undefined
}

/**
 * @param anchor when a rate begins, in milliseconds; its first run is then
 * @throws Error for an expression that EventBridge Scheduler would refuse
 */
export function timetable(expression: string, timeZone: string, anchor: number): Timetable {
  const [, kind, inner = ''] = /^(cron|rate|at)\((.*)\)$/.exec(expression) ?? []
  if (kind === 'cron') return cronTable(expression, cronPattern(expression, inner), timeZone)
  if (kind === 'rate') return rateTable(anchor, intervalOf(expression, inner))
  if (kind === 'at') return cronTable(expression, instantPattern(expression, inner), timeZone)
  throw refusal(expression, 'it must be cron(…), rate(…) or at(…)')
}

function cronTable(expression: string, pattern: string, timezone: string): Timetable {
  try {
    // Quartz's weekdays, as on AWS: 1 = Sunday. Paused: it only computes.
    const options = { timezone, paused: true, mode: '7-part', alternativeWeekdays: true } as const
    const cron = new Cron(pattern, options)
    return { next: (after) => cron.nextRun(new Date(after))?.getTime() }
  } catch (error) {
    throw refusal(expression, error instanceof Error ? error.message : String(error))
  }
}

function rateTable(anchor: number, interval: number): Timetable {
  return {
    next: (after) =>
      after < anchor ? anchor : anchor + (Math.floor((after - anchor) / interval) + 1) * interval,
  }
}

const UNIT_MS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
}

function intervalOf(expression: string, inner: string): number {
  const [, count, unit, plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(inner.trim()) ?? []
  const ms = unit && UNIT_MS[unit]
  if (!ms || (count === '1') === (plural === 's')) {
    throw refusal(expression, 'a rate is like rate(1 hour) or rate(15 minutes)')
  }
  return Number(count) * ms
}

function instantPattern(expression: string, inner: string): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(inner)?.slice(1).map(Number)
  if (!parts) throw refusal(expression, 'a time is like at(2026-11-23T09:00:00)')
  const [year, month, day, hour, minute, second] = parts
  return `${second} ${minute} ${hour} ${day} ${month} * ${year}`
}

/** What each field may hold besides `?`, and its last value. */
const FIELDS: readonly { name: string; form: RegExp; last: string }[] = [
  { name: 'minutes', form: /^[\d,\-*/]+$/, last: '59' },
  { name: 'hours', form: /^[\d,\-*/]+$/, last: '23' },
  { name: 'day of month', form: /^(\?|[\d,\-*/LW]+)$/, last: '31' },
  { name: 'month', form: /^[\dA-Z,\-*/]+$/i, last: '12' },
  { name: 'day of week', form: /^(\?|[\dA-Z,\-*/#]+)$/i, last: '7' },
  { name: 'year', form: /^[\d,\-*/]+$/, last: '2199' },
]

/** The six fields of AWS as the seven of croner. */
function cronPattern(expression: string, inner: string): string {
  const fields = inner.trim().split(/\s+/)
  if (fields.length !== FIELDS.length) throw refusal(expression, 'it must have six fields')
  const wrong = FIELDS.find(({ form }, index) => !form.test(fields[index] ?? ''))
  if (wrong) throw refusal(expression, `its ${wrong.name} cannot be read`)
  const [, , dayOfMonth, , dayOfWeek = ''] = fields
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw refusal(expression, 'exactly one of day of month and day of week must be ?')
  }
  // Weekdays of AWS are 1–7; croner takes 0 and 8 for other names of them.
  if (/(^|[,-])[089]/.test(dayOfWeek)) throw refusal(expression, 'days of the week are 1 to 7')
  const translated = FIELDS.map(({ last }, index) => {
    const field = fields[index] ?? ''
    if (field === '?') return '*'
    // In the day of week, L alone is the week's last day, Saturday.
    if (index === 4 && field === 'L') return '7'
    return field.replaceAll(/(^|,)(\w+)\//g, `$1$2-${last}/`)
  })
  return ['0', ...translated].join(' ')
}

function refusal(expression: string, problem: string): Error {
  return new Error(`The schedule expression ${expression} is refused: ${problem}.`)
}
