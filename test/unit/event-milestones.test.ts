import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eventMilestones, nextEventMilestone } from '../../shared/domain/event-milestones.ts'
import { eventStretch } from '../../shared/domain/event-slots.ts'
import { act } from '../../shared/domain/request.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import { after, officeClock, requestIn } from '../builders.ts'

const { calendar } = officeClock

/** A scheduled request of which the approval and the event's time are given. */
function scheduled(
  { date, startTime, endTime }: { date: string; startTime: string; endTime: string },
  approvedAt: string,
): ServiceRequest {
  const base = requestIn('scheduled')
  return {
    ...base,
    event: { ...base.event, date, startTime, endTime },
    decisions: base.decisions.map((made) => ({ ...made, at: approvedAt })),
  }
}

const wednesday = { date: '2027-01-20', startTime: '09:00', endTime: '11:30' }
const early = '2026-12-01T02:00:00.000Z'

const nameOf = ({ command }: { command: { act: string; ahead?: string } }): string =>
  command.ahead ?? command.act

/** Takes what is due every quarter of an hour, as the sweep does. */
function walk(request: ServiceRequest, from: string): { names: string[]; at: string[] } {
  const names: string[] = []
  const at: string[] = []
  let now = from
  let current = request
  for (let looks = 0; looks < 50; looks += 1) {
    const next = nextEventMilestone(current, calendar, now)
    if (!next) break
    if (Date.parse(next.at) > Date.parse(now)) {
      now = new Date(Math.ceil(Date.parse(next.at) / 900_000) * 900_000).toISOString()
      continue
    }
    const acted = act(current, next.command, now)
    if (!acted.ok) throw new Error(acted.problem.act)
    names.push(nameOf(next))
    at.push(now)
    current = acted.value.case
    now = after(now, { minutes: 15 })
  }
  return { names, at }
}

describe('the milestones of an event', () => {
  it('are one working day before, one hour before, its end, the next working day’s close', () => {
    const { names, at } = walk(scheduled(wednesday, early), early)
    expect(names).toEqual(['day', 'hour', 'ask-held', 'complete'])
    expect(at).toEqual([
      '2027-01-19T02:00:00.000Z',
      '2027-01-20T01:00:00.000Z',
      '2027-01-20T04:30:00.000Z',
      '2027-01-21T09:00:00.000Z',
    ])
  })

  it('remind on the last working day before a weekend', () => {
    const monday = { ...wednesday, date: '2027-01-18' }
    expect(eventMilestones(scheduled(monday, early), calendar)[0]?.at).toBe('2027-01-15T02:00:00Z')
  })

  it.each([
    ['05:30', '06:30'],
    ['20:00', '01:00'],
  ])('remind of an event at %s at the opening, not at night', (startTime, endTime) => {
    const night = { date: '2027-01-20', startTime, endTime }
    const [day] = eventMilestones(scheduled(night, early), calendar)
    expect(day?.at).toBe('2027-01-19T00:30:00Z')
  })

  it('leave out what was over when it was approved', () => {
    const from = '2027-01-20T00:00:00.000Z'
    expect(walk(scheduled(wednesday, from), from).names).toEqual(['hour', 'ask-held', 'complete'])
    const late = '2027-01-20T01:30:00.000Z'
    expect(walk(scheduled(wednesday, late), late).names).toEqual(['ask-held', 'complete'])
  })

  it('leave out a reminder that nobody took in time', () => {
    const request = scheduled(wednesday, early)
    expect(walk(request, '2027-01-20T01:15:00.000Z').names).toEqual([
      'hour',
      'ask-held',
      'complete',
    ])
    expect(walk(request, '2027-01-20T02:00:00.000Z').names).toEqual(['ask-held', 'complete'])
  })

  it('give staff until the next working day after they were asked, however late that was', () => {
    const { at } = walk(scheduled(wednesday, early), '2027-01-26T02:00:00.000Z')
    expect(at).toEqual(['2027-01-26T02:00:00.000Z', '2027-01-27T09:00:00.000Z'])
  })

  it('are none of a request that is not approved, or is over', () => {
    for (const status of ['in-review', 'cancelled', 'completed', 'not-held'] as const)
      expect(nextEventMilestone(requestIn(status), calendar, early)).toBeUndefined()
  })

  it('ask who is assigned, or else who approved', () => {
    const request = scheduled(wednesday, early)
    const asked = (one: ServiceRequest) => eventMilestones(one, calendar)[2]?.command
    expect(asked(request)).toEqual({ act: 'ask-held', to: [request.decisions.at(-1)?.by] })
    const assignment = { staff: ['yoga'], slots: [] }
    expect(asked({ ...request, assignment })).toEqual({ act: 'ask-held', to: ['yoga'] })
  })

  it('come once each, in order, before a year without a decree too', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '05', '30', '45'))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)
    const date = fc
      .integer({ min: 0, max: 1500 })
      .map((days) => after('2026-11-24T00:00:00.000Z', { days }).slice(0, 10))
    const before = fc.integer({ min: -3, max: 200 })
    fc.assert(
      fc.property(date, time, time, before, (day, startTime, endTime, hours) => {
        const event = { date: day, startTime, endTime }
        const { from } = eventStretch({ ...event })
        const approvedAt = after(from, { hours: -hours })
        const { names, at } = walk(scheduled(event, approvedAt), approvedAt)
        const order = ['day', 'hour', 'ask-held', 'complete']
        expect(names).toEqual(order.filter((name) => names.includes(name)))
        expect(names.slice(-2)).toEqual(['ask-held', 'complete'])
        expect(at).toEqual(at.toSorted())
        expect(new Set(names).size).toBe(names.length)
      }),
      { numRuns: 200 },
    )
  })
})
