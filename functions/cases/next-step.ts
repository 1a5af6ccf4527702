import type { StoredRequest } from '../../shared/contracts/ports.ts'
import { openOffers } from '../../shared/domain/applicant-moves.ts'

/** The page on which the applicant goes on, below `/permohonan/{reference}`. */
export type NextStep = 'surat' | 'perbaikan' | 'tawaran'

/** What is awaited of the applicant at `now` (ISO instant); undefined: nothing. */
export function nextStep(stored: StoredRequest, now: string): NextStep | undefined {
  const { case: request } = stored
  if (request.status === 'awaiting-letter') return 'surat'
  if (request.status !== 'needs-correction') return undefined
  if (awaitsNewLetter(stored)) return 'surat'
  return openOffers(request, now).length > 0 ? 'tawaran' : 'perbaikan'
}

/** Whether the applicant has chosen since the return to send another letter, or has tried to. */
function awaitsNewLetter({ events }: StoredRequest): boolean {
  const returned = events.findLastIndex(({ name }) => name === 'RequestReturned')
  return events
    .slice(returned + 1)
    .some(({ name }) => name === 'RequestRevised' || name === 'LetterRefused')
}
