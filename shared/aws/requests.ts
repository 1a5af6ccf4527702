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
  JudgedUpload,
  Note,
  RequestStore,
  StoredRequest,
  Submission,
  UploadInScan,
} from '../contracts/ports.ts'
import { chain } from '../domain/history.ts'
import type { RequestEvent } from '../domain/request.ts'
import type { ServiceRequest } from '../domain/request-case.ts'
import { dueCases } from './due-cases.ts'
import { client, fromItem, type Item, insistently, succeeds, toItem, transact } from './dynamodb.ts'
import { caseKey, draftKey, dueSortOf, linkKey, noteKey, personKey, uploadKey } from './keys.ts'
import {
  assemble,
  eventItem,
  linkOf,
  scanWrites,
  sha256,
  stateItem,
  submitted,
} from './request-items.ts'

/** How long one sender of an e-mail may take before another may try. */
const lease = 2 * 60 * 1000

/** The requests of the service in DynamoDB (table `Requests`; items: docs/data-model.md). */
export class DynamoRequests implements RequestStore {
  readonly #table: string

  constructor(table: string) {
    this.#table = table
  }

  async submit(submission: Submission): ReturnType<RequestStore['submit']> {
    const { case: state, person, draft, codeHash, contentHash } = submission
    const { reference } = state
    const draftHash = sha256(draft.id)
    const failed = await transact([
      this.#putNew({ ...draftKey(draftHash), reference, keyId: draft.keyId, contentHash }),
      this.#putNew(stateItem(state, draft, codeHash, state.submittedAt)),
      this.#putNew({ ...personKey(reference), person }),
      this.#putNew(eventItem(submitted(state))),
    ])
    if (failed === undefined) return { outcome: 'stored' }
    const known = await this.submittedBefore(draft.id)
    return known ? { outcome: 'known', ...known } : { outcome: 'reference-taken' }
  }

  async submittedBefore(draftId: string): ReturnType<RequestStore['submittedBefore']> {
    const item = await this.#get<{ reference: string; contentHash: string }>(
      draftKey(sha256(draftId)),
    )
    return item && { reference: item.reference, contentHash: item.contentHash }
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
    also: { upload?: JudgedUpload; usedLink?: string } = {},
  ): Promise<'saved' | 'conflict'> {
    const last = before.events.at(-1)
    const recorded = chain(after.reference, after.version, events, last?.hash ?? '', sha256)
    const writes: TransactWriteItem[] = [
      {
        Put: {
          TableName: this.#table,
          Item: toItem(stateItem(after, before.draft, before.codeHash, events[0]?.at ?? '')),
          ConditionExpression: 'version = :expected',
          ExpressionAttributeValues: toItem({ ':expected': before.case.version }),
        },
      },
      ...recorded.map((event) => this.#putNew(eventItem(event))),
    ]
    if (also.upload) {
      const key = uploadKey(after.reference, also.upload.versionId)
      writes.push(this.#putNew({ ...key, upload: also.upload }))
    }
    if (also.usedLink !== undefined) {
      writes.push({
        Update: {
          TableName: this.#table,
          Key: toItem(linkKey(also.usedLink)),
          UpdateExpression: 'SET usedAt = :now',
          ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(usedAt)',
          ExpressionAttributeValues: toItem({ ':now': events[0]?.at ?? '' }),
        },
      })
    }
    return (await transact(writes)) === undefined ? 'saved' : 'conflict'
  }

  async awaitScan(before: StoredRequest, waiting: UploadInScan): Promise<'saved' | 'conflict'> {
    const writes = scanWrites(this.#table, before.case, waiting)
    return (await transact(writes)) === undefined ? 'saved' : 'conflict'
  }

  async putLinks(links: readonly ActionLink[]): Promise<void> {
    await Promise.all(
      links.map((link) =>
        this.#putOnce({
          ...linkKey(link.id),
          ...link,
          expiresAtIso: link.expiresAt,
          expiresAt: Math.floor(Date.parse(link.expiresAt) / 1000),
        }),
      ),
    )
  }

  async link(id: string): Promise<ActionLink | undefined> {
    const item = await this.#get<ActionLink & { expiresAtIso: string }>(linkKey(id))
    return item && linkOf(item)
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

  async lookAgain(before: StoredRequest, at: string | undefined): Promise<void> {
    const { reference, version } = before.case
    await succeeds(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: toItem(caseKey(reference)),
        UpdateExpression: at ? 'SET dueSort = :at' : 'REMOVE dueShard, dueSort',
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: toItem({
          ':version': version,
          ...(at ? { ':at': dueSortOf(at, reference) } : {}),
        }),
      }),
    )
  }

  async #putNote(reference: string, note: Note): Promise<void> {
    const { event, recipient, leaseUntil } = note
    const item = toItem({ ...noteKey(reference, event, recipient), note, leaseUntil })
    await client.send(new PutItemCommand({ TableName: this.#table, Item: item }))
  }

  async #get<T>(key: { pk: string; sk: string }): Promise<T | undefined> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: this.#table, Key: toItem(key), ConsistentRead: true }),
    )
    return Item && fromItem<T>(Item)
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

  /** Writes an item that is the same whoever writes it: the first one stays. */
  #putOnce(item: object): Promise<boolean> {
    return succeeds(
      new PutItemCommand({
        TableName: this.#table,
        Item: toItem(item),
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    )
  }
}
