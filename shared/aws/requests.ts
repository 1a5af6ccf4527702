import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type TransactWriteItem,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
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
} from '../contracts/ports.ts'
import { linkNamed } from '../domain/action-link.ts'
import { chain } from '../domain/history.ts'
import type { RequestEvent } from '../domain/request.ts'
import type { ServiceRequest } from '../domain/request-case.ts'
import type { Person } from '../domain/request-facts.ts'
import type { Survey } from '../domain/survey.ts'
import { assignmentWrites } from './claims.ts'
import { dueCases } from './due-cases.ts'
import {
  client,
  fromItem,
  type Item,
  insistently,
  pause,
  succeeds,
  toItem,
  transact,
} from './dynamodb.ts'
import { caseKey, draftKey, dueSortOf, linkKey, noteKey, surveyKey } from './keys.ts'
import { linkOf, linksItem } from './link-items.ts'
import {
  assemble,
  changeWrites,
  eventItem,
  newCase,
  scanWrites,
  sha256,
  submitted,
} from './request-items.ts'
import { scheduleWrites } from './schedule.ts'

/** How long one sender of an e-mail may take before another may try. */
const lease = 2 * 60 * 1000
/** Attempts at claims of which others change the same resource's day. */
const claimAttempts = 20

/** Whether there is a next look, and whether it marks somebody untold. */
function lookExpression(next: boolean, untold: boolean): string {
  if (!next) return 'REMOVE dueShard, dueSort, untold'
  return untold ? 'SET dueSort = :at, untold = :at' : 'SET dueSort = :at REMOVE untold'
}

/** The requests of the service in DynamoDB (table `Requests`; items: docs/data-model.md). */
export class DynamoRequests implements RequestStore {
  readonly #table: string

  constructor(table: string) {
    this.#table = table
  }

  async submit(submission: Submission): ReturnType<RequestStore['submit']> {
    const { case: state, draft, contentHash } = submission
    const { reference } = state
    const draftHash = sha256(draft.id)
    const failed = await transact([
      this.#putNew({ ...draftKey(draftHash), reference, keyId: draft.keyId, contentHash }),
      ...newCase(submission).map((item) => this.#putNew(item)),
      this.#putNew(eventItem(submitted(state))),
      ...scheduleWrites(this.#table, { draft, after: state, at: state.submittedAt }),
    ])
    if (failed === undefined) return { outcome: 'stored' }
    const known = await this.submittedBefore(draft.id)
    return known ? { outcome: 'known', ...known } : { outcome: 'reference-taken' }
  }

  async submittedBefore(draftId: string): ReturnType<RequestStore['submittedBefore']> {
    const item = await this.#get(draftKey(sha256(draftId)))
    if (!item) return undefined
    const { reference, contentHash } = fromItem<{ reference: string; contentHash: string }>(item)
    return { reference, contentHash }
  }

  async load(reference: string): Promise<StoredRequest | undefined> {
    const items: Item[] = []
    let from: Item | undefined
    do {
      const { Items, LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: this.#table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: toItem({ ':pk': caseKey(reference).pk }),
          ConsistentRead: true,
          ...(from ? { ExclusiveStartKey: from } : {}),
        }),
      )
      items.push(...(Items ?? []))
      from = LastEvaluatedKey
    } while (from)
    return assemble(items)
  }

