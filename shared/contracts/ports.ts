import type { Capacity } from '../domain/capacity.ts'
import type { EarlierFacts } from '../domain/earlier-facts.ts'
import type { ChainedEvent } from '../domain/history.ts'
import type { Keyring } from '../domain/keyring.ts'
import type { OfficeClock, RequestEvent } from '../domain/request.ts'
import type { ServiceRequest } from '../domain/request-case.ts'
import type { Person } from '../domain/request-facts.ts'
import type { ScheduledEvent } from '../domain/schedule.ts'
import type { Survey } from '../domain/survey.ts'
import type { Decision, StaffRole } from '../domain/vocabulary.ts'
import type { GoodContent, Upload } from './letters.ts'

/** What the handlers ask of the world. shared/aws fulfils these; test/doubles in memory. */

/** An event as the history keeps it: numbered and chained (hash over its content and the one before). */
export type RecordedEvent = ChainedEvent

/** One e-mail about one event to one recipient; the lease says who sends it now. */
export type Note = {
  readonly event: number
  readonly recipient: string
  /** 'unaddressed': the person was not in the directory any more. */
  readonly state: 'sending' | 'sent' | 'unaddressed'
  readonly leaseUntil?: string | undefined
}

/** An upload whose verdict is in the history; S3 names it by version, browsers by ETag. */
export type JudgedUpload = { readonly versionId: string; readonly etag: string }

/** A letter whose content is good and for which the malware scanner's verdict is awaited. */
export type UploadInScan = {
  readonly upload: Upload
  /** S3's time of the upload (ISO instant). */
  readonly at: string
  /** Since when the verdict is awaited (ISO instant). */
  readonly since: string
  readonly content: GoodContent
}

/** From which draft a case was made: reference and tracking code are derived from it again. */
export type DraftOrigin = { readonly id: string; readonly keyId: string }

/** The versions of the keyring's secret, as a rotation moves them on; versions are Secrets Manager's. */
export type KeyVersions = {
  current(): Promise<{ readonly version: string; readonly ring: Keyring }>
  /** The ring that waits to become current under that version. */
  pending(version: string): Promise<Keyring | undefined>
  propose(version: string, ring: Keyring): Promise<void>
  /** Makes the pending version current in place of `from`. */
  promote(version: string, from: string): Promise<void>
}

/** A case with all that belongs to it, as one strongly consistent read gives it. */
export type StoredRequest = {
  readonly case: ServiceRequest
  readonly person: Person | undefined
  /** What the applicant's last correction replaced. */
  readonly earlier?: EarlierFacts | undefined
  readonly draft: DraftOrigin
  readonly codeHash: string
  readonly events: readonly RecordedEvent[]
  readonly notes: readonly Note[]
  readonly uploads: readonly JudgedUpload[]
  /** Uploads without a verdict: they are not among `uploads`. */
  readonly inScan: readonly UploadInScan[]
}

/** A case to look at, and since when (ISO instant). */
export type DueCase = { readonly reference: string; readonly since: string }

/** An action link: what one person may do with a case by clicking in an e-mail. */
export type ActionLink = {
  readonly id: string
  readonly reference: string
  /** The staff id, or 'applicant'. */
  readonly person: string
  readonly decision?: Decision | undefined
  readonly stageVersion: number
  readonly round: number
  readonly expiresAt: string
  /** The office's dates that the event takes, where it is to be decided on. */
  readonly dates?: readonly string[] | undefined
}

/** The links of one e-mail, kept as one: one for each decision, or one for a letter where there is none. */
export type IssuedLinks = Omit<ActionLink, 'decision'> & { readonly decisions: readonly Decision[] }

export type Submission = {
  readonly case: ServiceRequest
  readonly person: Person
  readonly draft: DraftOrigin
  readonly codeHash: string
  readonly contentHash: string
}

