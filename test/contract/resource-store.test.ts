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

  it('are edited on the condition that they are as they were read, with a trace', async () => {
    const edited = { ...room, seats: 40 }
    const change = { by: 'sekar', at: '2026-11-23T02:00:00.000Z', before: room, after: edited }
    expect(await store.save(1, change)).toBe('saved')
    expect(await store.save(1, { ...change, after: room })).toBe('conflict')
    expect(await store.install([room])).toBe(0)
    const [first] = await store.resources()
    expect(first).toEqual({ resource: edited, version: 2 })
    expect(await store.changes('2026-11')).toEqual([change])
    expect(await store.changes('2026-12')).toEqual([])
  })

  it('are not overwritten by a new one of the same id', async () => {
    const change = { by: 'sekar', at: '2026-11-23T03:00:00.000Z', after: account }
    expect(await store.save(0, change)).toBe('conflict')
    const added = { ...account, id: 'zoom-baru' }
    expect(await store.save(0, { ...change, after: added })).toBe('saved')
    const changes = await store.changes('2026-11')
    expect(changes.map(({ after }) => after.id)).toEqual(['zoom-baru', 'ruang-av'])
  })
})
