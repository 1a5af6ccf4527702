import ICAL from 'ical.js'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeSchedule } from '../../functions/site/schedule.ts'
import { spanOf } from '../../functions/site/schedule-span.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import { entryOf, publicEvent } from '../../shared/domain/schedule.ts'
import { requestStatuses } from '../../shared/domain/vocabulary.ts'
import type { WebAnswer, WebEvent } from '../../shared/web/http.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { monday, request } from '../builders.ts'
import { MemorySchedule } from '../doubles/schedule.ts'
import { payloads } from '../payloads.ts'
import { demoOffice } from './demo-office.ts'

const passcode = 'KODE-RAHASIA'
const secret: ServiceRequest = request({
  status: 'scheduled',
  product: {
    joinUrl: 'https://rapat.example.org/j/1',
    meetingId: '812 0000 0000',
    passcode,
    streamUrl: 'https://siaran.example.org/1',
  },
  assignment: { account: 'zoom-1', room: 'rav', staff: ['yoga'], slots: [] },
})

const held = (own: Partial<ServiceRequest['event']> = {}): ServiceRequest => ({
  ...secret,
  event: { ...secret.event, date: '2026-11-25', ...own },
})

let schedule: MemorySchedule

beforeEach(() => {
  schedule = new MemorySchedule()
})

function put(event: Partial<ServiceRequest['event']> = {}, reference = 'VC-2026-0000000'): void {
  schedule.follow(`draft of ${reference}`, { ...held(event), reference }, monday)
}

async function ask(address: string, headers: Record<string, string> = {}): Promise<WebAnswer> {
  const { pathname, searchParams } = new URL(address, 'https://desk.example')
  const now = (): Date => new Date(monday)
  const handler = httpHandler(
    makeSchedule({ office: demoOffice, siteOrigin: 'https://desk.example', schedule, now }),
    demoOffice,
  )
  const event = {
    rawPath: pathname,
    headers,
    queryStringParameters: Object.fromEntries(searchParams),
    requestContext: { http: { method: 'GET', path: pathname } },
  } as unknown as WebEvent
  return handler(event, {} as Parameters<typeof handler>[1])
}

const textOf = async (address: string): Promise<string> =>
  ((await ask(address)).body ?? '').replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

describe('the schedule’s entry of a request', () => {
  it.each(requestStatuses)('is there while its event stands or stood: %s', (status) => {
    const standing = ['approved', 'awaiting-link', 'scheduled', 'completed'].includes(status)
    expect(entryOf({ ...secret, status }) !== undefined).toBe(standing)
  })

  it('names a stream only where everybody may watch', () => {
    const streamOf = (visibility: 'public' | 'unlisted' | undefined) =>
      entryOf(held({ visibility }))?.streamUrl
    expect(streamOf('public')).toBe('https://siaran.example.org/1')
    expect([streamOf('unlisted'), streamOf(undefined)]).toEqual([undefined, undefined])
  })

  it('shows the public nothing but what the list of public fields says', () => {
    const entry = entryOf(held({ untitled: true }))!
    expect(publicEvent({ uid: 'u', changedAt: monday, entry })).toEqual({
      uid: 'u',
      changedAt: monday,
      date: '2026-11-25',
      startTime: '09:00',
      endTime: '11:30',
      agency: secret.agency.name,
      venue: secret.event.venue,
      service: 'both',
    })
  })
})

describe('a span of the schedule', () => {
  const today = '2026-11-24'

  it('is this month by month, where the address says nothing or nonsense', () => {
    const month = { view: 'bulan', from: '2026-11-01', to: '2026-11-30' }
    for (const mulai of ['', '2026-13-01', '2026-02-30', '1999-01-01', '9999-12-31', '%00'])
      expect(spanOf({ mulai, tampilan: '__proto__' }, today)).toMatchObject(month)
  })

  it('is a week from Monday to Sunday, also over New Year', () => {
    const asked = { tampilan: 'minggu', mulai: '2027-01-01' }
    expect(spanOf(asked, today)).toMatchObject({
      from: '2026-12-28',
      to: '2027-01-03',
      previous: '2026-12-21',
      next: '2027-01-04',
    })
  })

  it('leads no further than two years away', () => {
    expect(spanOf({ mulai: '2028-11-15' }, today).next).toBeUndefined()
    expect(spanOf({ mulai: '2024-11-15' }, today).previous).toBeUndefined()
    expect(spanOf({ mulai: '2028-10-15' }, today).next).toBe('2028-11-01')
  })
})

