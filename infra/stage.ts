import * as z from 'zod/mini'
import { Office } from '../shared/contracts/office.ts'
import { ResourceSchema } from '../shared/contracts/resource-schema.ts'
import type { OfficeCalendar } from '../shared/domain/calendar.ts'
import { addressesDiffer, reachesTop } from '../shared/domain/people.ts'
import { staffRoles } from '../shared/domain/vocabulary.ts'

const text = z.string().check(z.minLength(1), z.maxLength(120))
const days = z.int().check(z.minimum(1), z.maximum(3653))

const Member = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}$/)),
  name: text,
  position: text,
  email: z.email(),
  roles: z.array(z.enum(staffRoles)).check(z.minLength(1)),
  /** The id of the direct superior (atasan langsung); the head of the office has none. */
  superior: z.optional(z.string()),
})

/** What differs between two copies of the service; everything else is the same code. */
export const Stage = z
  .strictObject({
    name: z.string().check(z.regex(/^[a-z][a-z0-9]{0,15}$/)),
    /** PP 71/2019 keeps public-sector data in Indonesia: Jakarta is ap-southeast-3. */
    region: z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/)),
    office: Office,
    /** The public address; without one the API's own endpoint serves. */
    domain: z.optional(
      z.strictObject({
        name: text,
        /** A certificate for the name, in the same region. */
        certificateArn: z.string().check(z.startsWith('arn:aws:acm:')),
        /** The Route 53 zone that gets the name; without one another DNS must point it here. */
        hostedZone: z.optional(z.strictObject({ id: text, name: text })),
      }),
    ),
    mail: z.strictObject({
      /** The domain that SES signs for; its DKIM records are a step of the runbook. */
      domain: text,
      sender: z.email(),
    }),
    /** Who is told by e-mail of an alarm; each address must confirm once to SNS. */
    alarms: z.optional(z.strictObject({ emails: z.array(z.email()) })),
    people: z.array(Member).check(z.minLength(1)),
    /** What the office has to give; later it is kept at /petugas/sumber-daya. */
    resources: z.array(ResourceSchema),
    calendar: z.custom<OfficeCalendar>((value) => typeof value === 'object' && value !== null),
    /** Who looks for malware in uploads; GuardDuty costs per letter: docs/adr/0016-malware-scan.md. */
    malwareScan: z.enum(['none', 'guardduty']),
    receiptRule: z.enum(['day-zero', 'next-working-day']),
    retention: z.strictObject({
      /** Uploads that no case took. */
      incomingDays: days,
      /** Log lines: they hold no personal data. */
      logDays: z.literal([30, 90, 180, 365]),
    }),
    /** By function, e.g. 'requests/submit': 20. New accounts are refused any reservation. */
    reservedConcurrency: z.optional(z.record(z.string(), z.int().check(z.positive()))),
  })
  .check(
    z.refine(({ people }) => distinct(people.map(({ id }) => id)), 'two people have one id'),
    z.refine(({ people }) => addressesDiffer(people), 'two people have one e-mail address'),
    z.refine(({ people }) => people.every((member) => reachesTop(member, people)), {
      error: 'a superior is unknown, or superiors go round in a circle',
    }),
    z.refine(({ people }) => people.some(({ roles }) => roles.includes('reviewer')), {
      error: 'nobody has the role reviewer: no request could be decided',
    }),
    z.refine(
      ({ resources }) => distinct(resources.map(({ id }) => id)),
      'two resources have one id',
    ),
    z.refine(
      ({ resources, people }) =>
        resources.every(({ kind, id }) => kind !== 'staff' || people.some((one) => one.id === id)),
      'technical staff among the resources are not among the people',
    ),
    z.refine(({ mail }) => mail.sender.endsWith(`@${mail.domain}`), {
      error: 'the sender is not in the mail domain',
    }),
  )
export type Stage = z.infer<typeof Stage>

const distinct = (values: readonly string[]): boolean => new Set(values).size === values.length
