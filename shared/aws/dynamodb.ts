import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'

export const client = new DynamoDBClient({})

export type Item = Record<string, AttributeValue>

export const toItem = (value: object) =>
  marshall(value, { removeUndefinedValues: true, convertClassInstanceToMap: false })

/** Our own items, written by the function above in the same shape. */
export const fromItem = <T>(item: Item): T => unmarshall(item) as T

/** Writes one item; false when its condition does not hold. */
export async function succeeds(command: PutItemCommand | UpdateItemCommand): Promise<boolean> {
  try {
    await (command instanceof PutItemCommand ? client.send(command) : client.send(command))
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

/** Attempts at a transaction that meets another one; AWS cancels it and the SDK does not retry. */
const attempts = 8

/**
 * Writes all or nothing. Gives the position of the first item whose condition failed, or undefined
 * when all is written. `TransactionConflict` (another transaction on an item just now) is retried.
 */
export async function transact(items: readonly TransactWriteItem[]): Promise<number | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: [...items] }))
      return undefined
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error
      const codes = error.CancellationReasons?.map((reason) => reason.Code) ?? []
      const failed = codes.indexOf('ConditionalCheckFailed')
      if (failed >= 0) return failed
      if (!codes.includes('TransactionConflict') || attempt === attempts) throw error
      await pause(20 * 2 ** attempt * Math.random())
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
