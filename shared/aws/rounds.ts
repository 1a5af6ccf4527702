import {
  ConditionalCheckFailedException,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import type { Round, RoundStore } from '../contracts/ports.ts'
import { client, fromItem, toItem } from './dynamodb.ts'
import { roundKey } from './keys.ts'

/**
 * The open rounds in table `Requests`, each in a partition of its own, so that a read of the case
 * never returns a task token.
 */
export class DynamoRounds implements RoundStore {
  readonly #table: string

  constructor(table: string) {
    this.#table = table
  }

  async round(reference: string, round: number): Promise<Round | undefined> {
    const { Item } = await client.send(
      new GetItemCommand({
        TableName: this.#table,
        Key: toItem(roundKey(reference, round)),
        ConsistentRead: true,
      }),
    )
    if (!Item) return undefined
    const { attempt, token } = fromItem<Round>(Item)
    return { attempt, token }
  }

  async raiseAttempt(reference: string, round: number, from: number): Promise<boolean> {
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: toItem(roundKey(reference, round)),
          UpdateExpression: 'SET attempt = :next',
          ConditionExpression: from === 0 ? 'attribute_not_exists(pk)' : 'attempt = :from',
          ExpressionAttributeValues: toItem(
            from === 0 ? { ':next': 1 } : { ':next': from + 1, ':from': from },
          ),
        }),
      )
      return true
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false
      throw error
    }
  }

  async keepToken(reference: string, round: number, attempt: number, token: string): Promise<void> {
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: toItem(roundKey(reference, round)),
          UpdateExpression: 'SET #token = :token',
          ConditionExpression: 'attempt = :attempt',
          ExpressionAttributeNames: { '#token': 'token' },
          ExpressionAttributeValues: toItem({ ':token': token, ':attempt': attempt }),
        }),
      )
    } catch (error) {
      // An older attempt's execution: a newer one holds the round, this token will just time out.
      if (!(error instanceof ConditionalCheckFailedException)) throw error
    }
  }
}
