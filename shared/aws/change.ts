import type { DynamoDBRecord } from 'aws-lambda'
import { fromItem, type Item } from './dynamodb.ts'

/** A stream's record with its images read; an absent image is an empty item. */
export function changeOf<Image extends object>(
  record: DynamoDBRecord,
): { name: 'INSERT' | 'MODIFY' | 'REMOVE' | undefined; before: Image; after: Image } {
  // The images have DynamoDB's own shape; the Lambda types only name it otherwise.
  const read = (image: object | undefined) => fromItem<Image>((image ?? {}) as Item)
  return {
    name: record.eventName,
    before: read(record.dynamodb?.OldImage),
    after: read(record.dynamodb?.NewImage),
  }
}
