import { QueryCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb'
import type { DraftOrigin, ScheduleStore } from '../contracts/ports.ts'
import type { ServiceRequest } from '../domain/request-case.ts'
import { entryOf, type ScheduledEvent, type ScheduleEntry, sameEntry } from '../domain/schedule.ts'
import { client, fromItem, type Item, toItem } from './dynamodb.ts'
import { type Key, schedulePartition, scheduleSort } from './keys.ts'
import { sha256 } from './request-items.ts'

/** How long an entry that ended keeps its place (seconds): no role may delete. */
const endedKept = 24 * 3600

/** A change of a request, or its beginning, at an instant (ISO). */
type ScheduleChange = {
  readonly draft: DraftOrigin
  readonly before?: ServiceRequest
  readonly after: ServiceRequest
  readonly at: string
}

/**
 * The writes that keep the schedule true to a request, for the transaction of its state; none where
 * the event stands as it stood.
 */
export function scheduleWrites(
  table: string,
  { draft, before, after, at }: ScheduleChange,
): TransactWriteItem[] {
  const [was, is] = [before && entryOf(before), entryOf(after)]
  if (sameEntry(was, is)) return []
  const put = (entry: ScheduleEntry, attributes: object): TransactWriteItem => ({
    Put: { TableName: table, Item: toItem({ ...keyOf(entry), ...attributes }) },
  })
  const uid = sha256(`schedule ${draft.id}`).slice(0, 32)
  const moved = was && !(is && keyOf(is).sk === keyOf(was).sk)
  return [
    ...(moved ? [put(was, { expiresAt: Math.floor(Date.parse(at) / 1000) + endedKept })] : []),
    ...(is ? [put(is, { uid, changedAt: at, entry: is })] : []),
  ]
}

const keyOf = ({ date, startTime, reference }: ScheduleEntry): Key => ({
  pk: schedulePartition(date.slice(0, 7)),
  sk: scheduleSort(date, startTime, reference),
})

/** The schedule in DynamoDB (table `Requests`): one query for each month. */
export class DynamoSchedule implements ScheduleStore {
  readonly #table: string

  constructor(table: string) {
    this.#table = table
  }

  async month(month: string): Promise<readonly ScheduledEvent[]> {
    const events: ScheduledEvent[] = []
    let from: Item | undefined
    do {
      const { Items, LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: this.#table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: toItem({ ':pk': schedulePartition(month) }),
          ...(from ? { ExclusiveStartKey: from } : {}),
        }),
      )
      for (const item of Items ?? []) {
        const { uid, changedAt, entry } = fromItem<Partial<ScheduledEvent>>(item)
        if (uid && changedAt && entry) events.push({ uid, changedAt, entry })
      }
      from = LastEvaluatedKey
    } while (from)
    return events
  }
}
