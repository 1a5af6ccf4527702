import { dueShardOf, dueSortOf } from '../../shared/aws/keys.ts'
import type {
  ActionLink,
  DueCase,
  IssuedLinks,
  JudgedUpload,
  Note,
  RequestStore,
  StoredRequest,
  Submission,
  UploadInScan,
} from '../../shared/contracts/ports.ts'
import { linkNamed } from '../../shared/domain/action-link.ts'
import { earlierOf } from '../../shared/domain/earlier-facts.ts'
import { chain } from '../../shared/domain/history.ts'
import { onlyRecorded } from '../../shared/domain/notices.ts'
import type { RequestEvent } from '../../shared/domain/request.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import type { Person } from '../../shared/domain/request-facts.ts'
import type { Survey } from '../../shared/domain/survey.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { MemoryClaims } from './claims.ts'
import { MemorySchedule } from './schedule.ts'
import { copy } from './stored-copy.ts'

/** A change of an item as the table's stream brings it, as far as its readers look at it. */
export type StreamChange = {
  readonly name: 'INSERT' | 'MODIFY'
  readonly before: object
  readonly after: object
}

type Kept = {
  value: StoredRequest
  /** When the sweep looks at it; absent = never. */
  lookAt: string | undefined
}

const lookAfter = 15 * 60 * 1000
const lease = 2 * 60 * 1000
const later = (instant: string, ms: number): string =>
  new Date(Date.parse(instant) + ms).toISOString()

/** The requests in memory: the same conditions, in one turn of the loop each. */
export class MemoryRequests implements RequestStore {
  readonly #cases = new Map<string, Kept>()
  readonly #drafts = new Map<string, { reference: string; contentHash: string }>()
  readonly #links = new Map<string, IssuedLinks>()
  readonly #read: (change: StreamChange) => void
  readonly surveys = new Map<string, Survey>()
  readonly schedule = new MemorySchedule()
  readonly claims = new MemoryClaims()
  /** Writes that took effect. */
  writes = 0

  constructor(read: (change: StreamChange) => void = () => {}) {
    this.#read = read
  }

