import { createHash } from 'node:crypto'
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import type {
  DraftOrigin,
  JudgedUpload,
  Note,
  RecordedEvent,
  StoredRequest,
  Submission,
  UploadInScan,
} from '../contracts/ports.ts'
import { type EarlierFacts, earlierOf } from '../domain/earlier-facts.ts'
import { chain } from '../domain/history.ts'
import { onlyRecorded } from '../domain/notices.ts'
import type { RequestEvent } from '../domain/request.ts'
import type { ServiceRequest } from '../domain/request-case.ts'
import type { Person, RequestFacts } from '../domain/request-facts.ts'
import { fromItem, type Item, toItem } from './dynamodb.ts'
import { caseKey, dueShardOf, dueSortOf, eventKey, personKey, scanKey } from './keys.ts'

/** How soon the sweep looks at a case after a change: its e-mails and its workflow must be there. */
const lookAfter = 15 * 60 * 1000
/** The sweep runs at each quarter of an hour. */
const sweeps = 15 * 60 * 1000
/** Uploads end after two days; what was written about their scan ends a day later (seconds). */
const scanKept = 3 * 24 * 3600

/** What changes of a request; the facts change seldom and stand beside its person. */
type RequestState = Omit<ServiceRequest, keyof RequestFacts>

type StateItem = { state: RequestState; version: number } | EarlierStateItem
/** Items of release 0.1.0: all stood in the state, and its next change adds `state` to them. */
type EarlierStateItem = {
  state?: RequestState
  case: ServiceRequest
  draft: DraftOrigin
  codeHash: string
}

