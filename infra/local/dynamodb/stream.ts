/** The streams: for each effective write a record, kept until every consumer has passed it. */
import { createHash } from 'node:crypto'
import { type Item, itemSize, pick } from './items.ts'
import type { Change } from './stage.ts'
import { hostKey, type Operation, type Range, type Store, within } from './store.ts'
import type { StreamView, Table } from './table.ts'

/** One record of a Lambda event of a DynamoDB stream. */
export type StreamRecord = {
  readonly eventID: string
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE'
  readonly eventVersion: '1.1'
  readonly eventSource: 'aws:dynamodb'
  readonly awsRegion: string
  readonly dynamodb: {
    /** Seconds since the epoch. */
    readonly ApproximateCreationDateTime: number
    readonly Keys: Item
    readonly NewImage?: Item
    readonly OldImage?: Item
    /** Digits, always as many; later is greater. */
    readonly SequenceNumber: string
    readonly SizeBytes: number
    readonly StreamViewType: StreamView
  }
  readonly eventSourceARN: string
  /** The service that deleted an expired item. */
  readonly userIdentity?: { readonly type: 'Service'; readonly principalId: string }
}

/** Who deletes expired items, as the record of such a deletion names it. */
export const expiryIdentity = {
  type: 'Service',
  principalId: 'dynamodb.amazonaws.com',
} as const

/** The `n`-th write of this folder as a sequence number: 21 digits. */
export const sequenceNumber = (n: number) => `1${String(n).padStart(20, '0')}`

/** Comes before every record. */
export const beginning = sequenceNumber(0)

const recordKey = (table: string, sequence: string) => hostKey('stream', table, sequence)
const after = (table: string, sequence: string): Range => ({
  gt: recordKey(table, sequence),
  lt: hostKey('stream', table, '\uffff'),
})

/** The record of a change, or undefined where the table has no stream. `at` in milliseconds. */
export function recordOf(
  change: Change,
  sequence: string,
  at: number,
  identity?: StreamRecord['userIdentity'],
): StreamRecord | undefined {
  const { table, old, new: fresh } = change
  const image = fresh ?? old
  if (!table.stream || !image) return undefined
  const { view, arn } = table.stream
  const images = {
    Keys: pick(image, table.keys),
    ...(fresh && view.startsWith('NEW') && { NewImage: fresh }),
    ...(old && view.endsWith('OLD_IMAGES') && { OldImage: old }),
    ...(old && view === 'OLD_IMAGE' && { OldImage: old }),
  }
  return {
    // The same on each delivery of the record.
    eventID: createHash('sha256').update(`${arn}/${sequence}`).digest('hex').slice(0, 32),
    eventName: old ? (fresh ? 'MODIFY' : 'REMOVE') : 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: arn.split(':')[3] ?? '',
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(at / 1000),
      ...images,
      SequenceNumber: sequence,
      SizeBytes: Object.values(images).reduce((size, part) => size + itemSize(part), 0),
      StreamViewType: view,
    },
    eventSourceARN: arn,
    ...(identity && { userIdentity: identity }),
  }
}

/** The write that appends a record to its table's stream. */
export function append(table: Table, record: StreamRecord): Operation {
  const key = recordKey(table.name, record.dynamodb.SequenceNumber)
  return { type: 'put', key, value: record }
}

/** Up to `limit` records after a sequence number, oldest first. */
export async function recordsAfter(
  store: Store,
  table: string,
  sequence: string,
  limit: number,
): Promise<StreamRecord[]> {
  const records: StreamRecord[] = []
  const range = { ...after(table, sequence), limit }
  for await (const record of store.values<StreamRecord>(range)) records.push(record)
  return records
}

/** Where a consumer's checkpoint is kept: the sequence number of the last record it passed. */
export const checkpointKey = (table: string, consumer: string) =>
  hostKey('checkpoint', table, consumer)

/**
 * Forgets the records that every consumer with a checkpoint has passed; `from` is where the last
 * trimming ended. Answers where this one ends.
 */
export async function trim(store: Store, table: string, from = beginning): Promise<string> {
  const checkpoints: string[] = []
  for await (const sequence of store.values<string>(within(checkpointKey(table, ''))))
    checkpoints.push(sequence)
  const lowest = checkpoints.sort()[0] ?? from
  if (lowest <= from) return from
  await store.clear({ gt: recordKey(table, from), lte: recordKey(table, lowest) })
  return lowest
}
