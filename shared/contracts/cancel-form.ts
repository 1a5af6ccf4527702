import { optionalText } from './fields.ts'

const reason = optionalText(1000)

/** Checks why an applicant cancels; nobody has to say it. */
export function checkCancelReason(
  posted: string | null,
):
  | { readonly ok: true; readonly reason: string | undefined }
  | { readonly ok: false; readonly message: string } {
  const result = reason.safeParse(posted ?? '')
  if (result.success) return { ok: true, reason: result.data }
  return { ok: false, message: result.error.issues[0]?.message ?? '' }
}