  async save(
    before: StoredRequest,
    after: ServiceRequest,
    events: readonly RequestEvent[],
    also: { upload?: JudgedUpload; person?: Person; survey?: Survey } = {},
  ): ReturnType<RequestStore['save']> {
    const last = before.events.at(-1)
    const recorded = chain(after.reference, after.version, events, last?.hash ?? '', sha256)
    if (before.uploads.some(({ versionId }) => versionId === also.upload?.versionId))
      return 'conflict'
    const writes = [
      ...changeWrites(this.#table, before, after, events, also.person),
      ...recorded.map((event, n) =>
        this.#putNew(eventItem(event, n > 0 ? undefined : also.upload)),
      ),
      ...(also.survey
        ? [this.#putNew({ ...surveyKey(after.reference), survey: also.survey })]
        : []),
      ...scheduleWrites(this.#table, {
        draft: before.draft,
        before: before.case,
        after,
        at: events[0]?.at ?? '',
      }),
    ]
    for (let attempt = 1; attempt <= claimAttempts; attempt += 1) {
      const claims = await assignmentWrites(this.#table, before.case, after)
      if (claims === 'taken') return 'taken'
      const failed = await transact([...writes, ...claims])
      if (failed === undefined) return 'saved'
      if (failed < writes.length) return 'conflict'
      // Somebody has just claimed or released something of the same day: it may still be free.
      await pause(20 * attempt * Math.random())
    }
    return 'conflict'
  }

  async awaitScan(before: StoredRequest, waiting: UploadInScan): Promise<'saved' | 'conflict'> {
    const writes = scanWrites(this.#table, before.case, waiting)
    return (await transact(writes)) === undefined ? 'saved' : 'conflict'
  }

  /** The same whoever writes them: the first stay. */
  async putLinks(links: IssuedLinks): Promise<void> {
    await succeeds(
      new PutItemCommand({
        TableName: this.#table,
        Item: toItem(linksItem(links)),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    )
  }

  async link(id: string): Promise<ActionLink | undefined> {
    const item = await this.#get(linkKey(linkNamed(id).id))
    return item && linkOf(item, id)
  }

  async claimNote(
    reference: string,
    { event, recipient }: Pick<Note, 'event' | 'recipient'>,
    now: string,
  ): Promise<boolean> {
    const leaseUntil = new Date(Date.parse(now) + lease).toISOString()
    return succeeds(
      new PutItemCommand({
        TableName: this.#table,
        Item: toItem({
          ...noteKey(reference, event, recipient),
          note: { event, recipient, state: 'sending', leaseUntil },
          leaseUntil,
        }),
        ConditionExpression: 'attribute_not_exists(pk) OR leaseUntil < :now',
        ExpressionAttributeValues: toItem({ ':now': now }),
      }),
    )
  }

  noteSent(reference: string, note: Pick<Note, 'event' | 'recipient'>): Promise<void> {
    return insistently(() => this.#putNote(reference, { ...note, state: 'sent' }))
  }

  noteUnaddressed(reference: string, note: Pick<Note, 'event' | 'recipient'>): Promise<void> {
    return this.#putNote(reference, { ...note, state: 'unaddressed' })
  }

  releaseNote(reference: string, note: Pick<Note, 'event' | 'recipient'>): Promise<void> {
    return this.#putNote(reference, { ...note, state: 'sending', leaseUntil: '' })
  }

  due(now: string, limit: number): Promise<readonly DueCase[]> {
    return dueCases(this.#table, now, limit)
  }

  /** `untold` marks the change for the stream's reader, which passes every other one of a state over. */
  async lookAgain(before: StoredRequest, at: string | undefined, untold = false): Promise<void> {
    const { reference, version } = before.case
    await succeeds(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: toItem(caseKey(reference)),
        UpdateExpression: lookExpression(at !== undefined, untold),
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: toItem({
          ':version': version,
          ...(at === undefined ? {} : { ':at': dueSortOf(at, reference) }),
        }),
      }),
    )
  }

  async #putNote(reference: string, note: Note): Promise<void> {
    const { event, recipient, leaseUntil } = note
    const item = toItem({ ...noteKey(reference, event, recipient), note, leaseUntil })
    await client.send(new PutItemCommand({ TableName: this.#table, Item: item }))
  }

  async #get(key: { pk: string; sk: string }): Promise<Item | undefined> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: this.#table, Key: toItem(key), ConsistentRead: true }),
    )
    return Item
  }

  #putNew(item: object): TransactWriteItem {
    return {
      Put: {
        TableName: this.#table,
        Item: toItem(item),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    }
  }
}
