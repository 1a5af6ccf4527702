import { BatchGetItemCommand, QueryCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { type Claim, claimKeys, type DayClaims, reassign } from '../domain/claims.ts'
import type { ServiceRequest } from '../domain/request-case.ts'
import { client, fromItem, type Item, toItem } from './dynamodb.ts'
import { claimKey, claimPartition, type Key } from './keys.ts'

type ClaimItem = Key & { readonly claims: readonly Claim[]; readonly version: number }

/**
 * What a change of a request's assignment writes beside its state, so that the claims say what the
 * assignment says: one item for each resource and date, each on the condition that it is as it was
 * read here. 'taken': another request holds some of it.
 */
export async function assignmentWrites(
  table: string,
  before: ServiceRequest,
  after: ServiceRequest,
): Promise<readonly TransactWriteItem[] | 'taken'> {
  const change = { before: before.assignment, after: after.assignment }
  if (change.before === change.after) return []
  const keys = claimKeys(change.before, change.after)
  const days = keys.length > 0 ? await claimsAt(table, keys) : []
  const changed = reassign(days, after.reference, change)
  return changed.ok ? changed.value.map((day) => claimWrite(table, day)) : 'taken'
}

/** All claims of some dates: what is free is what they do not hold. One query for each date. */
export async function claimsOn(
  table: string,
  dates: readonly string[],
): Promise<readonly DayClaims[]> {
  const found = await Promise.all(
    dates.map((date) =>
      client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: toItem({ ':pk': claimPartition(date) }),
          ConsistentRead: true,
        }),
      ),
    ),
  )
  return found.flatMap(({ Items = [] }) => Items.map(dayOf))
}

/** At most 100 keys (limit of BatchGetItem): an event touches a few dates of a few resources. */
async function claimsAt(
  table: string,
  keys: readonly Pick<DayClaims, 'date' | 'resource'>[],
): Promise<readonly DayClaims[]> {
  const Keys = keys.map(({ date, resource }) => toItem(claimKey(date, resource)))
  const { Responses = {}, UnprocessedKeys = {} } = await client.send(
    new BatchGetItemCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }),
  )
  // Absent would look free.
  if (Object.keys(UnprocessedKeys).length > 0) throw new Error('The claims were not read whole.')
  return (Responses[table] ?? []).map(dayOf)
}

function dayOf(item: Item): DayClaims {
  const { pk, sk, claims, version } = fromItem<ClaimItem>(item)
  return {
    date: pk.slice(claimPartition('').length),
    resource: sk.slice(claimKey('', '').sk.length),
    claims,
    version,
  }
}

function claimWrite(
  table: string,
  { date, resource, claims, version }: DayClaims,
): TransactWriteItem {
  const item = { ...claimKey(date, resource), claims, version: version + 1 }
  return {
    Put: {
      TableName: table,
      Item: toItem(item),
      ...(version === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'version = :read',
            ExpressionAttributeValues: toItem({ ':read': version }),
          }),
    },
  }
}