  /** Everything that is stored, as text: two equal texts are the same data. */
  dump(): string {
    return JSON.stringify([[...this.#cases], [...this.#drafts], [...this.#links]])
  }

  references(): readonly string[] {
    return [...this.#cases.keys()]
  }

  /** Puts a case there as it is, for tests that begin in the middle. */
  place(value: StoredRequest, lookAt?: string): void {
    this.#cases.set(value.case.reference, { value: copy(value), lookAt })
  }

  lookAt(reference: string): string | undefined {
    return this.#cases.get(reference)?.lookAt
  }

  async submit(submission: Submission): ReturnType<RequestStore['submit']> {
    await turn()
    const { case: state, person, draft, codeHash, contentHash } = submission
    const known = this.#drafts.get(draft.id)
    if (known) return { outcome: 'known', ...known }
    if (this.#cases.has(state.reference)) return { outcome: 'reference-taken' }
    this.#drafts.set(draft.id, { reference: state.reference, contentHash })
    const event: RequestEvent = {
      name: 'RequestSubmitted',
      at: state.submittedAt,
      actor: { kind: 'applicant' },
      data: {},
    }
    const base = { person, draft, codeHash, events: [], notes: [], uploads: [], inScan: [] }
    this.#write({ case: state, ...base }, state, [event])
    return { outcome: 'stored' }
  }

  async submittedBefore(draftId: string): ReturnType<RequestStore['submittedBefore']> {
    await turn()
    return this.#drafts.get(draftId)
  }

  async load(reference: string): Promise<StoredRequest | undefined> {
    await turn()
    return copy(this.#cases.get(reference)?.value)
  }

  async save(
    before: StoredRequest,
    state: ServiceRequest,
    events: readonly RequestEvent[],
    also: { upload?: JudgedUpload; person?: Person; survey?: Survey } = {},
  ): ReturnType<RequestStore['save']> {
    await turn()
    const { upload, survey } = also
    const kept = this.#cases.get(state.reference)
    if (kept?.value.case.version !== before.case.version) return 'conflict'
    if (upload && kept.value.uploads.some(({ versionId }) => versionId === upload.versionId))
      return 'conflict'
    if (survey && this.surveys.has(state.reference)) return 'conflict'
    if (!this.claims.follow(before.case, state)) return 'taken'
    if (survey) this.surveys.set(state.reference, copy(survey))
    const uploads = upload ? [...kept.value.uploads, upload] : kept.value.uploads
    const inScan = kept.value.inScan.filter(
      (waiting) => waiting.upload.versionId !== upload?.versionId,
    )
    const { agency, event, letter } = before.case
    const same = agency === state.agency && event === state.event && letter === state.letter
    const { value } = kept
    const replaced = !same || also.person !== undefined
    const earlier = replaced ? earlierOf(before.case, value.person, value.earlier) : value.earlier
    const person = also.person ?? value.person
    this.#write({ ...kept.value, person, earlier, uploads, inScan }, state, events)
    return 'saved'
  }

  async awaitScan(before: StoredRequest, waiting: UploadInScan): Promise<'saved' | 'conflict'> {
    await turn()
    const { reference, version } = before.case
    const kept = this.#cases.get(reference)
    if (kept?.value.case.version !== version) return 'conflict'
    const { versionId } = waiting.upload
    const others = kept.value.inScan.filter(({ upload }) => upload.versionId !== versionId)
    kept.value = copy({ ...kept.value, inScan: [...others, waiting] })
    kept.lookAt = later(waiting.since, lookAfter)
    this.writes += 1
    const keys = { pk: `CASE#${reference}`, sk: 'STATE' }
    this.#read({ name: 'MODIFY', before: { ...keys, version }, after: { ...keys, version } })
    return 'saved'
  }

  async putLinks(links: IssuedLinks): Promise<void> {
    await turn()
    if (this.#links.has(links.id)) return
    this.writes += 1
    this.#links.set(links.id, copy(links))
  }

  async link(linkId: string): Promise<ActionLink | undefined> {
    await turn()
    const { id, decision } = linkNamed(linkId)
    const links = copy(this.#links.get(id))
    if (!links) return undefined
    const { decisions, ...common } = links
    const known = decision === undefined ? decisions.length === 0 : decisions.includes(decision)
    return known ? { ...common, id: linkId, decision } : undefined
  }

  async claimNote(
    reference: string,
    note: Pick<Note, 'event' | 'recipient'>,
    now: string,
  ): Promise<boolean> {
    await turn()
    const known = this.#noteOf(reference, note)
    if (known && !(known.leaseUntil !== undefined && known.leaseUntil < now)) return false
    this.#putNote(reference, { ...note, state: 'sending', leaseUntil: later(now, lease) })
    return true
  }

  async noteSent(reference: string, note: Pick<Note, 'event' | 'recipient'>): Promise<void> {
    await turn()
    this.#putNote(reference, { ...note, state: 'sent' })
  }

  async noteUnaddressed(reference: string, note: Pick<Note, 'event' | 'recipient'>): Promise<void> {
    await turn()
    this.#putNote(reference, { ...note, state: 'unaddressed' })
  }

  async releaseNote(reference: string, note: Pick<Note, 'event' | 'recipient'>): Promise<void> {
    await turn()
    this.#putNote(reference, { ...note, state: 'sending', leaseUntil: '' })
  }

  async due(now: string, limit: number): Promise<readonly DueCase[]> {
    await turn()
    const due = [...this.#cases]
      .flatMap(([reference, { lookAt }]) =>
        lookAt !== undefined && lookAt <= now ? [{ reference, since: lookAt }] : [],
      )
      .sort((a, b) => (dueSortOf(a.since, a.reference) < dueSortOf(b.since, b.reference) ? -1 : 1))
    const shards = Map.groupBy(due, ({ reference }) => dueShardOf(reference))
    return due.filter((one) => {
      const shard = shards.get(dueShardOf(one.reference)) ?? []
      return shard.indexOf(one) < limit
    })
  }

  async lookAgain(before: StoredRequest, at: string | undefined, untold = false): Promise<void> {
    await turn()
    const kept = this.#cases.get(before.case.reference)
    const { version } = before.case
    if (!kept || kept.value.case.version !== version) return
    this.writes += 1
    kept.lookAt = at
    const keys = { pk: `CASE#${before.case.reference}`, sk: 'STATE' }
    const after = { ...keys, version, ...(untold ? { untold: at } : {}) }
    this.#read({ name: 'MODIFY', before: { ...keys, version }, after })
  }

  #write(base: StoredRequest, state: ServiceRequest, events: readonly RequestEvent[]): void {
    const { reference, version } = state
    const kept = this.#cases.get(reference)
    const before = kept?.value.case.version
    const last = base.events.at(-1)?.hash ?? ''
    const recorded = copy(chain(reference, version, events, last, hashOf))
    const value = copy({ ...base, case: state, events: [...base.events, ...recorded] })
    const told = events.find(({ name }) => !kept || !onlyRecorded.includes(name))
    this.#cases.set(reference, { value, lookAt: told ? later(told.at, lookAfter) : kept?.lookAt })
    this.schedule.follow(base.draft.id, state, events[0]?.at ?? '')
    this.writes += 1
    const keys = { pk: `CASE#${reference}`, sk: 'STATE' }
    this.#read({
      name: before === undefined ? 'INSERT' : 'MODIFY',
      before: before === undefined ? {} : { ...keys, version: before },
      after: { ...keys, version },
    })
    for (const event of recorded) this.#read({ name: 'INSERT', before: {}, after: { event } })
  }

  #noteOf(reference: string, { event, recipient }: Pick<Note, 'event' | 'recipient'>) {
    return this.#cases
      .get(reference)
      ?.value.notes.find((note) => note.event === event && note.recipient === recipient)
  }

  #putNote(reference: string, note: Note): void {
    const kept = this.#cases.get(reference)
    if (!kept) return
    this.writes += 1
    const others = kept.value.notes.filter((known) => known !== this.#noteOf(reference, note))
    kept.value = { ...kept.value, notes: [...others, note] }
  }
}

/** A call to a store takes a turn, so that others come between. */
const turn = (): Promise<void> => Promise.resolve()
