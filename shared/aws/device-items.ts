import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import type { Device } from '../contracts/ports.ts'
import { toItem } from './dynamodb.ts'
import { challengeKey, deviceKey, knownDeviceKey } from './keys.ts'

const seconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000)

/** Uses a challenge up; fails where it is unknown or used already. */
export const useOf = (table: string, challengeId: string): TransactWriteItem => ({
  Update: {
    TableName: table,
    Key: toItem(challengeKey(challengeId)),
    UpdateExpression: 'SET usedAt = :used',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(usedAt)',
    ExpressionAttributeValues: toItem({ ':used': true }),
  },
})

/** A device by its hash, and once more among those of its person, who can look at them and end them. */
export const deviceWrites = (table: string, hash: string, device: Device): TransactWriteItem[] =>
  [deviceKey(hash), knownDeviceKey(device.person, hash)].map((key) => ({
    Put: {
      TableName: table,
      Item: toItem({ ...key, device, expiresAt: seconds(device.expiresAt) }),
    },
  }))

/** Ends a device of the person in both places; fails where it is not theirs. */
export const deviceEnds = (
  table: string,
  person: string,
  hash: string,
  at: string,
): TransactWriteItem[] =>
  [deviceKey(hash), knownDeviceKey(person, hash)].map((key) => ({
    Update: {
      TableName: table,
      Key: toItem(key),
      UpdateExpression: 'SET #device.#end = :at, #expires = :seconds',
      ConditionExpression: '#device.#person = :person',
      ExpressionAttributeNames: {
        '#device': 'device',
        '#person': 'person',
        '#end': 'expiresAt',
        '#expires': 'expiresAt',
      },
      ExpressionAttributeValues: toItem({ ':at': at, ':seconds': seconds(at), ':person': person }),
    },
  }))
