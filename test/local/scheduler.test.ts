import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Clock } from '../../infra/local/clock.ts'
import { type Delivery, nextRun, Scheduler } from '../../infra/local/scheduler.ts'
import { Work } from '../../infra/local/work.ts'

const ZONE = 'Asia/Jakarta'
/** Monday. */
const START = Date.parse('2026-11-23T09:00:00+07:00')
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const TARGET = 'arn:aws:lambda:ap-southeast-3:000000000000:function:sweep'

/** Wall-clock time in Jakarta with its weekday, as "Mon 2026-11-23 09:00". */
function wall(at: number | string): string {
  const day = new Date(at).toLocaleDateString('en', { timeZone: ZONE, weekday: 'short' })
  return `${day} ${new Date(at).toLocaleString('sv', { timeZone: ZONE }).slice(0, 16)}`
}

function following(expression: string, count: number, from = START): string[] {
  const times: string[] = []
  let at: number | undefined = from
  for (let n = 0; n < count; n += 1) {
    at = nextRun(expression, ZONE, at)
    if (at === undefined) break
    times.push(wall(at))
  }
  return times
}

describe('a cron expression in Asia/Jakarta', () => {
  it.each<[string, string[]]>([
    [
      'cron(0/15 7-16 ? * MON-FRI *)',
      ['Mon 2026-11-23 09:15', 'Mon 2026-11-23 09:30', 'Mon 2026-11-23 09:45'],
    ],
    ['cron(0 8 ? * 2 *)', ['Mon 2026-11-30 08:00', 'Mon 2026-12-07 08:00']],
    ['cron(0 8 ? * 1 *)', ['Sun 2026-11-29 08:00', 'Sun 2026-12-06 08:00']],
    ['cron(0 8 ? * 7 *)', ['Sat 2026-11-28 08:00', 'Sat 2026-12-05 08:00']],
    ['cron(0 8 ? * 2-6 *)', ['Tue 2026-11-24 08:00', 'Wed 2026-11-25 08:00']],
    ['cron(0 8 ? * 2,4 *)', ['Wed 2026-11-25 08:00', 'Mon 2026-11-30 08:00']],
    ['cron(0 8 ? * SUN,SAT *)', ['Sat 2026-11-28 08:00', 'Sun 2026-11-29 08:00']],
    ['cron(0 8 L * ? *)', ['Mon 2026-11-30 08:00', 'Thu 2026-12-31 08:00', 'Sun 2027-01-31 08:00']],
    ['cron(0 8 ? * L *)', ['Sat 2026-11-28 08:00', 'Sat 2026-12-05 08:00']],
    [
      'cron(0 8 ? * 6L *)',
      ['Fri 2026-11-27 08:00', 'Fri 2026-12-25 08:00', 'Fri 2027-01-29 08:00'],
    ],
    ['cron(0 8 ? * 3#2 *)', ['Tue 2026-12-08 08:00', 'Tue 2027-01-12 08:00']],
    ['cron(0 8 ? * 2#1 *)', ['Mon 2026-12-07 08:00', 'Mon 2027-01-04 08:00']],
    [
      'cron(0 8 13W * ? *)',
      ['Mon 2026-12-14 08:00', 'Wed 2027-01-13 08:00', 'Fri 2027-02-12 08:00'],
    ],
    ['cron(0 8 1W 5 ? *)', ['Mon 2027-05-03 08:00']],
    ['cron(0 8 1 * ? *)', ['Tue 2026-12-01 08:00', 'Fri 2027-01-01 08:00']],
    [
      'cron(30 6 1/10 * ? *)',
      ['Tue 2026-12-01 06:30', 'Fri 2026-12-11 06:30', 'Mon 2026-12-21 06:30'],
    ],
    ['cron(0 0 1 JAN ? 2027-2028)', ['Fri 2027-01-01 00:00', 'Sat 2028-01-01 00:00']],
    ['cron(0 12 31 4 ? *)', []],
    ['cron(*/20 23 * * ? *)', ['Mon 2026-11-23 23:00', 'Mon 2026-11-23 23:20']],
  ])('%s falls on %j', (expression, expected) => {
    expect(following(expression, Math.max(expected.length, 1))).toEqual(expected)
  })

  it('goes from Friday’s last run over the weekend to Monday’s first', () => {
    const friday = Date.parse('2026-11-27T16:30:00+07:00')
    expect(following('cron(0/15 7-16 ? * MON-FRI *)', 2, friday)).toEqual([
      'Fri 2026-11-27 16:45',
      'Mon 2026-11-30 07:00',
    ])
  })

  it.each([
    'cron(0 8 * * * *)',
    'cron(0 8 ? * ? *)',
    'cron(0 8 * * ?)',
    'cron(0 8 ? * 0 *)',
    'cron(0 8 ? * 8 *)',
    'cron(60 8 ? * 2 *)',
    'cron(0 8 ? * FUNDAY *)',
    'cron(0 8 ? * FRI-MON *)',
    'cron(0 L * * ? *)',
    'rate(1 minutes)',
    'rate(2 minute)',
    'rate(0 minutes)',
    'rate(5 seconds)',
    'at(2026-11-23)',
    'at(2026-11-23T09:00:00Z)',
    'every day',
  ])('%s is refused', (expression) => {
    expect(() => nextRun(expression, ZONE, START)).toThrow(expression)
  })

  it('is refused in a time zone that does not exist', () => {
    expect(() => nextRun('cron(0 8 ? * 2 *)', 'Asia/Purbalingga', START)).toThrow(/Asia/)
  })
})

