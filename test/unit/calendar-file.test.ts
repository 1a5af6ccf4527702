import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import type { CalendarFile } from '../../shared/contracts/mail.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import { calendarText } from '../../shared/web/calendar-file.ts'
import { type Invitation, invitation } from '../../shared/web/invitation.ts'
import { monday, request } from '../builders.ts'
import { payloads } from '../payloads.ts'
import { demoOffice } from './demo-office.ts'

const scheduled: ServiceRequest = request({
  status: 'scheduled',
  product: {
    joinUrl: 'https://rapat.example.org/j/1?pwd=a,b;c',
    meetingId: '812 0000 0000',
    passcode: 'a;b,c\\d',
    streamUrl: 'https://siaran.example.org/1',
  },
})

const given = (own: Partial<Invitation> = {}): Invitation => ({
  office: demoOffice,
  sender: 'layanan@siaran.example',
  siteOrigin: 'https://desk.example',
  request: scheduled,
  guest: { name: 'Sri Lestari', address: 'sri@agency.example' },
  told: { version: 5, at: monday },
  ...own,
})

const titled = (name: string, own: Partial<ServiceRequest['event']> = {}): Invitation =>
  given({ request: { ...scheduled, event: { ...scheduled.event, name, ...own } } })

/** The calendar as an independent parser reads it, with its events. */
function read({ content }: CalendarFile) {
  const calendar = new ICAL.Component(ICAL.parse(content) as unknown[])
  const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
  return { calendar, events, method: calendar.getFirstPropertyValue('method') }
}

function only(file: CalendarFile | undefined) {
  const { events } = read(file!)
  expect(events).toHaveLength(1)
  return events[0]!
}

describe('an invitation', () => {
  it('holds the event in the office’s zone, which has its rules beside it', () => {
    const [file] = invitation(given(), 'REQUEST')
    const { calendar, method } = read(file!)
    const event = only(file)
    expect([method, file?.method]).toEqual(['REQUEST', 'REQUEST'])
    expect(event.startDate.toJSDate().toISOString()).toBe('2027-01-20T02:00:00.000Z')
    expect(event.endDate.toJSDate().toISOString()).toBe('2027-01-20T04:30:00.000Z')
    expect(event.startDate.zone.tzid).toBe('Asia/Jakarta')
    const zone = calendar.getFirstSubcomponent('vtimezone')
    expect(zone?.getFirstPropertyValue('tzid')).toBe('Asia/Jakarta')
    expect(zone?.getAllSubcomponents('daylight')).toEqual([])
  })

  it('names the event by the reference, says what changed last, and comes from the sender', () => {
    const event = only(invitation(given(), 'REQUEST')[0])
    const component = event.component
    expect(event.uid).toBe('VC-2026-0000000@siaran.example')
    expect(event.sequence).toBe(5)
    expect(String(component.getFirstPropertyValue('dtstamp'))).toBe('2026-11-23T02:00:00Z')
    expect(event.organizer).toBe('mailto:layanan@siaran.example')
    expect(component.getFirstPropertyValue('status')).toBe('CONFIRMED')
    expect(event.attendees.map((guest) => guest.getFirstValue())).toEqual([
      'MAILTO:sri@agency.example',
    ])
    expect(event.attendees[0]?.getParameter('rsvp')).toBe('FALSE')
  })

  it('tells how to join, and rings an hour before', () => {
    const event = only(invitation(given(), 'REQUEST')[0])
    expect(event.description.split('\n')).toEqual([
      'Nomor registrasi: VC-2026-0000000',
      'Tautan rapat: https://rapat.example.org/j/1?pwd=a,b;c',
      'ID rapat: 812 0000 0000',
      'Kode sandi: a;b,c\\d',
      'Siaran YouTube: https://siaran.example.org/1',
      'Status permohonan: https://desk.example/permohonan/VC-2026-0000000',
    ])
    const alarm = event.component.getFirstSubcomponent('valarm')
    expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('-PT1H')
  })

  it('is the identical file each time', () => {
    expect(invitation(given(), 'REQUEST')).toEqual(invitation(given(), 'REQUEST'))
  })

  it('cancels the same event', () => {
    const cancelled = given({
      request: { ...scheduled, status: 'cancelled' },
      told: { version: 9, at: monday },
    })
    const [file] = invitation(cancelled, 'CANCEL')
    const event = only(file)
    expect(read(file!).method).toBe('CANCEL')
    expect([event.uid, event.sequence]).toEqual(['VC-2026-0000000@siaran.example', 9])
    expect(event.component.getFirstPropertyValue('status')).toBe('CANCELLED')
  })

  it('says that a time that waits for a decision is not certain', () => {
    const moved = given({ request: { ...scheduled, status: 'received' } })
    const event = only(invitation(moved, 'REQUEST')[0])
    expect(event.component.getFirstPropertyValue('status')).toBe('TENTATIVE')
  })

  it('ends the next day where the event passes midnight', () => {
    const event = only(
      invitation(titled('Malam', { startTime: '22:00', endTime: '01:00' }), 'REQUEST')[0],
    )
    expect(event.duration.toString()).toBe('PT3H')
  })

  it('has the rehearsal in a file of its own', () => {
    const files = invitation(
      titled('Acara', { rehearsal: { date: '2027-01-19', time: '23:30' } }),
      'REQUEST',
    )
    expect(files.map(({ name, method }) => [name, method])).toEqual([
      ['invite.ics', 'REQUEST'],
      ['gladi-bersih.ics', 'PUBLISH'],
    ])
    const event = only(files[1])
    expect([event.uid, event.summary]).toEqual([
      'VC-2026-0000000-gladi@siaran.example',
      'Gladi bersih: Acara',
    ])
    expect(event.startDate.toJSDate().toISOString()).toBe('2027-01-19T16:30:00.000Z')
    expect(event.duration.toString()).toBe('PT1H')
  })

  it('gives a rehearsal without a time its whole day', () => {
    const event = only(
      invitation(titled('Acara', { rehearsal: { date: '2027-01-19' } }), 'REQUEST')[1],
    )
    expect([event.startDate.isDate, event.startDate.toString(), event.endDate.toString()]).toEqual([
      true,
      '2027-01-19',
      '2027-01-20',
    ])
  })
})

