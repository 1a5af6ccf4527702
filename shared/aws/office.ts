import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import type { Challenge, Device, OfficeStore, Staff } from '../contracts/ports.ts'
import type { OfficeClock } from '../domain/request.ts'
import { DynamoCounter, hourOf } from './counter.ts'
import { deviceWrites, useOf } from './device-items.ts'
import {
  client,
  fromItem,
  insistently,
  succeeds,
  toItem,
  transact,
  unhindered,
} from './dynamodb.ts'
import { challengeKey, clockKey, counterKey, type Key, staffKey, staffPartition } from './keys.ts'

const seconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000)
/** How long one sender of a code may take before another may try (ms). */
const mailLease = 60 * 1000

/** Staff, calendar, codes, devices and counters in table `Office`. */
export class DynamoOffice implements OfficeStore {
  readonly #table: string
  readonly #counter: DynamoCounter

  constructor(table: string) {
    this.#table = table
    this.#counter = new DynamoCounter(table)
  }

  async staff(): Promise<readonly Staff[]> {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: toItem({ ':pk': staffPartition }),
        ConsistentRead: true,
      }),
    )
    return Items.map((item) => fromItem<{ staff: Staff }>(item).staff)
  }

  async clock(): Promise<OfficeClock> {
    const item = await this.#get<{ clock: OfficeClock }>(clockKey)
    if (!item) throw new Error('The office has no calendar: run the install function.')
    return item.clock
  }

  async challenge(challenge: Challenge, now: string, limit: number): Promise<boolean> {
    const count = await this.count(`MAIL#${challenge.person}`, now)
    if (count > limit) return false
    await transact([
      {
        Put: {
          TableName: this.#table,
          Item: toItem({
            ...challengeKey(challenge.id),
            challenge,
            tries: 0,
            expiresAt: seconds(challenge.expiresAt),
          }),
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ])
    return true
  }

  claimCode(id: string, now: string): Promise<boolean> {
    const lease = new Date(Date.parse(now) + mailLease).toISOString()
    return succeeds(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: toItem(challengeKey(id)),
        UpdateExpression: 'SET mailLease = :lease',
        ConditionExpression:
          'attribute_exists(pk) AND attribute_not_exists(mailed) AND (attribute_not_exists(mailLease) OR mailLease < :now)',
        ExpressionAttributeValues: toItem({ ':lease': lease, ':now': now }),
      }),
    )
  }

  async codeSent(id: string): Promise<void> {
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: toItem(challengeKey(id)),
      UpdateExpression: 'SET mailed = :yes',
      ExpressionAttributeValues: toItem({ ':yes': true }),
    })
    await insistently(() => client.send(command))
  }

  async releaseCode(id: string): Promise<void> {
    await client.send(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: toItem(challengeKey(id)),
        UpdateExpression: 'REMOVE mailLease',
      }),
    )
  }

  async tryChallenge(
    id: string,
    now: string,
    limit: number,
  ): ReturnType<OfficeStore['tryChallenge']> {
    try {
      const command = new UpdateItemCommand({
        TableName: this.#table,
        Key: toItem(challengeKey(id)),
        UpdateExpression: 'ADD tries :one',
        ConditionExpression: 'tries < :limit AND expiresAt > :now AND attribute_not_exists(usedAt)',
        ExpressionAttributeValues: toItem({ ':one': 1, ':limit': limit, ':now': seconds(now) }),
        ReturnValues: 'ALL_NEW',
      })
      const { Attributes } = await unhindered(() => client.send(command))
      const { challenge, tries } = fromItem<{ challenge: Challenge; tries: number }>(
        Attributes ?? {},
      )
      return { challenge, triesLeft: limit - tries }
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined
      throw error
    }
  }

  async remember(challengeId: string, deviceHash: string, device: Device): Promise<boolean> {
    const failed = await transact([
      useOf(this.#table, challengeId),
      ...deviceWrites(this.#table, deviceHash, device),
    ])
    return failed === undefined
  }

  async countOf(key: string, now: string): Promise<number> {
    const item = await this.#get<{ hits: number }>(counterKey(key, hourOf(now)))
    return item?.hits ?? 0
  }

  count(key: string, now: string): Promise<number> {
    return this.#counter.count(key, now)
  }

  async install(staff: readonly Staff[], clock: OfficeClock): Promise<number> {
    const items = [
      ...staff.map((member) => ({ ...staffKey(member.id), staff: member })),
      { ...clockKey, clock },
    ]
    const written = await Promise.all(
      items.map((item) =>
        succeeds(
          new PutItemCommand({
            TableName: this.#table,
            Item: toItem(item),
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      ),
    )
    return written.filter(Boolean).length
  }

  async #get<T>(key: Key): Promise<T | undefined> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: this.#table, Key: toItem(key), ConsistentRead: true }),
    )
    return Item && fromItem<T>(Item)
  }
}
