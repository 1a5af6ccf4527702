import { BatchGetItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import type { Device, Staff } from '../contracts/ports.ts'
import type {
  KnownDevice,
  Session,
  SessionKeys,
  SessionStore,
  SessionView,
} from '../contracts/sessions.ts'
import { deviceEnds, deviceWrites, useOf } from './device-items.ts'
import { client, fromItem, succeeds, toItem, transact } from './dynamodb.ts'
import { deviceKey, type Key, knownDeviceKey, sessionKey, staffKey } from './keys.ts'

const seconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000)

/** Sessions of the staff site and the devices of its people, in table `Office`. */
export class DynamoSessions implements SessionStore {
  readonly #table: string

  constructor(table: string) {
    this.#table = table
  }

  async view({ session, device, person }: SessionKeys): Promise<SessionView> {
    const keys = {
      session: session === undefined ? undefined : sessionKey(session),
      device: device === undefined ? undefined : deviceKey(device),
      person: person === undefined ? undefined : staffKey(person),
    }
    const items = await this.#read(Object.values(keys).filter((key) => key !== undefined))
    const at = (key: Key | undefined) => key && items.get(`${key.pk} ${key.sk}`)
    return {
      session: (at(keys.session) as { session: Session } | undefined)?.session,
      device: (at(keys.device) as { device: Device } | undefined)?.device,
      person: (at(keys.person) as { staff: Staff } | undefined)?.staff,
    }
  }

  async open(
    challengeId: string,
    sessionHash: string,
    session: Session,
    device: Device | undefined,
  ): Promise<boolean> {
    const failed = await transact([
      useOf(this.#table, challengeId),
      {
        Put: {
          TableName: this.#table,
          Item: toItem({
            ...sessionKey(sessionHash),
            session,
            expiresAt: seconds(session.expiresAt),
          }),
        },
      },
      ...(device ? deviceWrites(this.#table, session.device, device) : []),
    ])
    return failed === undefined
  }

  async end(sessionHash: string, at: string): Promise<void> {
    await succeeds(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: toItem(sessionKey(sessionHash)),
        UpdateExpression: 'SET #session.#end = :at, #expires = :seconds',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeNames: {
          '#session': 'session',
          '#end': 'expiresAt',
          '#expires': 'expiresAt',
        },
        ExpressionAttributeValues: toItem({ ':at': at, ':seconds': seconds(at) }),
      }),
    )
  }

  async devices(person: string, now: string): Promise<readonly KnownDevice[]> {
    const { pk, sk } = knownDeviceKey(person, '')
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
        ExpressionAttributeValues: toItem({ ':pk': pk, ':sk': sk }),
        ConsistentRead: true,
      }),
    )
    return Items.map((item) => fromItem<{ sk: string; device: Device }>(item))
      .filter(({ device }) => device.expiresAt > now)
      .map((item) => ({ hash: item.sk.slice(sk.length), device: item.device }))
      .sort((a, b) => (a.device.createdAt < b.device.createdAt ? 1 : -1))
  }

  async revoke(person: string, deviceHash: string, at: string): Promise<boolean> {
    return (await transact(deviceEnds(this.#table, person, deviceHash, at))) === undefined
  }

  async #read(keys: readonly Key[]): Promise<ReadonlyMap<string, object>> {
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(
      new BatchGetItemCommand({
        RequestItems: { [this.#table]: { Keys: keys.map(toItem), ConsistentRead: true } },
      }),
    )
    // A batch that was throttled in part: absent would look like a session that has ended.
    if (Object.keys(UnprocessedKeys).length > 0) throw new Error('The batch was not read whole.')
    const items = (Responses[this.#table] ?? []).map((item) => fromItem<Key>(item))
    return new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]))
  }
}
