import * as z from 'zod/mini'
import type { Product } from '../domain/request-facts.ts'
import { decisions } from '../domain/vocabulary.ts'
import { choice, optional, optionallyParsed, parseLink, requiredText } from './fields.ts'

const meetingId = (text: string): string | undefined => {
  const digits = text.replace(/[\s-]/g, '')
  return /^\d{9,12}$/.test(digits) ? digits : undefined
}

const product = {
  joinUrl: optionallyParsed(
    parseLink,
    'Isi tautan rapat lengkap, misalnya https://zoom.us/j/1234567890.',
    500,
  ),
  meetingId: optionallyParsed(
    meetingId,
    'ID rapat terdiri atas 9–12 angka. Periksa kembali atau kosongkan.',
  ),
  passcode: optional(40),
  streamUrl: optionallyParsed(
    parseLink,
    'Isi tautan YouTube lengkap, misalnya https://youtube.com/live/abc.',
    500,
  ),
}

const Approval = z.strictObject({
  decision: z.literal('approve'),
  ...product,
  account: optional(40),
  channel: optional(40),
  room: optional(40),
  staff: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(20)),
})
const reason = requiredText('Tulis alasannya. Pemohon membacanya pada jawaban.', 1000)
const Rejection = z.strictObject({ decision: z.literal('reject'), reason })
const Return = z.strictObject({
  decision: z.literal('return'),
  reason,
  /** Times that the office offers, by their names (shared/domain/event-time.ts). */
  offers: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(10)),
})
const Links = z.strictObject(product)

export type DecisionForm =
  | z.output<typeof Approval>
  | z.output<typeof Rejection>
  | z.output<typeof Return>
export type DecisionField =
  | 'joinUrl'
  | 'meetingId'
  | 'passcode'
  | 'streamUrl'
  | 'reason'
  | 'offers'
  | 'account'
  | 'channel'
  | 'room'
  | 'staff'
  | 'decision'
export type DecisionError = { readonly field: DecisionField; readonly message: string }

type Checked<T> =
  | { readonly ok: true; readonly form: T }
  | { readonly ok: false; readonly errors: readonly DecisionError[] }

/** Checks a decision as posted; only the fields that belong to it are looked at. */
export function checkDecision(form: URLSearchParams): Checked<DecisionForm> {
  const decision = choice(decisions, '').safeParse(form.get('decision'))
  if (!decision.success) {
    return { ok: false, errors: [{ field: 'decision', message: 'Pilih keputusan Anda.' }] }
  }
  const lists = { staff: form.getAll('staff'), offers: form.getAll('offers') }
  const posted = { ...picked(form), decision: decision.data, ...lists }
  switch (decision.data) {
    case 'approve':
      return checked(Approval, only(posted, Approval))
    case 'reject':
      return checked(Rejection, only(posted, Rejection))
    case 'return':
      return checked(Return, only(posted, Return))
  }
}

/** Checks the links of an approved request: at least one, or nothing would be recorded. */
export function checkLinks(form: URLSearchParams): Checked<Product> {
  const result = checked(Links, only(picked(form), Links))
  if (!result.ok || result.form.joinUrl !== undefined || result.form.streamUrl !== undefined)
    return result
  return {
    ok: false,
    errors: [{ field: 'joinUrl', message: 'Isi tautan rapat atau tautan YouTube.' }],
  }
}

const picked = (form: URLSearchParams): Record<string, string> => Object.fromEntries(form)

const only = (posted: object, schema: { shape: object }): object =>
  Object.fromEntries(Object.entries(posted).filter(([name]) => name in schema.shape))

function checked<T>(schema: z.ZodMiniType<T>, posted: object): Checked<T> {
  const result = schema.safeParse(posted)
  if (result.success) return { ok: true, form: result.data }
  const errors = result.error.issues.map((issue) => ({
    field: String(issue.path[0]) as DecisionField,
    message: issue.message,
  }))
  return { ok: false, errors }
}