type FormItem = {
  person: Person
  facts: RequestFacts
  earlier?: EarlierFacts
  draft: DraftOrigin
  codeHash: string
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function split(request: ServiceRequest): { facts: RequestFacts; state: RequestState } {
  const { agency, event, letter, ...state } = request
  return { facts: { agency, event, letter }, state }
}

/** A new case: its state, and what was typed into its form. */
export function newCase({ case: request, person, draft, codeHash }: Submission): readonly object[] {
  const { reference, version, submittedAt } = request
  const { facts, state } = split(request)
  return [
    { ...caseKey(reference), state, version, ...soonDue(reference, submittedAt) },
    { ...personKey(reference), person, facts, draft, codeHash },
  ]
}

/**
 * The state after a change, and facts and person where they are others, while the case is as it was
 * read.
 */
export function changeWrites(
  table: string,
  stored: StoredRequest,
  after: ServiceRequest,
  events: readonly RequestEvent[],
  person?: Person,
): TransactWriteItem[] {
  const before = stored.case
  const { state, facts } = split(after)
  const { reference, version } = after
  const told = events.find(({ name }) => !onlyRecorded.includes(name))
  const look = told && soonDue(reference, told.at)
  const also = look ? ', dueShard = :shard, dueSort = :sort' : ''
  const update: TransactWriteItem = {
    Update: {
      TableName: table,
      Key: toItem(caseKey(reference)),
      UpdateExpression: `SET #state = :state, version = :version${also} REMOVE untold`,
      ConditionExpression: 'version = :expected',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: toItem({
        ':state': state,
        ':version': version,
        ':expected': before.version,
        ...(look ? { ':shard': look.dueShard, ':sort': look.dueSort } : {}),
      }),
    },
  }
  const { agency, event, letter } = before
  const same = agency === facts.agency && event === facts.event && letter === facts.letter
  if (same && !person) return [update]
  const form = {
    facts,
    earlier: earlierOf(before, stored.person, stored.earlier),
    ...(person && { person }),
  }
  return [update, formWrite(table, reference, form)]
}

const formWrite = (
  table: string,
  reference: string,
  form: Pick<FormItem, 'facts' | 'earlier'> & Partial<FormItem>,
): TransactWriteItem => ({
  Update: {
    TableName: table,
    Key: toItem(personKey(reference)),
    UpdateExpression: `SET ${Object.keys(form)
      .map((name) => `${name} = :${name}`)
      .join(', ')}`,
    ExpressionAttributeValues: toItem(
      Object.fromEntries(Object.entries(form).map(([name, value]) => [`:${name}`, value])),
    ),
  },
})

/**
 * Where the index `byDue` holds a case that is looked at soon after `at` (ISO instant): at the run
 * that will find it, so that changes before the same run do not move it. A move within a transaction
 * costs four write units.
 */
function soonDue(reference: string, at: string): { dueShard: string; dueSort: string } {
  const look = Math.ceil((Date.parse(at) + lookAfter) / sweeps) * sweeps
  return {
    dueShard: dueShardOf(reference),
    dueSort: dueSortOf(new Date(look).toISOString(), reference),
  }
}

/** An upload in scan, and the case's next look with it, while the case is as it was read. */
export function scanWrites(
  table: string,
  { reference, version }: ServiceRequest,
  waiting: UploadInScan,
): TransactWriteItem[] {
  const { dueShard, dueSort } = soonDue(reference, waiting.since)
  const scan = {
    ...scanKey(reference, waiting.upload.versionId),
    waiting,
    expiresAt: Math.floor(Date.parse(waiting.since) / 1000) + scanKept,
  }
  const values = { ':shard': dueShard, ':sort': dueSort, ':version': version }
  return [
    {
      Update: {
        TableName: table,
        Key: toItem(caseKey(reference)),
        UpdateExpression: 'SET dueShard = :shard, dueSort = :sort',
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: toItem(values),
      },
    },
    { Put: { TableName: table, Item: toItem(scan) } },
  ]
}

/** @param upload whose verdict the event is */
export const eventItem = (event: RecordedEvent, upload?: JudgedUpload): object => ({
  ...eventKey(event.reference, event.version, event.n),
  event,
  upload,
})

/** The first event of a case: it has no state before it. */
export function submitted(state: ServiceRequest): RecordedEvent {
  const event: RequestEvent = {
    name: 'RequestSubmitted',
    at: state.submittedAt,
    actor: { kind: 'applicant' },
    data: {},
  }
  const [first] = chain(state.reference, state.version, [event], '', sha256)
  if (!first) throw new Error('A chain of one event has a first.')
  return first
}

/** A case from the items of its partition; undefined where there is no state. */
export function assemble(items: readonly Item[]): StoredRequest | undefined {
  const events: RecordedEvent[] = []
  const notes: Note[] = []
  const uploads: JudgedUpload[] = []
  const scans: UploadInScan[] = []
  let state: StateItem | undefined
  let form: Partial<FormItem> = {}
  for (const item of items) {
    const { sk = '' } = fromItem<{ sk?: string }>(item)
    if (sk === 'STATE') state = fromItem<StateItem>(item)
    else if (sk === 'PERSON') form = fromItem<Partial<FormItem>>(item)
    else if (sk.startsWith('EVENT#')) events.push(fromItem<{ event: RecordedEvent }>(item).event)
    else if (sk.startsWith('SCAN#')) scans.push(fromItem<{ waiting: UploadInScan }>(item).waiting)
    else if (sk.startsWith('NOTE#')) notes.push(fromItem<{ note: Note }>(item).note)
    // With the verdict's event; in release 0.1.0 an item of its own.
    if (sk.startsWith('EVENT#') || sk.startsWith('UPLOAD#')) {
      const { upload } = fromItem<{ upload?: JudgedUpload }>(item)
      if (upload) uploads.push(upload)
    }
  }
  const whole = state && together(state, form)
  if (!whole) return undefined
  return {
    ...whole,
    person: form.person,
    earlier: form.earlier,
    events,
    notes,
    uploads,
    inScan: scans.filter(
      ({ upload }) => !uploads.some(({ versionId }) => versionId === upload.versionId),
    ),
  }
}

/** State and facts, wherever the release that wrote them put them. */
function together(
  item: StateItem,
  form: Partial<FormItem>,
): Pick<StoredRequest, 'case' | 'draft' | 'codeHash'> {
  const earlier = 'case' in item ? item : undefined
  const { draft, codeHash } = form.draft ? form : { ...earlier }
  const facts = form.facts ?? (earlier && split(earlier.case).facts)
  const state = item.state ?? (earlier && split(earlier.case).state)
  if (!facts || !state || !draft || codeHash === undefined)
    throw new Error('A case lacks what was typed into its form.')
  return { case: { ...state, ...facts }, draft, codeHash }
}
