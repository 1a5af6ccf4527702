import { UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { client, fromItem, toItem } from './dynamodb.ts'
import { counterKey } from './keys.ts'

const seconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000)
export const hourOf = (now: string): string => now.slice(0, 13)

/** Counters by the hour in table `Office`; gone by TTL after two hours. */
export class DynamoCounter {
  readonly #table: string

  constructor(table: string) {
    this.#table = table
  }

  /** Counts an event of `key` in the hour of `now` and gives the count. */
  async count(key: string, now: string): Promise<number> {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: toItem(counterKey(key, hourOf(now))),
        UpdateExpression: 'ADD hits :one SET expiresAt = if_not_exists(expiresAt, :end)',
        ExpressionAttributeValues: toItem({ ':one': 1, ':end': seconds(now) + 2 * 3600 }),
        ReturnValues: 'UPDATED_NEW',
      }),
    )
    return fromItem<{ hits: number }>(Attributes ?? {}).hits
  }
}
