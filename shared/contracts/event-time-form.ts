import * as z from 'zod/mini'
import type { EventTime } from '../domain/request-facts.ts'
import { type FieldError, fields, wrongFields } from './request-form.ts'

const own = z.pick(fields, {
  eventDate: true,
  startTime: true,
  endTime: true,
  rehearsalDate: true,
  rehearsalTime: true,
})

/** The fields that say when an event is, in the order in which they are asked. */
const timeFields = Object.keys(own.shape) as readonly (keyof typeof own.shape)[]

/**
 * Checks the time of an event alone, by the rules of the whole form; other fields are not looked at.
 * `today`: the office's date (ISO).
 */
export function checkEventTime(
  posted: Readonly<Record<string, string | readonly string[]>>,
  today: string,
): { ok: true; time: EventTime } | { ok: false; errors: readonly FieldError[] } {
  const given = Object.fromEntries(timeFields.map((field) => [field, posted[field] ?? '']))
  const result = z.safeParse(own, given)
  const wrong = wrongFields(result, given, today)
  const errors = timeFields.flatMap((field) => {
    const message = wrong.get(field)
    return message === undefined ? [] : [{ field, message }]
  })
  if (!result.success || errors.length > 0) return { ok: false, errors }
  const { eventDate: date, startTime, endTime, rehearsalDate, rehearsalTime } = result.data
  const rehearsal = rehearsalDate ? { date: rehearsalDate, time: rehearsalTime } : undefined
  return { ok: true, time: { date, startTime, endTime, ...(rehearsal && { rehearsal }) } }
}
