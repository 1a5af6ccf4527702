import type { LetterVerdict } from '../../shared/contracts/letters.ts'
import type { UploadInScan } from '../../shared/contracts/ports.ts'
import type { ScanVerdict } from '../../shared/contracts/scan-result.ts'

/** The scanner mostly needs seconds; a person is called after ten minutes. */
const callAfter = 10 * 60 * 1000
/** Then the applicant hears of it, with most of the working day left to upload again. */
const giveUpAfter = 2 * 3600 * 1000

/**
 * What a letter of good content comes to by the scanner's verdict: accepted or refused, or still
 * 'wait'ing, or 'stuck', where a person has to look at the scanner. Nothing but 'clean' accepts it.
 */
export function scanOutcome(
  verdict: ScanVerdict,
  { content, since }: UploadInScan,
  now: Date,
): LetterVerdict | 'wait' | 'stuck' {
  if (verdict === 'clean') return content
  if (verdict === 'malware') return { ok: false, fault: 'malware' }
  // What cannot be looked into once never can: a letter saved in another way may.
  if (verdict === 'unsupported') return { ok: false, fault: 'unchecked' }
  const waited = now.getTime() - Date.parse(since)
  if (waited >= giveUpAfter) return { ok: false, fault: 'unchecked' }
  return verdict === 'failed' || waited >= callAfter ? 'stuck' : 'wait'
}
