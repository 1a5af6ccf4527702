import {
  DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import 'aws-sdk-client-mock-vitest/extend'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { transact } from '../../shared/aws/dynamodb.ts'

const dynamodb = mockClient(DynamoDBClient)
beforeEach(() => {
  dynamodb.reset()
})
afterAll(() => {
  dynamodb.restore()
})

const cancelled = (...codes: string[]): TransactionCanceledException =>
  new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  })

const items = [{ Put: { TableName: 'Requests', Item: {} } }]

describe('A transaction', () => {
  it('is written once when nothing stands against it', async () => {
    dynamodb.on(TransactWriteItemsCommand).resolves({})
    expect(await transact(items)).toBeUndefined()
    expect(dynamodb).toHaveReceivedCommandTimes(TransactWriteItemsCommand, 1)
  })

  it('tells which condition failed, and is not tried again', async () => {
    dynamodb.on(TransactWriteItemsCommand).rejects(cancelled('None', 'ConditionalCheckFailed'))
    expect(await transact(items)).toBe(1)
    expect(dynamodb).toHaveReceivedCommandTimes(TransactWriteItemsCommand, 1)
  })

  it('is tried again when it met another transaction, which the SDK does not do', async () => {
    dynamodb
      .on(TransactWriteItemsCommand)
      .rejectsOnce(cancelled('TransactionConflict', 'None'))
      .resolves({})
    expect(await transact(items)).toBeUndefined()
    expect(dynamodb).toHaveReceivedCommandTimes(TransactWriteItemsCommand, 2)
  })

  it('takes a failed condition for the answer even where it also met another transaction', async () => {
    dynamodb
      .on(TransactWriteItemsCommand)
      .rejects(cancelled('TransactionConflict', 'ConditionalCheckFailed'))
    expect(await transact(items)).toBe(1)
  })

  it('throws what it cannot explain', async () => {
    dynamodb.on(TransactWriteItemsCommand).rejects(cancelled('ValidationError'))
    await expect(transact(items)).rejects.toThrow('Transaction cancelled')
  })
})
