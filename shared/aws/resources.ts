import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import type { ResourceStore, StoredResource } from '../contracts/resources.ts'
import type { Resource } from '../domain/resources.ts'
import { client, fromItem, succeeds, toItem } from './dynamodb.ts'
import { resourceKey, resourcePartition } from './keys.ts'

/** The office's resources in table `Office`: few, read by one query. */
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

  async save({ resource, version }: StoredResource): Promise<'saved' | 'conflict'> {
    const condition =
      version === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: 'version = :read',
            ExpressionAttributeValues: toItem({ ':read': version }),
          }
    const item = { ...resourceKey(resource.id), resource, version: version + 1 }
    const put = new PutItemCommand({ TableName: this.#table, Item: toItem(item), ...condition })
    return (await succeeds(put)) ? 'saved' : 'conflict'
  }

  async install(resources: readonly Resource[]): Promise<number> {
    const written = await Promise.all(
      resources.map((resource) => this.save({ resource, version: 0 })),
    )
    return written.filter((outcome) => outcome === 'saved').length
  }
}
