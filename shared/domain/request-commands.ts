import type { Assignment } from './claims.ts'
import type { OfficeClock } from './request.ts'
import type { EventTime, Held, LetterFile, Product, RequestFacts } from './request-facts.ts'
import type { Actor, RequestAct } from './request-moves.ts'
import type { ContactWay, LetterFault } from './vocabulary.ts'

/** What somebody wants to do with a request. Instants are ISO 8601 in UTC. */
export type RequestCommand =
  | { readonly act: 'refuse-letter'; readonly fault: LetterFault }
  | {
      readonly act: 'attach-letter'
      readonly file: LetterFile
      /** S3's time of the upload: the letter's receipt. */
      readonly uploadedAt: string
      readonly clock: OfficeClock
    }
  | { readonly act: 'set-due'; readonly clock: OfficeClock }
  | { readonly act: 'open-round'; readonly step: number; readonly reviewers: readonly string[] }
  | { readonly act: 'remind'; readonly step: number; readonly reviewers: readonly string[] }
  | { readonly act: 'escalate'; readonly step: number; readonly superiors: readonly string[] }
  | (Deciding & {
      readonly act: 'approve'
      readonly product: Product
      /** What the event gets of the office's resources. */
      readonly assignment?: Assignment | undefined
    })
  | (Deciding & { readonly act: 'reject'; readonly reason: string })
  | (Deciding & {
      readonly act: 'return'
      readonly reason: string
      /** Times at which it could be, for the applicant to take one. */
      readonly offers?: readonly EventTime[] | undefined
    })
  | {
      readonly act: 'revise'
      readonly facts: RequestFacts
      /** The letter stands: the review begins again at once. */
      readonly keepLetter: boolean
      readonly clock: OfficeClock
    }
  | { readonly act: 'remind-applicant' }
  | { readonly act: 'change-time'; readonly time: EventTime; readonly clock: OfficeClock }
  | { readonly act: 'assign'; readonly by: string; readonly assignment: Assignment }
  | { readonly act: 'record-link'; readonly by: string; readonly product: Product }
  | { readonly act: 'provision'; readonly product: Product }
  | {
      readonly act: 'await-link'
      /** What the provider answered, as a code. */
      readonly problem: string
      readonly to: readonly string[]
    }
  | { readonly act: 'tell-contact'; readonly by: string; readonly way: ContactWay }
  | { readonly act: 'download-letter'; readonly by: string }
  | { readonly act: 'cancel'; readonly reason?: string | undefined }
  | { readonly act: 'withdraw'; readonly by: string; readonly reason: string }
  | { readonly act: 'expire' }
  | { readonly act: 'remind-event'; readonly ahead: 'day' | 'hour' }
  | { readonly act: 'ask-held'; readonly to: readonly string[] }
  | { readonly act: 'confirm-held'; readonly by: string; readonly held: Held }
  | { readonly act: 'confirm-not-held'; readonly by: string; readonly held: Held }
  | { readonly act: 'complete' }
  | { readonly act: 'answer-survey' }
  | { readonly act: 'fail-address'; readonly cause: 'bounce' | 'complaint' }

type Deciding = {
  readonly by: string
  /** Whom the decider stands in for (Plh./Plt.), where they decide as delegate. */
  readonly for?: string | undefined
}

const byApplicant: readonly RequestAct[] = ['revise', 'change-time', 'cancel', 'answer-survey']

/** Who does it: a member of staff is named in the command. */
export function actorOf(command: RequestCommand): Actor {
  if ('by' in command) return { kind: 'staff', id: command.by }
  return { kind: byApplicant.includes(command.act) ? 'applicant' : 'system' }
}
