import { datesTouched, type Stretch } from './event-slots.ts'
import { type OfficeCalendar, spansOn } from './office-days.ts'
import { addDays, startOfDay } from './zone.ts'

/**
 * Whether a stretch lies between the opening and the closing of each day it touches. Breaks in a day
 * do not count: an event does not stop for them.
 * @throws UndecreedYearError
 */
export const withinHours = (calendar: OfficeCalendar, { from, to }: Stretch): boolean =>
  datesTouched([{ from, to }]).every((date) => {
    const spans = spansOn(calendar, date)
    const [opening, closing] = [spans[0]?.[0] ?? Infinity, spans.at(-1)?.[1] ?? -Infinity]
    const begin = Math.max(Date.parse(from), startOfDay(date, calendar.timeZone))
    const end = Math.min(Date.parse(to), startOfDay(addDays(date, 1), calendar.timeZone))
    return opening <= begin && end <= closing
  })

/**
 * The calendar without its missing decrees: what it says is closed is closed, whatever holidays are
 * decreed yet; what it says is open may still become one.
 */
export const asFarAsKnown = (calendar: OfficeCalendar): OfficeCalendar => ({
  ...calendar,
  decreedYears: undefined,
})
