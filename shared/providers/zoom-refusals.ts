import { type ProviderAnswer, refuse } from './http.ts'
import { ErrorAnswer } from './zoom-api.ts'

/** Zoom's codes for a meeting that is not there (any more): not found, or over. */
const gone: readonly number[] = [3001, 3007]

/** Whether the answer says that there is no such meeting to change or delete. */
export const isGone = (answer: ProviderAnswer): boolean =>
  gone.includes(codeOf(answer)) || (answer.status === 404 && codeOf(answer) !== 1001)

/**
 * Turns an answer that is not success into a refusal with what staff should do ("Error Codes" and the
 * codes that each page of "Meetings APIs" lists).
 * @throws ProviderError always
 */
export function refuseZoom(answer: ProviderAnswer): never {
  const code = codeOf(answer)
  switch (code) {
    case 1001: // User does not exist or does not belong to this account.
    case 1010:
    case 1120:
      return unknownUser()
    case 3161: // Your user account is not allowed meeting hosting and scheduling capabilities.
      return refuse(
        'limit-reached',
        'Akun Zoom ini tidak diizinkan menjadwalkan rapat. Pilihlah akun lain, atau periksa lisensinya di Zoom, lalu coba lagi.',
      )
    case 3002: // Sorry, you cannot delete this meeting since it's in progress.
      return refuse(
        'in-progress',
        'Rapat Zoom sedang berlangsung sehingga tidak dapat dihapus. Akhiri rapat di Zoom, lalu hapus secara manual.',
      )
    case 200: // No permission.
    case 4700: // Invalid access token, does not contain scopes.
    case 4711:
      return noPermission()
    default:
  }
  if (answer.status === 403) return noPermission()
  if (answer.status >= 400) {
    return refuse(
      'not-accepted',
      `Zoom tidak menerima data rapat ini (kode ${code || answer.status}). Periksa akun, waktu, dan nama acara, atau buatlah tautan secara manual.`,
    )
  }
  return strange()
}

/** The account has no user in the provider secret, or Zoom does not know it. */
export const unknownUser = (): never =>
  refuse(
    'host-unknown',
    'Akun Zoom yang ditugaskan belum terhubung atau tidak dikenal oleh Zoom. Pilihlah akun lain, atau mintalah pengelola sistem menghubungkannya.',
  )

/** An answer that reads like nothing that Zoom documents. */
export const strange = (): never =>
  refuse(
    'unexpected-answer',
    'Zoom menjawab dengan cara yang tidak dikenal. Buatlah tautan secara manual dan beri tahu pengelola sistem.',
  )

const noPermission = (): never =>
  refuse(
    'permission',
    'Aplikasi pada Zoom tidak berizin mengelola rapat akun ini. Mintalah pengelola sistem menambahkan izin rapat (meeting) pada aplikasi tersebut.',
  )

function codeOf({ body }: ProviderAnswer): number {
  const parsed = ErrorAnswer.safeParse(body)
  return parsed.success ? parsed.data.code : 0
}
