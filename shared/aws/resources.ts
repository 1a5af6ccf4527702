import { QueryCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb'
import type { ResourceChange, ResourceStore, StoredResource } from '../contracts/resources.ts'
import type { Resource } from '../domain/resources.ts'
import { client, fromItem, toItem, transact } from './dynamodb.ts'
import { changeKey, changePartition, resourceKey, resourcePartition } from './keys.ts'

/** The office's resources in table `Office`, few, read by one query; and the trace of their edits. */
export class DynamoResources implements ResourceStore {
  readonly #table: string

  constructor(table: string) {
    this.#table = table
  }

  async resources(): Promise<readonly StoredResource[]> {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: toItem({ ':pk': resourcePartition }),
        ConsistentRead: true,
      }),
    )
    return Items.map((item) => {
      const { resource, version } = fromItem<StoredResource>(item)
      return { resource, version }
    })
  }

  async save(version: number, change: ResourceChange): Promise<'saved' | 'conflict'> {
    const { after, at } = change
    const key = changeKey(at, `${after.id}#${version + 1}`)
    const failed = await transact([
      this.#write(after, version),
      {
        Put: {
          TableName: this.#table,
          Item: toItem({ ...key, change }),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ])
    return failed === undefined ? 'saved' : 'conflict'
  }

  async changes(month: string): Promise<readonly ResourceChange[]> {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: toItem({ ':pk': changePartition(month) }),
        ScanIndexForward: false,
        Limit: 20,
      }),
    )
    return Items.map((item) => fromItem<{ change: ResourceChange }>(item).change)
  }

  async install(resources: readonly Resource[]): Promise<number> {
    const failed = await Promise.all(
      resources.map((resource) => transact([this.#write(resource, 0)])),
    )
    return failed.filter((index) => index === undefined).length
  }

  #write(resource: Resource, version: number): TransactWriteItem {
    const condition =
      version === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'version = :read',
            ExpressionAttributeValues: toItem({ ':read': version }),
          }
    const item = { ...resourceKey(resource.id), resource, version: version + 1 }
    return { Put: { TableName: this.#table, Item: toItem(item), ...condition } }
  }
}
