import { QueryCommand } from '@aws-sdk/client-dynamodb'
import type { DueCase } from '../contracts/ports.ts'
import { client, fromItem, toItem } from './dynamodb.ts'
import { dueCaseOf, dueShards } from './keys.ts'

/** Reads the index of open cases: those due at `now`, longest due first; `limit` of each shard. */
export async function dueCases(
  table: string,
  now: string,
  limit: number,
): Promise<readonly DueCase[]> {
  const shards = await Promise.all(
    dueShards.map((shard) =>
      client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'byDue',
          KeyConditionExpression: 'dueShard = :shard AND dueSort <= :now',
          ExpressionAttributeValues: toItem({ ':shard': shard, ':now': `${now}~` }),
          Limit: limit,
        }),
      ),
    ),
  )
  return shards
    .flatMap(({ Items }) => Items ?? [])
    .map((item) => fromItem<{ dueSort: string }>(item).dueSort)
    .sort()
    .map(dueCaseOf)
}