export type RequestStore = {
  /**
   * Stores a new case once for its draft, in one transaction. 'reference-taken': another draft has
   * that reference, derive again; 'known': this draft was submitted before.
   */
  submit(
    submission: Submission,
  ): Promise<
    | { readonly outcome: 'stored' }
    | { readonly outcome: 'reference-taken' }
    | { readonly outcome: 'known'; readonly reference: string; readonly contentHash: string }
  >
  /** What was made of a draft before, if anything. */
  submittedBefore(
    draftId: string,
  ): Promise<{ readonly reference: string; readonly contentHash: string } | undefined>
  load(reference: string): Promise<StoredRequest | undefined>
  /**
   * Writes the state and its events, each of that version, if nobody wrote since `before` was read.
   * `person` replaces the personal data in the same transaction; `survey` is kept beside it, once. What the office's resources are
   * claimed for follows the assignment; 'taken': another request holds some of it.
   */
  save(
    before: StoredRequest,
    after: ServiceRequest,
    events: readonly RequestEvent[],
    also?: { readonly upload?: JudgedUpload; readonly person?: Person; readonly survey?: Survey },
  ): Promise<'saved' | 'conflict' | 'taken'>
  /** Remembers an upload in scan and looks again soon, if nobody wrote since `before` was read. */
  awaitScan(before: StoredRequest, waiting: UploadInScan): Promise<'saved' | 'conflict'>
  /** Keeps the links of an e-mail as they were put first; `decisionLinkId` names each. */
  putLinks(links: IssuedLinks): Promise<void>
  link(id: string): Promise<ActionLink | undefined>
  /** Takes the right to send; false when it is sent or another sends it now. */
  claimNote(
    reference: string,
    note: Pick<Note, 'event' | 'recipient'>,
    now: string,
  ): Promise<boolean>
  noteSent(reference: string, note: Pick<Note, 'event' | 'recipient'>): Promise<void>
  /** There is nobody to send to: nobody tries again. */
  noteUnaddressed(reference: string, note: Pick<Note, 'event' | 'recipient'>): Promise<void>
  /** Gives the right back after a refusal, so that the retry may send at once. */
  releaseNote(reference: string, note: Pick<Note, 'event' | 'recipient'>): Promise<void>
  /** Cases whose next look is due, longest due first; at most `limit` of each shard. */
  due(now: string, limit: number): Promise<readonly DueCase[]>
  /**
   * Sets when to look again, or never, unless the case changed since `before`. `untold`: somebody
   * was not written to, and the stream's reader is to try again.
   */
  lookAgain(before: StoredRequest, at: string | undefined, untold?: boolean): Promise<void>
}

export type ScheduleStore = {
  /** The events that stand in a month (`yyyy-mm`), by date and time. */
  month(month: string): Promise<readonly ScheduledEvent[]>
}

/** A round of review: the workflow's execution and the token by which a decision resumes it. */
export type Round = { readonly attempt: number; readonly token?: string | undefined }

export type RoundStore = {
  round(reference: string, round: number): Promise<Round | undefined>
  /** Raises the attempt from `from` to `from + 1`; false when another did. */
  raiseAttempt(reference: string, round: number, from: number): Promise<boolean>
  keepToken(reference: string, round: number, attempt: number, token: string): Promise<void>
}

export type Workflow = {
  /** Starts the execution of that name once; starting it again is harmless. */
  start(name: string, input: object): Promise<void>
  running(name: string): Promise<boolean>
  /** Resumes the waiting step; a late or used token is harmless. */
  resume(token: string, output: object): Promise<void>
}

export type Staff = {
  readonly id: string
  readonly name: string
  readonly position: string
  readonly email: string
  readonly roles: readonly StaffRole[]
  readonly superior?: string | undefined
}

/** A 6-digit code on its way to a person's address, bound to the browser that asked. */
export type Challenge = {
  readonly id: string
  readonly keyId: string
  readonly person: string
  readonly askedAt: string
  readonly expiresAt: string
  /** What the code opens; without it, a request behind an e-mail's link. */
  readonly opens?: 'staff-site' | undefined
}

/** A browser whose person has proved who they are by a code. */
export type Device = {
  readonly person: string
  readonly createdAt: string
  readonly expiresAt: string
  /** Browser and system in plain words, by which its person knows it again. */
  readonly label: string
  /** Whether it was to be remembered beyond the working day. */
  readonly remembered: boolean
}

export type OfficeStore = {
  staff(): Promise<readonly Staff[]>
  clock(): Promise<OfficeClock>
  /** Writes staff and clock where they are missing; gives how many items were new. */
  install(staff: readonly Staff[], clock: OfficeClock): Promise<number>
  /** Stores a challenge, which mails its code; false beyond `limit` mails to that person this hour. */
  challenge(challenge: Challenge, now: string, limit: number): Promise<boolean>
  /** Takes the right to mail the challenge's code; false when it is sent or being sent. */
  claimCode(id: string, now: string): Promise<boolean>
  codeSent(id: string): Promise<void>
  /** Gives the right back after a refusal, so that the retry may send at once. */
  releaseCode(id: string): Promise<void>
  /** Counts one try; undefined when the challenge is unknown, used, over, or tried too often. */
  tryChallenge(
    id: string,
    now: string,
    limit: number,
  ): Promise<{ readonly challenge: Challenge; readonly triesLeft: number } | undefined>
  /** Ends the challenge and remembers the device, in one transaction; false when it was used meanwhile. */
  remember(challengeId: string, deviceHash: string, device: Device): Promise<boolean>
  /** How often `key` was counted in the hour of `now`. */
  countOf(key: string, now: string): Promise<number>
  /** Counts an event of `key` in the hour of `now` and gives the count. */
  count(key: string, now: string): Promise<number>
}

/** What deciding needs, read in one step: link, case, staff, device. */
export type DecisionView = {
  readonly link: ActionLink | undefined
  readonly stored: StoredRequest | undefined
  readonly staff: readonly Staff[]
  readonly device: Device | undefined
  /** What the office has to give on the dates that were asked for, where any were. */
  readonly capacity: CapacityOn | undefined
}

/** What the office has to give, with the claims of the dates that it was read for, and its calendar. */
export type CapacityOn = Capacity & {
  readonly dates: readonly string[]
  readonly calendar: OfficeClock['calendar']
}
