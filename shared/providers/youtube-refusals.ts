import { addDays, dateIn, startOfDay } from '../domain/zone.ts'
import { type ProviderAnswer, ProviderError, refuse } from './http.ts'
import type { FailureReason } from './ports.ts'
import { ErrorAnswer } from './youtube-api.ts'

/** Quota is given back at midnight there ("Quota and Compliance Audits"). */
const quotaZone = 'America/Los_Angeles'

type Refusal = { readonly reason: FailureReason; readonly sentence: string }

const notEnabled: Refusal = {
  reason: 'live-not-enabled',
  sentence:
    'Siaran langsung belum diaktifkan pada kanal ini. Aktifkan di YouTube Studio (Buat → Mulai live; aktivasi pertama memerlukan waktu hingga 24 jam), lalu coba lagi, atau pilihlah kanal lain.',
}
const noPermission: Refusal = {
  reason: 'permission',
  sentence:
    'Akses yang tersimpan tidak berizin mengelola siaran kanal ini. Mintalah pengelola sistem menghubungkan kanal ini kembali dengan izin YouTube.',
}
const full: Refusal = {
  reason: 'limit-reached',
  sentence:
    'Kanal ini telah mencapai batas jumlah siaran dari YouTube. Hapus siaran terjadwal yang tidak diperlukan di YouTube Studio, lalu coba lagi.',
}
const underWay: Refusal = {
  reason: 'in-progress',
  sentence:
    'Siaran sedang berlangsung sehingga tidak dapat diubah atau dihapus. Akhiri siaran di YouTube Studio, lalu hapus secara manual.',
}
const noChannel: Refusal = {
  reason: 'host-unknown',
  sentence:
    'Kanal YouTube yang ditugaskan belum terhubung, atau ditutup oleh YouTube. Pilihlah kanal lain, atau mintalah pengelola sistem menghubungkannya.',
}

/** The reasons of the page "Errors" whose cure we know. */
const refusals: Readonly<Record<string, Refusal>> = {
  liveStreamingNotEnabled: notEnabled,
  livePermissionBlocked: notEnabled,
  insufficientLivePermissions: noPermission,
  insufficientPermissions: noPermission,
  accessNotConfigured: noPermission,
  forbidden: noPermission,
  userBroadcastsExceedLimit: full,
  concurrentBroadcastsExceedLimit: full,
  liveBroadcastDeletionNotAllowed: underWay,
  liveBroadcastBindingNotAllowed: underWay,
  liveStreamDeletionNotAllowed: underWay,
  authenticatedUserNotChannel: noChannel,
  channelClosed: noChannel,
  channelSuspended: noChannel,
}

const passing = ['backendError', 'internalError']
const tooMany = ['rateLimitExceeded', 'userRateLimitExceeded', 'userRequestsExceedRateLimit']
const quota = ['quotaExceeded', 'dailyLimitExceeded']

/** Whether the answer says that there is no such broadcast or stream. */
export const isGone = ({ status }: ProviderAnswer): boolean => status === 404

/**
 * Turns an answer that is not success into a failure with what staff should do.
 * @param now epoch milliseconds
 * @throws ProviderError always
 */
export function refuseYouTube(answer: ProviderAnswer, now: number): never {
  const reason = reasonOf(answer)
  if (quota.includes(reason)) throw quotaExceeded(now)
  if (tooMany.includes(reason)) throw later('too-many-requests', 'membatasi jumlah permintaan')
  if (passing.includes(reason)) throw later('no-answer', 'sedang mengalami gangguan')
  const known = refusals[reason]
  if (known) return refuse(known.reason, known.sentence)
  if (answer.status < 400) return strange()
  return refuse(
    'not-accepted',
    `YouTube tidak menerima data siaran ini (${/^\w{1,60}$/.test(reason) ? reason : answer.status}). Periksa judul dan waktu acara, atau buatlah siaran secara manual.`,
  )
}

/** The channel has no refresh token in the provider secret. */
export const unknownChannel = (): never => refuse(noChannel.reason, noChannel.sentence)

/** An answer that reads like nothing that YouTube documents. */
export const strange = (): never =>
  refuse(
    'unexpected-answer',
    'YouTube menjawab dengan cara yang tidak dikenal. Buatlah siaran secara manual dan beri tahu pengelola sistem.',
  )

const later = (reason: FailureReason, what: string): ProviderError =>
  new ProviderError({
    outcome: 'unavailable',
    reason,
    sentence: `YouTube ${what} untuk sementara. Sistem mencoba lagi; bila tautan segera diperlukan, buatlah siaran secara manual.`,
  })

function quotaExceeded(now: number): ProviderError {
  const midnight = startOfDay(addDays(dateIn(now, quotaZone), 1), quotaZone)
  return new ProviderError({
    outcome: 'unavailable',
    reason: 'quota-exceeded',
    sentence:
      'Kuota harian YouTube untuk sistem ini telah habis dan baru tersedia lagi pukul 14.00 atau 15.00 WIB. Sistem mencoba lagi setelah itu; bila tautan diperlukan lebih awal, buatlah siaran secara manual di YouTube Studio.',
    retryAfter: Math.ceil((midnight - now) / 1000),
  })
}

function reasonOf({ body }: ProviderAnswer): string {
  const parsed = ErrorAnswer.safeParse(body)
  return (parsed.success && parsed.data.error.errors[0]?.reason) || ''
}
