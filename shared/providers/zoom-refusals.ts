import { fail, type ProviderAnswer } from './http.ts'
import type { FailureReason } from './ports.ts'
import { ErrorAnswer } from './zoom-api.ts'

/** Zoom's codes for a meeting that is not there (any more): not found, or over. */
const gone: readonly number[] = [3001, 3007]

/** The codes whose cure we know ("Error Codes", and each page of "Meetings APIs"). */
const reasons: Readonly<Record<number, FailureReason>> = {
  200: 'permission', // No permission.
  1001: 'host-unknown', // User does not exist or does not belong to this account.
  1010: 'host-unknown', // User does not belong to this account.
  3002: 'in-progress', // Sorry, you cannot delete this meeting since it's in progress.
  3161: 'limit-reached', // Your user account is not allowed meeting hosting and scheduling.
  4700: 'permission', // Invalid access token, does not contain scopes.
  4711: 'permission',
}

/** Whether the answer says that there is no such meeting to change or delete. */
export const isGone = (answer: ProviderAnswer): boolean =>
  gone.includes(codeOf(answer)) || (answer.status === 404 && codeOf(answer) !== 1001)

/** Turns an answer that is not success into a failure. @throws ProviderError always */
export function refuseZoom(answer: ProviderAnswer): never {
  const code = codeOf(answer)
  const detail = `${answer.status} ${code}`
  const known = reasons[code] ?? (answer.status === 403 ? 'permission' : undefined)
  return fail('zoom', known ?? (answer.status < 400 ? 'unexpected-answer' : 'not-accepted'), {
    detail,
  })
}

/** Zoom's number; its sentence may quote what was sent. */
function codeOf({ body }: ProviderAnswer): number {
  const parsed = ErrorAnswer.safeParse(body)
  return parsed.success ? parsed.data.code : 0
}
