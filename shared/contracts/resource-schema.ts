import * as z from 'zod/mini'
import { accountCapacities } from '../domain/resources.ts'

const isoDate = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
const Interval = z.tuple([z.string(), z.string()])

/** Office hours by weekday: half-open intervals of wall-clock times. */
export const Week = z.partialRecord(
  z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']),
  z.array(Interval),
)

const common = {
  id: z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}$/)),
  name: z.string().check(z.minLength(1), z.maxLength(120)),
  active: z.boolean(),
}

/** What the office has to give, as a stage brings it. */
export const ResourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('account'),
    capacity: z.literal(accountCapacities),
    licence: z.enum(['basic', 'paid']),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('channel'),
    liveEnabled: z.boolean(),
    testedOn: z.optional(isoDate),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('room'),
    seats: z.optional(z.int().check(z.positive(), z.maximum(100_000))),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('staff'),
    week: z.optional(Week),
    absences: z.array(z.strictObject({ from: isoDate, to: isoDate })),
  }),
])
