import * as z from 'zod/mini'

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max))

/** The office that runs this copy of the service: what pages and e-mails say about it. */
export const Office = z.strictObject({
  /** Full official name, e.g. Dinas Komunikasi dan Informatika Kabupaten …. */
  name: text(120),
  /** What people call it, e.g. Dinkominfo. */
  shortName: text(40),
  address: text(200),
  email: z.email(),
  /** As printed, e.g. (0000) 000000. */
  phone: text(30),
  /** E.164, e.g. +62811…: pages make a wa.me-free, plain text number of it. */
  whatsapp: z.string().check(z.regex(/^\+[1-9]\d{6,14}$/)),
  /** Accounts by network, as people type them, e.g. instagram: @dinas. */
  social: z.optional(
    z.strictObject({
      instagram: z.optional(text(40)),
      x: z.optional(text(40)),
      facebook: z.optional(text(40)),
    }),
  ),
})
export type Office = z.infer<typeof Office>
