import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { indonesianCalendar } from '../../infra/calendars/indonesia.ts'
import { isWorkingTime } from '../../shared/domain/calendar.ts'
import {
  colleague,
  enter,
  type Filed,
  failures,
  file,
  linkFor,
  mailsAbout,
  reviewer,
  stored,
  superior,
  underReview,
} from './support/cases.ts'
import { Device } from './support/device.ts'
import { answers } from './support/journey.ts'
import { LocalHost, type LocalMail } from './support/local-host.ts'
import { switchedOffUntil } from './support/switched-off.ts'

const office = 'Asia/Jakarta'
const later = { eventDate: '2027-02-10', letterDate: '2026-12-20' }

/** The minute of a mail on the office's clock: '2026-12-28 08:45'. */
const minute = ({ at }: LocalMail): string =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO(office)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
const kindOf = ({ subject }: LocalMail): string => subject.split(':')[0] ?? ''

/** What one person got about the case, each with its minute. */
const told = async (
  host: LocalHost,
  { reference }: Filed,
  to: string,
): Promise<readonly string[]> =>
  (await mailsAbout(host, reference, to)).map((mail) => `${minute(mail)} ${kindOf(mail)}`)

describe('A request that nobody decides over Christmas', () => {
  let host: LocalHost
  let request: Filed
  /** Its form is in, its letter never comes. */
  let letterless: Filed

  beforeAll(async () => {
    host = await LocalHost.start('2026-12-23T10:00:00+07:00')
    letterless = await file(host, later)
    request = await underReview(host, later)
  })
  afterAll(() => host.stop())

  it('reminds its reviewers at half of the working time, though the host was killed', async () => {
    // 5 h 30 on the 23rd, nothing on the 24th to 27th, 8 h on the 28th: half is 6 h 45.
    await host.advance({ to: '2026-12-28T08:44:00+07:00' })
    const asked = ['2026-12-23 10:00 Mohon kajian']
    expect(await told(host, request, reviewer)).toEqual(asked)
    host = await host.killAndRestart()
    await host.advance({ to: '2026-12-28T08:46:00+07:00' })
    for (const address of [reviewer, colleague]) {
      const mails = await told(host, request, address)
      expect(mails).toEqual([...asked, '2026-12-28 08:45 Pengingat'])
    }
    expect(await told(host, request, superior)).toEqual([])
  })

  it('calls the superior at the limit and at each opening of the office after', async () => {
    await host.advance({ to: '2026-12-31T07:35:00+07:00' })
    expect(await told(host, request, superior)).toEqual([
      '2026-12-28 16:00 TERLAMBAT',
      '2026-12-29 07:30 TERLAMBAT',
      '2026-12-30 07:30 TERLAMBAT',
      '2026-12-31 07:30 TERLAMBAT',
    ])
    expect(await told(host, request, reviewer)).toHaveLength(2)
    const staff = (await host.mail()).filter(({ subject }) => subject.includes(request.reference))
    const outside = staff.filter(({ at, to }) => {
      const moment = Temporal.Instant.from(at).round('minute')
      const open = [moment, moment.subtract({ minutes: 1 })]
      return (
        !to.join().includes(answers.email) &&
        !open.some((each) => isWorkingTime(indonesianCalendar, each))
      )
    })
    expect(outside).toEqual([])
  })

  it('is marked late to its applicant, who is not called upon', async () => {
    const code = (await mailsAbout(host, request.reference, answers.email))[0]?.text ?? ''
    const device = new Device(host)
    const door = await device.open('/lacak')
    const typed = {
      reference: request.reference,
      code: /\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b/.exec(code)?.[0] ?? '',
    }
    const page = await device.follow(await device.submit(door, '/lacak', typed))
    expect(page.body).toContain('Terlambat')
    expect(page.body).toContain('Kajian diteruskan kepada atasan')
    expect(await told(host, request, answers.email)).toHaveLength(1)
  })

  it('is decided by the superior’s own link; the reviewer’s older one shows the receipt', async () => {
    const { reference } = request
    const chief = new Device(host)
    const link = await linkFor(host, reference, superior, 'Setujui')
    const page = await enter(host, chief, at(host, link), superior)
    const path = new URL(page.url).pathname
    const done = await chief.follow(await chief.submit(page, path))
    expect(done.body).toContain('Permohonan telah disetujui')
    await host.settle()

    const [first] = await mailsAbout(host, reference, reviewer)
    const [older = ''] = /http[^"]+\/t\/[^"]+/.exec(first?.html ?? '') ?? []
    const receipt = await enter(host, new Device(host), at(host, older), reviewer)
    expect(receipt.body).toContain('Permohonan telah disetujui')
    expect(receipt.body).toContain('Bagas Adiwinata')
    const execution = (await host.executions()).find(({ name }) => name.startsWith(reference))
    expect(execution?.status).toBe('SUCCEEDED')
    const [state] = await stored(host, `CASE#${reference}`, '"STATE"')
    expect(state).toContain('"lateAt"')
  })

  it('tells the one whose letter never came after ten working days, once', async () => {
    // The 24th, 25th, 1 and 5 January do not count. Most of the time nothing runs at all.
    host = await switchedOffUntil(host, '2027-01-12T15:50:00+07:00')
    await host.advance({ to: '2027-01-12T15:59:00+07:00' })
    const { reference } = letterless
    expect(await mailsAbout(host, reference, answers.email)).toEqual([])
    await host.advance({ to: '2027-01-12T17:00:00+07:00' })
    const mails = await mailsAbout(host, reference, answers.email)
    expect(mails.map(({ subject }) => subject)).toEqual([`[${reference}] Permohonan Anda ditutup`])
    expect(await told(host, request, superior)).toHaveLength(4)
  })

  it('leaves nothing in a dead-letter queue', async () => {
    expect(await failures(host)).toEqual([])
  })
})