/** What may be written of a text: no control signs, one kind of line end. */
const kept = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')

const visible = (text: string): string => text.replaceAll('\u200B', '')

describe('whatever people type', () => {
  const written = (text: string): string =>
    calendarText({
      method: 'PUBLISH',
      name: text,
      events: [
        {
          uid: '1@siaran.example',
          sequence: 1,
          changedAt: monday,
          from: { date: '2027-01-20', time: '09:00' },
          until: { date: '2027-01-20', time: '10:00' },
          summary: text,
          location: text,
          description: text,
          url: 'https://desk.example/',
          status: 'CONFIRMED',
          organizer: { name: text, address: 'layanan@siaran.example' },
          guest: { name: text, address: 'sri@agency.example' },
          alarm: 60,
        },
      ],
    })
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({
      unit: fc.constantFrom('\r', '\n', ';', ',', '\\', ':', '"', '^', 'n', 'é', '🎉', ' '),
    }),
    fc.constantFrom(
      'a\r\nATTENDEE:mailto:b@evil.example',
      'a\nEND:VEVENT\nBEGIN:VEVENT',
      '\\n\\;\\,',
    ),
  )

  it('comes back as it was, and nothing beside it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const event = only({ name: '', method: 'PUBLISH', content: written(text) })
        expect(event.summary ?? '').toBe(kept(text))
        // An empty place is left out.
        expect([event.location ?? '', event.description ?? '']).toEqual([kept(text), kept(text)])
        expect(event.attendees).toHaveLength(1)
        expect(event.component.getAllProperties().map(({ name }) => name)).toEqual(
          properties.filter((name) => kept(text) !== '' || name !== 'location'),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('stands in lines of at most 75 octets that end in CRLF', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const content = written(text)
        expect(content.endsWith('END:VCALENDAR\r\n')).toBe(true)
        expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
        const longest = Math.max(...content.split('\r\n').map((line) => Buffer.byteLength(line)))
        expect(longest).toBeLessThanOrEqual(75)
      }),
      { numRuns: 100 },
    )
  })

  it.each(payloads)('is text in the invitation and leads nowhere: %s', (payload) => {
    const files = invitation(
      titled(payload, { venue: payload, rehearsal: { date: '2027-01-19' } }),
      'REQUEST',
    )
    for (const file of files) {
      const event = only(file)
      expect(visible(event.summary)).toContain(payload)
      expect(visible(event.location)).toBe(payload)
      expect(file.content.replaceAll('\r\n ', '')).not.toMatch(/evil\.example/)
    }
  })
})

const properties = [
  'uid',
  'sequence',
  'dtstamp',
  'dtstart',
  'dtend',
  'summary',
  'location',
  'description',
  'organizer',
  'attendee',
  'url',
  'status',
]
