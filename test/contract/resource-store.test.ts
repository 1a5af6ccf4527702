import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoResources } from '../../shared/aws/resources.ts'
import type { ResourceStore } from '../../shared/contracts/resources.ts'
import type { Resource } from '../../shared/domain/resources.ts'
import { MemoryResources } from '../doubles/resources.ts'
import { Aws, tables } from './aws.ts'

const room: Resource = { kind: 'room', id: 'ruang-av', name: 'Ruang Audio Visual', active: true }
const account: Resource = {
  kind: 'account',
  id: 'zoom-utama',
  name: 'Zoom Utama',
  capacity: 500,
  licence: 'paid',
  active: true,
}

describe.each([
  ['in memory', () => Promise.resolve({ store: new MemoryResources(), close: () => {} })],
  [
    'in DynamoDB',
    async () => {
      const aws = await Aws.open('dynamodb')
      return { store: new DynamoResources(tables.office), close: () => aws.close() }
    },
  ],
] as const)('the resources %s', (_, open) => {
  let store: ResourceStore
  let close: () => Promise<void> | void

  beforeAll(async () => {
    const opened = await open()
    store = opened.store
    close = opened.close
  })
  afterAll(() => close())

  it('come from the stage once, by id', async () => {
    expect(await store.install([account])).toBe(1)
    expect(await store.install([room, account])).toBe(1)
    expect(await store.resources()).toEqual([
      { resource: room, version: 1 },
      { resource: account, version: 1 },
    ])
  })

  it('are edited on the condition that they are as they were read', async () => {
    const edited = { ...room, seats: 40 }
    expect(await store.save({ resource: edited, version: 1 })).toBe('saved')
    expect(await store.save({ resource: room, version: 1 })).toBe('conflict')
    expect(await store.install([room])).toBe(0)
    const [first] = await store.resources()
    expect(first).toEqual({ resource: edited, version: 2 })
  })

  it('are not overwritten by a new one of the same id', async () => {
    expect(await store.save({ resource: account, version: 0 })).toBe('conflict')
  })
})