/** The same link where the host listens since it was started again. */
const at = ({ origin }: LocalHost, link: string): string => origin + new URL(link).pathname

describe('A review whose execution never started', () => {
  it('is taken up by the sweep, and by the next one where that fails too', async () => {
    const host = await LocalHost.start('2026-11-23T09:01:00+07:00')
    // More than the stream's reader and its client try (12 or 13 times 3), so that the sweep fails too.
    await host.failNext('states', 'StartExecution', 45)
    const request = await underReview(host)
    await host.advance({ advance: 'PT10M' })
    expect(await host.executions()).toEqual([])
    expect(await failures(host)).toHaveLength(1)

    await host.advance({ advance: 'PT1H' })
    const executions = await host.executions()
    expect(executions.map(({ status }) => status)).toEqual(['RUNNING'])
    expect(executions[0]?.name).toMatch(new RegExp(`^${request.reference}-1-[2-9]$`))
    expect((await told(host, request, reviewer)).map((mail) => mail.slice(17))).toEqual([
      'Mohon kajian',
    ])
    await host.advance({ to: '2026-11-24T16:01:00+07:00' })
    expect((await told(host, request, superior)).map((mail) => mail.slice(11))).toEqual([
      '16:00 TERLAMBAT',
    ])
    await host.stop()
  })
})

describe('At the end of the last decreed year', () => {
  const next = { eventDate: '2028-02-10', letterDate: '2027-12-20' }

  it('requests are taken, and everybody is told which year is missing', async () => {
    const host = await LocalHost.start('2027-12-30T15:00:00+07:00')
    const known = await underReview(host, next)
    await host.advance({ to: '2027-12-31T10:00:00+07:00' })
    const waiting = await underReview(host, next)
    const page = await waiting.device.open(`/permohonan/${waiting.reference}`)
    expect(page.body).toContain('menunggu penetapan kalender')
    expect(page.body).toContain('2028')
    const [asked] = await mailsAbout(host, waiting.reference, reviewer)
    expect(asked?.subject).toContain('menunggu penetapan kalender tahun 2028')
    const [received] = await mailsAbout(host, waiting.reference, answers.email)
    expect(received?.text).toContain('menunggu penetapan kalender tahun 2028')

    await host.advance({ to: '2027-12-31T15:00:00+07:00' })
    expect(await told(host, known, superior)).toEqual(['2027-12-31 14:30 TERLAMBAT'])
    expect(await told(host, waiting, reviewer)).toHaveLength(1)
    const link = await linkFor(host, waiting.reference, reviewer, 'Setujui')
    const device = new Device(host)
    const shown = await enter(host, device, link, reviewer)
    expect(shown.body).toContain('Mohon administrator menambahkan kalendernya')
    const done = await device.submit(shown, new URL(shown.url).pathname)
    expect((await device.follow(done)).body).toContain('Permohonan telah disetujui')
    expect(await failures(host)).toEqual([])
    await host.stop()
  })
})
