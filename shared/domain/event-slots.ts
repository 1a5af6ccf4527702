import { isoMoment, officeZone } from './dates.ts'
import type { EventTime } from './request-facts.ts'
import { standard } from './standard.ts'
import { addDays, dateIn, instantIn } from './zone.ts'

/** A half-open stretch of time: what begins as another ends does not overlap it. ISO instants. */
export type Stretch = { readonly from: string; readonly to: string }

/** A stretch of time that an event takes of a resource: ISO instants, set-up and clean-up included. */
export type Slot = Stretch & { readonly purpose: 'event' | 'rehearsal' }

export const overlaps = (a: Stretch, b: Stretch): boolean =>
  Date.parse(a.from) < Date.parse(b.to) && Date.parse(b.from) < Date.parse(a.to)

export const minutesOf = ({ from, to }: Stretch): number =>
  (Date.parse(to) - Date.parse(from)) / 60_000

/** The event itself, without set-up; an end before its start is on the next day. */
export function eventStretch({ date, startTime, endTime }: EventTime): Stretch {
  const lastDate = endTime < startTime ? addDays(date, 1) : date
  return {
    from: isoMoment(instantIn(date, startTime, officeZone)),
    to: isoMoment(instantIn(lastDate, endTime, officeZone)),
  }
}

/** The rehearsal; none where its time is not agreed yet. */
export function rehearsalStretch({ rehearsal }: EventTime): Stretch | undefined {
  if (rehearsal?.time === undefined) return undefined
  const from = isoMoment(instantIn(rehearsal.date, rehearsal.time, officeZone))
  return { from, to: later(from, standard.facilitation.rehearsalMinutes) }
}

/**
 * What an event takes of its resources, by start: the rehearsal, and the event with set-up and
 * clean-up. A rehearsal that runs into the set-up is one stretch with it: the slots of one event
 * never overlap.
 */
export function slotsOf(time: EventTime): readonly Slot[] {
  const { setUpMinutes, cleanUpMinutes } = standard.facilitation
  const { from, to } = eventStretch(time)
  const whole = { from: later(from, -setUpMinutes), to: later(to, cleanUpMinutes) }
  const rehearsal = rehearsalStretch(time)
  if (!rehearsal) return [{ purpose: 'event', ...whole }]
  if (!overlaps(rehearsal, whole)) {
    const slots: Slot[] = [
      { purpose: 'rehearsal', ...rehearsal },
      { purpose: 'event', ...whole },
    ]
    return slots.sort(byStart)
  }
  const first = [rehearsal, whole].sort(byStart)[0] ?? whole
  const last = minutesOf({ from: rehearsal.to, to: whole.to }) > 0 ? whole : rehearsal
  return [{ purpose: 'event', from: first.from, to: last.to }]
}

/** The office's dates that the stretches touch, in order. What ends at midnight ends on its own day. */
export function datesTouched(stretches: readonly Stretch[]): readonly string[] {
  const dates = new Set<string>()
  for (const { from, to } of stretches) {
    const last = dateIn(Math.max(Date.parse(from), Date.parse(to) - 1), officeZone)
    let date = dateIn(Date.parse(from), officeZone)
    for (; date <= last; date = addDays(date, 1)) dates.add(date)
  }
  return [...dates].sort()
}

/** Order by time; equal starts stay as they are. */
export const byStart = (a: Stretch, b: Stretch): number => Date.parse(a.from) - Date.parse(b.from)

const later = (instant: string, minutes: number): string =>
  isoMoment(Date.parse(instant) + minutes * 60_000)
