import { createHash } from 'node:crypto'
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import type {
  ActionLink,
  DraftOrigin,
  JudgedUpload,
  Note,
  RecordedEvent,
  StoredRequest,
  UploadInScan,
} from '../contracts/ports.ts'
import { officeDate } from '../domain/dates.ts'
import { chain } from '../domain/history.ts'
import type { RequestEvent } from '../domain/request.ts'
import type { ServiceRequest } from '../domain/request-case.ts'
import type { Person } from '../domain/request-facts.ts'
import { fromItem, type Item, toItem } from './dynamodb.ts'
import { caseKey, dueShardOf, dueSortOf, eventKey, scanKey } from './keys.ts'

/** How soon the sweep looks at a case after a change: its e-mails and its workflow must be there. */
const lookAfter = 15 * 60 * 1000
/** The sweep runs at each quarter of an hour. */
const sweeps = 15 * 60 * 1000
/** Uploads end after two days; what was written about their scan ends a day later (seconds). */
const scanKept = 3 * 24 * 3600

type StateItem = {
  case: ServiceRequest
  version: number
  draft: DraftOrigin
  codeHash: string
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** `at`: the instant of the change (ISO). */
export function stateItem(
  state: ServiceRequest,
  draft: DraftOrigin,
  codeHash: string,
  at: string,
): object {
  const { reference, version, status } = state
  return {
    ...caseKey(reference),
    case: state,
    version,
    status,
    draft,
    codeHash,
    monthKey: officeDate(state.receivedAt ?? state.submittedAt).slice(0, 7),
    monthSort: `${state.receivedAt ?? state.submittedAt}#${reference}`,
    ...soonDue(reference, at),
  }
}

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

export const eventItem = (event: RecordedEvent): object => ({
  ...eventKey(event.reference, event.version, event.n),
  event,
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
  let person: Person | undefined
  for (const item of items) {
    const { sk = '' } = fromItem<{ sk?: string }>(item)
    if (sk === 'STATE') state = fromItem<StateItem>(item)
    else if (sk === 'PERSON') person = fromItem<{ person: Person }>(item).person
    else if (sk.startsWith('EVENT#')) events.push(fromItem<{ event: RecordedEvent }>(item).event)
    else if (sk.startsWith('UPLOAD#')) uploads.push(fromItem<{ upload: JudgedUpload }>(item).upload)
    else if (sk.startsWith('SCAN#')) scans.push(fromItem<{ waiting: UploadInScan }>(item).waiting)
    else if (sk.startsWith('NOTE#')) notes.push(fromItem<{ note: Note }>(item).note)
  }
  if (!state) return undefined
  return {
    case: state.case,
    draft: state.draft,
    codeHash: state.codeHash,
    person,
    events,
    notes,
    uploads,
    inScan: scans.filter(
      ({ upload }) => !uploads.some(({ versionId }) => versionId === upload.versionId),
    ),
  }
}

export function linkOf(item: ActionLink & { expiresAtIso: string }): ActionLink {
  const { id, reference, person, decision, stageVersion, round, usedAt } = item
  return {
    id,
    reference,
    person,
    decision,
    stageVersion,
    round,
    usedAt,
    expiresAt: item.expiresAtIso,
  }
}