describe('the public schedule', () => {
  it.each(['/jadwal', '/jadwal?tampilan=minggu', '/jadwal?tampilan=daftar'])(
    'shows an event of these days: %s',
    async (address) => {
      put()
      const text = await textOf(address)
      expect(text).toContain('09.00–11.30')
      for (const fact of [secret.event.name, secret.event.venue, secret.agency.name])
        expect(text).toContain(fact)
    },
  )

  it('shows another month where it is asked for', async () => {
    put({ date: '2027-01-20' })
    expect(await textOf('/jadwal')).toContain('Belum ada kegiatan terjadwal')
    expect(await textOf('/jadwal?mulai=2027-01-01')).toContain(secret.event.name)
  })

  it('shows both months of a week that has two', async () => {
    put({ date: '2026-11-30', name: 'Rapat akhir bulan' }, 'VC-2026-1111111')
    put({ date: '2026-12-01', name: 'Rapat awal bulan' }, 'VC-2026-2222222')
    const text = await textOf('/jadwal?tampilan=minggu&mulai=2026-12-01')
    expect(text).toContain('30 November – 6 Desember 2026')
    expect(text).toContain('Rapat akhir bulan')
    expect(text).toContain('Rapat awal bulan')
  })

  it('hides the name where the applicant asked so', async () => {
    put({ untitled: true })
    for (const address of ['/jadwal', '/jadwal.ics']) {
      const { body } = await ask(address)
      expect(body).toContain('Kegiatan internal')
      expect(body).not.toContain(secret.event.name)
    }
  })

  it.each(['/jadwal', '/jadwal?tampilan=daftar', '/jadwal.ics'])(
    'tells nothing of the case, its people or its meeting: %s',
    async (address) => {
      put({ visibility: 'unlisted' })
      const body = String((await ask(address)).body).replaceAll('\r\n ', '')
      const private_ = [
        secret.reference,
        passcode,
        'rapat.example',
        '812 0000',
        'siaran.example.org',
      ]
      for (const told of [...private_, 'yoga', 'zoom-1', 'draft']) expect(body).not.toContain(told)
    },
  )

  it.each(payloads)('shows what was typed as text: %s', async (payload) => {
    put({ name: payload, venue: payload })
    const { body = '' } = await ask('/jadwal')
    expect(body).not.toMatch(/<script(?! type="module")|<img|<iframe|<b>|<math|<body on/)
    expect(body).toContain(
      payload.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
    )
    const feed = String((await ask('/jadwal.ics')).body).replaceAll('\r\n ', '')
    expect(feed).not.toMatch(/https:\/\/evil/)
  })
})

describe('the feed for other calendars', () => {
  it('holds the month before this one and the six after it', async () => {
    const dates = ['2026-09-30', '2026-10-01', '2026-11-25', '2027-05-31', '2027-06-01']
    for (const [index, date] of dates.entries()) put({ date }, `VC-2026-000000${index}`)
    const { body, headers } = await ask('/jadwal.ics')
    const calendar = new ICAL.Component(ICAL.parse(String(body)) as unknown[])
    const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
    expect(events.map(({ startDate }) => startDate.toString().slice(0, 10))).toEqual(
      dates.slice(1, 4),
    )
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(3)
    expect(calendar.getFirstPropertyValue('method')).toBe('PUBLISH')
    expect(headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'public, max-age=300',
    })
  })

  it('is not sent again to whoever has it as it is', async () => {
    put()
    const etag = String((await ask('/jadwal.ics')).headers?.['etag'])
    const again = await ask('/jadwal.ics', { 'if-none-match': `"other", ${etag}` })
    expect([again.statusCode, again.body, again.headers?.['etag']]).toEqual([304, undefined, etag])
    put({ venue: 'Aula' })
    expect((await ask('/jadwal.ics', { 'if-none-match': etag })).statusCode).toBe(200)
  })

  it('is a calendar also when nothing is scheduled', async () => {
    const calendar = new ICAL.Component(
      ICAL.parse(String((await ask('/jadwal.ics')).body)) as unknown[],
    )
    expect(calendar.getAllSubcomponents('vevent')).toEqual([])
  })
})