describe('other expressions', () => {
  it.each([
    ['rate(1 minute)', START + MINUTE],
    ['rate(15 minutes)', START + 15 * MINUTE],
    ['rate(2 hours)', START + 120 * MINUTE],
    ['rate(5 days)', START + 5 * DAY],
    ['at(2026-11-24T08:00:00)', Date.parse('2026-11-24T08:00:00+07:00')],
    ['at(2026-11-22T08:00:00)', undefined],
  ])('%s', (expression, expected) => {
    expect(nextRun(expression, ZONE, START)).toBe(expected)
  })
})

const sweep = (more: object = {}, target: object = {}) => ({
  name: 'Sweep',
  properties: {
    ScheduleExpression: 'cron(0/15 7-16 ? * MON-FRI *)',
    ScheduleExpressionTimezone: ZONE,
    FlexibleTimeWindow: { Mode: 'OFF' },
    State: 'ENABLED',
    Target: { Arn: TARGET, RoleArn: 'arn:role', Input: '{}', ...target },
    ...more,
  },
})

describe('the scheduler', () => {
  let folder: string
  let work: Work
  let clock: Clock
  let scheduler: Scheduler
  let delivered: (Delivery & { at: string })[]
  let given: { delivery: Delivery; error: unknown }[]
  let failures: number

  async function open(...schedules: ReturnType<typeof sweep>[]): Promise<void> {
    scheduler = new Scheduler({
      folder,
      schedules,
      clock,
      work,
      deliver: async (delivery) => {
        if (failures-- > 0) throw new Error('down')
        delivered.push({ ...delivery, at: wall(clock.now()) })
      },
      onFailure: async (delivery, error) => void given.push({ delivery, error }),
    })
    await scheduler.start()
  }

  const until = (ms: number) => clock.advance(START + ms)

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: START })
    folder = mkdtempSync(join(tmpdir(), 'schedules-'))
    work = new Work()
    clock = new Clock(new SharedArrayBuffer(8), () => work.settled())
    delivered = []
    given = []
    failures = 0
  })
  afterEach(() => {
    scheduler?.stop()
    clock.stop()
    vi.useRealTimers()
    rmSync(folder, { recursive: true })
  })

  it('fires each run at its own time when the clock is moved by days', async () => {
    await open(sweep())
    await until(7 * DAY - 1)
    // 40 a day from 7:00 to 16:45: Monday's from 9:15 on, four days, next Monday's before 9:00.
    expect(delivered).toHaveLength(31 + 4 * 40 + 8)
    for (const run of delivered) expect(wall(run.scheduledAt)).toBe(run.at)
    expect(delivered.at(-1)?.at).toBe('Mon 2026-11-30 08:45')
  })

  it('makes up for one run, the last, of those missed while it was stopped', async () => {
    await open(sweep())
    await until(20 * MINUTE)
    scheduler.stop()
    await until(3 * DAY + 7 * MINUTE)
    delivered = []
    await open(sweep())
    await until(3 * DAY + 14 * MINUTE)
    expect(delivered.map(({ scheduledAt }) => wall(scheduledAt))).toEqual(['Thu 2026-11-26 09:00'])
    await until(3 * DAY + 15 * MINUTE)
    expect(delivered).toHaveLength(2)
  })

  it('makes up for nothing when nothing was missed', async () => {
    await open(sweep())
    await until(20 * MINUTE)
    scheduler.stop()
    delivered = []
    await open(sweep())
    await until(29 * MINUTE)
    expect(delivered).toEqual([])
  })

  it('keeps the beat of a rate over a restart', async () => {
    const hourly = sweep({ ScheduleExpression: 'rate(1 hour)' })
    await open(hourly)
    await until(70 * MINUTE)
    scheduler.stop()
    await until(80 * MINUTE)
    await open(hourly)
    await until(130 * MINUTE)
    expect(delivered.map(({ at }) => at.slice(-5))).toEqual(['09:00', '10:00', '11:00'])
  })

  it('tries again as the retry policy says, then gives the run up', async () => {
    failures = 3
    await open(sweep({}, { RetryPolicy: { MaximumRetryAttempts: 2 } }))
    await until(16 * MINUTE)
    expect(delivered).toEqual([])
    expect(given).toMatchObject([{ delivery: { name: 'Sweep', arn: TARGET } }])
    failures = 2
    await until(31 * MINUTE)
    expect(delivered.map(({ scheduledAt }) => wall(scheduledAt))).toEqual(['Mon 2026-11-23 09:30'])
    expect(given).toHaveLength(1)
  })

  it('gives up a run that has become too old', async () => {
    failures = 1000
    await open(sweep({}, { RetryPolicy: { MaximumEventAgeInSeconds: 60 } }))
    await until(16 * MINUTE + 1000)
    expect(given).toHaveLength(1)
  })

  it('fills in the keywords of the input', async () => {
    failures = 1
    const input = {
      at: '<aws.scheduler.scheduled-time>',
      arn: '<aws.scheduler.schedule-arn>',
      id: '<aws.scheduler.execution-id>',
      attempt: '<aws.scheduler.attempt-number>',
    }
    await open(sweep({ GroupName: 'siaran', Name: 'sweep' }, { Input: JSON.stringify(input) }))
    await until(16 * MINUTE)
    expect(JSON.parse(delivered[0]?.input ?? '')).toEqual({
      at: '2026-11-23T02:15:00Z',
      arn: 'arn:aws:scheduler:ap-southeast-3:000000000000:schedule/siaran/sweep',
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      attempt: '2',
    })
  })

  it('sends AWS’s own event when the target has no input', async () => {
    await open(sweep({}, { Input: undefined }))
    await until(15 * MINUTE)
    expect(JSON.parse(delivered[0]?.input ?? '')).toMatchObject({
      source: 'aws.scheduler',
      'detail-type': 'Scheduled Event',
      time: '2026-11-23T02:15:00Z',
    })
  })

  it('keeps within start and end, and leaves disabled schedules alone', async () => {
    const within = {
      ScheduleExpression: 'rate(1 day)',
      StartDate: '2026-11-24T03:00:00Z',
      EndDate: '2026-11-26T03:00:00Z',
    }
    await open(sweep(within), { ...sweep({ State: 'DISABLED' }), name: 'Off' })
    expect(scheduler.list()).toEqual([
      { name: 'Sweep', expression: 'rate(1 day)', next: '2026-11-24T03:00:00.000Z' },
      { name: 'Off', expression: 'cron(0/15 7-16 ? * MON-FRI *)', next: undefined },
    ])
    await until(30 * DAY)
    expect(delivered.map(({ at }) => at)).toEqual([
      'Tue 2026-11-24 10:00',
      'Wed 2026-11-25 10:00',
      'Thu 2026-11-26 10:00',
    ])
  })

  it.each([
    ['Tags', sweep({ Tags: [] })],
    ['EcsParameters', sweep({}, { EcsParameters: {} })],
    ['Target', { name: 'Sweep', properties: { ...sweep().properties, Target: undefined } }],
    ['cron', sweep({ ScheduleExpression: 'cron(0 8 * * * *)' })],
  ])('refuses a schedule that it does not understand: %s', async (word, schedule) => {
    await expect(open(schedule as ReturnType<typeof sweep>)).rejects.toThrow(word)
  })

  it('says what to do about a damaged file', async () => {
    writeFileSync(join(folder, 'schedules.json'), '{"Sweep":')
    await expect(open(sweep())).rejects.toThrow(/--fresh.*--data/)
  })
})
