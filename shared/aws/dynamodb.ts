import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
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
    await unhindered(async () => {
      await (command instanceof PutItemCommand ? client.send(command) : client.send(command))
    })
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

/**
 * Writes all or nothing. Gives the position of the first item whose condition failed, or undefined
 * when all is written.
 */
export async function transact(items: readonly TransactWriteItem[]): Promise<number | undefined> {
  try {
    const TransactItems = [...items]
    await unhindered(() => client.send(new TransactWriteItemsCommand({ TransactItems })))
    return undefined
  } catch (error) {
    const failed = reasonsOf(error).indexOf('ConditionalCheckFailed')
    if (failed < 0) throw error
    return failed
  }
}

/** Attempts at a write that meets another one's transaction. */
const attempts = 8

/** Writes again where another transaction had an item just now: AWS refuses, the SDK does not retry. */
export async function unhindered<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write()
    } catch (error) {
      const reasons = reasonsOf(error)
      const hindered =
        error instanceof TransactionConflictException ||
        (reasons.includes('TransactionConflict') && !reasons.includes('ConditionalCheckFailed'))
      if (!hindered || attempt === attempts) throw error
      await pause(20 * 2 ** attempt * Math.random())
    }
  }
}

/** Pauses before further attempts at a write that must not fail, in milliseconds. */
const insistence = [200, 1000, 3000]

/**
 * Writes down what has happened outside, where it would happen again if it were not written: tries
 * on for some seconds after the SDK has given up.
 */
export async function insistently(write: () => Promise<unknown>): Promise<void> {
  for (const ms of insistence) {
    try {
      await write()
      return
    } catch {
      await pause(ms)
    }
  }
  await write()
}

/** Why a transaction was cancelled, item by item; nothing for any other error. */
const reasonsOf = (error: unknown): readonly (string | undefined)[] =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).map(({ Code }) => Code)
    : []

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms))
