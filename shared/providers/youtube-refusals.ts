import { addDays, dateIn, startOfDay } from '../domain/zone.ts'
import { fail, type ProviderAnswer } from './http.ts'
import type { FailureReason } from './ports.ts'
import { ErrorAnswer } from './youtube-api.ts'

/** Quota is given back at midnight there ("Quota and Compliance Audits"). */
const quotaZone = 'America/Los_Angeles'

/** The reasons of the page "Errors" of the Live Streaming API (and of the Data API) that we know. */
const reasons: Readonly<Record<string, FailureReason>> = {
  quotaExceeded: 'quota-exceeded',
  dailyLimitExceeded: 'quota-exceeded',
  rateLimitExceeded: 'too-many-requests',
  userRateLimitExceeded: 'too-many-requests',
  userRequestsExceedRateLimit: 'too-many-requests',
  backendError: 'no-answer',
  internalError: 'no-answer',
  liveStreamingNotEnabled: 'live-not-enabled',
  livePermissionBlocked: 'live-not-enabled',
  insufficientLivePermissions: 'permission',
  insufficientPermissions: 'permission',
  accessNotConfigured: 'permission',
  forbidden: 'permission',
  userBroadcastsExceedLimit: 'limit-reached',
  concurrentBroadcastsExceedLimit: 'limit-reached',
  liveBroadcastDeletionNotAllowed: 'in-progress',
  liveBroadcastBindingNotAllowed: 'in-progress',
  liveStreamDeletionNotAllowed: 'in-progress',
  authenticatedUserNotChannel: 'host-unknown',
  channelClosed: 'host-unknown',
  channelSuspended: 'host-unknown',
}

/** Whether the answer says that there is no such broadcast or stream. */
export const isGone = ({ status }: ProviderAnswer): boolean => status === 404

/**
 * Turns an answer that is not success into a failure.
 * @param now epoch milliseconds
 * @throws ProviderError always
 */
export function refuseYouTube(answer: ProviderAnswer, now: number): never {
  const word = wordOf(answer)
  const detail = `${answer.status} ${word}`
  const reason = reasons[word] ?? (answer.status < 400 ? 'unexpected-answer' : 'not-accepted')
  const wait = reason === 'quota-exceeded' ? { retryAfter: untilMidnight(now) } : {}
  return fail('youtube', reason, { detail, ...wait })
}

/** Seconds until the quota is given back. */
function untilMidnight(now: number): number {
  const midnight = startOfDay(addDays(dateIn(now, quotaZone), 1), quotaZone)
  return Math.ceil((midnight - now) / 1000)
}

/** Google's reason, a word; its message may quote what was sent. */
function wordOf({ body }: ProviderAnswer): string {
  const parsed = ErrorAnswer.safeParse(body)
  const word = parsed.success ? (parsed.data.error.errors[0]?.reason ?? '') : ''
  return /^\w{1,60}$/.test(word) ? word : ''
}
