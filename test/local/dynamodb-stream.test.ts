import { describe, expect, it } from 'vitest'
import type { StreamRecord, Subscription } from '../../infra/local/dynamodb.ts'
import { refusal, start } from './dynamodb-support.ts'
import { at, N, S } from './dynamodb-tables.ts'

type Host = Awaited<ReturnType<typeof start>>

/** A consumer that notes what it accepts; `fail` throws for what it does not. */
function listen(
  { dynamodb }: Host,
  more: Partial<Subscription> = {},
  fail: (records: readonly StreamRecord[]) => void = () => undefined,
) {
  const accepted: StreamRecord[] = []
  const tries: number[] = []
  dynamodb.subscribe({
    table: 'Cases',
    consumer: 'listener',
    batchSize: 10,
    maximumRetryAttempts: 2,
    bisect: false,
    reportBatchItemFailures: false,
    deliver: async (records) => {
      tries.push(records.length)
      fail(records)
      accepted.push(...records)
    },
    ...more,
  })
  return { accepted, tries, keys: () => accepted.map(keyOf) }
}

const keyOf = (record: StreamRecord) => record.dynamodb.Keys['pk']?.S
const put = ({ call }: Host, pk: string, more: object = {}) =>
  call('PutItem', { TableName: 'Cases', Item: { ...at(pk), ...more } })
const failOn = (pk: string) => (records: readonly StreamRecord[]) => {
  if (records.some((record) => keyOf(record) === pk)) throw new Error('poison')
}

/** Seconds since the epoch, on the host's clock. */
const seconds = (host: Host, later: number) => Math.floor(host.clock.now() / 1000) + later

describe('the stream', () => {
  it('tells each effective write in order, with both images', async () => {
    const host = await start()
    const { accepted } = listen(host)
    await put(host, 'A', { n: N(1), set: { SS: ['x', 'y'] } })
    await put(host, 'A', { set: { SS: ['y', 'x'] }, n: N(1) })
    await put(host, 'A', { n: N(2) })
    await host.call('DeleteItem', { TableName: 'Cases', Key: at('A') })
    await host.call('DeleteItem', { TableName: 'Cases', Key: at('A') })
    await host.work.settled()
    expect(accepted.map((one) => one.eventName)).toEqual(['INSERT', 'MODIFY', 'REMOVE'])
    const [insert, modify, remove] = accepted.map((one) => one.dynamodb)
    const first = { ...at('A'), n: N(1), set: { SS: ['x', 'y'] } }
    expect(insert).toMatchObject({ Keys: at('A'), NewImage: first })
    expect(insert).not.toHaveProperty('OldImage')
    expect(modify).toMatchObject({ OldImage: first, NewImage: { n: N(2) } })
    expect(remove).toMatchObject({ OldImage: { n: N(2) } })
    expect(remove).not.toHaveProperty('NewImage')
    expect(accepted[0]).toMatchObject({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'ap-southeast-3',
      eventSourceARN: expect.stringMatching(/:111122223333:table\/Cases\/stream\//),
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(host.clock.now() / 1000),
        SequenceNumber: expect.stringMatching(/^\d{21}$/),
        SizeBytes: expect.any(Number),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    })
  })

  it('tells each item of a transaction, and nothing of a refused write', async () => {
    const host = await start()
    const { keys } = listen(host)
    const items = ['A', 'B'].map((pk) => ({ Put: { TableName: 'Cases', Item: at(pk) } }))
    await host.call('TransactWriteItems', { TransactItems: items })
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' }
    await refusal(
      host.call('PutItem', { TableName: 'Cases', Item: { ...at('A'), n: N(1) }, ...condition }),
    )
    await host.work.settled()
    expect(keys()).toEqual(['A', 'B'])
  })

  it('passes over what the filters do not accept', async () => {
    const host = await start()
    const filters = [
      { eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix: 'EVENT' }] } } } },
      { dynamodb: { NewImage: { gone: [{ exists: false }], kind: { S: ['note'] } } } },
    ]
    const { keys } = listen(host, { filters })
    for (const pk of ['EVENT1', 'OTHER', 'EVENT2']) await put(host, pk)
    await put(host, 'EVENT1', { n: N(1) })
    await put(host, 'NOTE', { kind: S('note') })
    await host.work.settled()
    expect(keys()).toEqual(['EVENT1', 'EVENT2', 'NOTE'])
    const unknown = [{ eventName: [{ cidr: '10.0.0.0/8' }] }]
    expect(() => listen(host, { consumer: 'other', filters: unknown })).toThrow(/operator "cidr"/)
  })

  it('is had of tables with a stream only, and once under each name', async () => {
    const host = await start()
    expect(() => listen(host, { table: 'People' })).toThrow('Table People has no stream')
    listen(host)
    expect(() => listen(host)).toThrow(/listener reads the stream of Cases already/)
  })
})

describe('a consumer', () => {
  it('goes on after a restart from where it left off', async () => {
    const first = await start()
    const before = listen(first)
    await put(first, 'A')
    await first.work.settled()
    expect(before.keys()).toEqual(['A'])
    await first.close()
    const second = await start({ folder: first.folder })
    await put(second, 'B')
    await second.close()
    const third = await start({ folder: first.folder })
    const after = listen(third)
    await put(third, 'C')
    await third.work.settled()
    expect(after.keys()).toEqual(['B', 'C'])
    const numbers = [...before.accepted, ...after.accepted].map(
      (one) => one.dynamodb.SequenceNumber,
    )
    expect(numbers).toEqual(numbers.toSorted())
  })

  it('gets again what it had not accepted when the host ended', async () => {
    const first = await start()
    const { tries } = listen(first, { maximumRetryAttempts: -1 }, failOn('A'))
    await put(first, 'A')
    await first.work.settled()
    await first.close()
    expect(tries.length).toBeGreaterThan(1)
    const second = await start({ folder: first.folder })
    const { keys } = listen(second)
    await second.work.settled()
    expect(keys()).toEqual(['A'])
  })

  it('is tried again as often as allowed; then the batch is given up and the next one comes', async () => {
    const host = await start()
    const lost: StreamRecord[] = []
    const onFailure = async (records: readonly StreamRecord[]) => void lost.push(...records)
    const { keys, tries } = listen(host, { batchSize: 1, onFailure }, failOn('B'))
    for (const pk of ['A', 'B', 'C']) await put(host, pk)
    await host.work.settled()
    expect(keys()).toEqual(['A', 'C'])
    expect(tries).toHaveLength(1 + 3 + 1)
    expect(lost.map(keyOf)).toEqual(['B'])
  })

  it('that halves its batches loses the one bad record only', async () => {
    const host = await start()
    const lost: StreamRecord[] = []
    const onFailure = async (records: readonly StreamRecord[]) => void lost.push(...records)
    const TransactItems = ['A', 'B', 'C', 'D', 'E'].map((pk) => ({
      Put: { TableName: 'Cases', Item: at(pk) },
    }))
    await host.call('TransactWriteItems', { TransactItems })
    const { keys } = listen(host, { bisect: true, onFailure }, failOn('C'))
    await host.work.settled()
    expect(keys()).toEqual(['A', 'B', 'D', 'E'])
    expect(lost.map(keyOf)).toEqual(['C'])
  })

  it('that reports failed items gets them again from the first on', async () => {
    const host = await start()
    const seen: (string | undefined)[][] = []
    for (const pk of ['A', 'B', 'C']) await put(host, pk)
    const deliver: Subscription['deliver'] = async (records) => {
      seen.push(records.map(keyOf))
      const bad = seen.length === 1 ? records.filter((one) => keyOf(one) === 'B') : []
      return {
        batchItemFailures: bad.map((one) => ({ itemIdentifier: one.dynamodb.SequenceNumber })),
      }
    }
    listen(host, { reportBatchItemFailures: true, deliver })
    await host.work.settled()
    expect(seen).toEqual([
      ['A', 'B', 'C'],
      ['B', 'C'],
    ])
  })

  it('that fails for ever holds up nobody else, and recovers on the clock', async () => {
    const host = await start()
    let down = true
    const stuck = listen(host, { consumer: 'stuck', maximumRetryAttempts: -1 }, () => {
      if (down) throw new Error('down')
    })
    const other = listen(host)
    await put(host, 'A')
    await host.work.settled()
    await put(host, 'B')
    await host.work.settled()
    expect(other.keys()).toEqual(['A', 'B'])
    expect(stuck.keys()).toEqual([])
    down = false
    await host.clock.advance(host.clock.now() + 30_000)
    expect(stuck.keys()).toEqual(['A', 'B'])
  })

  it('that is new begins with what somebody still has to read', async () => {
    const first = await start()
    listen(first, { consumer: 'quick' })
    listen(first, { consumer: 'slow', maximumRetryAttempts: -1, batchSize: 1 }, failOn('B'))
    for (const pk of ['A', 'B', 'C']) await put(first, pk)
    await first.work.settled()
    await first.close()
    const second = await start({ folder: first.folder })
    const quick = listen(second, { consumer: 'quick' })
    await put(second, 'D')
    await second.work.settled()
    const newcomer = listen(second, { consumer: 'new' })
    const slow = listen(second, { consumer: 'slow' })
    await second.work.settled()
    expect(quick.keys()).toEqual(['D'])
    expect(newcomer.keys()).toEqual(['B', 'C', 'D'])
    expect(slow.keys()).toEqual(['B', 'C', 'D'])
    const last = listen(second, { consumer: 'last' })
    await second.work.settled()
    expect(last.keys()).toEqual([])
  })

  it('may write to the table that it reads', async () => {
    const host = await start()
    const { keys } = listen(host, {
      consumer: 'writer',
      deliver: async (records) => {
        for (const record of records) if (keyOf(record) === 'A') await put(host, 'answer to A')
      },
    })
    const reader = listen(host)
    await put(host, 'A')
    await host.work.settled()
    expect(keys()).toEqual([])
    expect(reader.keys()).toEqual(['A', 'answer to A'])
  })
})

describe('time to live', () => {
  it('deletes each item when the clock reaches its expiry, by the service itself', async () => {
    const host = await start()
    const { accepted } = listen(host)
    await put(host, 'far', { expires: N(seconds(host, 7_200)) })
    await put(host, 'near', { expires: N(seconds(host, 60)), due: S('D'), at: S('1') })
    await put(host, 'never', { expires: S('soon') })
    await host.clock.advance(host.clock.now() + 3_600_000)
    const left = (await host.dynamodb.dump()).map(
      ({ item }) => (item as ReturnType<typeof at>).pk.S,
    )
    expect(left).toEqual(['far', 'never'])
    const removal = accepted.at(-1)
    expect(removal).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      dynamodb: { OldImage: at('near') },
    })
    expect(accepted.filter((one) => one.userIdentity)).toHaveLength(1)
    const due = await host.call('Scan', { TableName: 'Cases', IndexName: 'byDue' })
    expect(due['Count']).toBe(0)
  })

  it('follows an expiry that is moved or taken away', async () => {
    const host = await start()
    for (const pk of ['moved', 'kept']) await put(host, pk, { expires: N(seconds(host, 60)) })
    await put(host, 'moved', { expires: N(seconds(host, 7_200)) })
    await put(host, 'kept')
    await host.clock.advance(host.clock.now() + 3_600_000)
    expect(await host.dynamodb.dump()).toHaveLength(2)
    await host.clock.advance(host.clock.now() + 7_200_000)
    expect(await host.dynamodb.dump()).toEqual([{ table: 'Cases', item: at('kept') }])
  })

  it('deletes after a restart what expired meanwhile', async () => {
    const first = await start()
    await put(first, 'A', { expires: N(seconds(first, 60)) })
    await first.close()
    const second = await start({ folder: first.folder, at: '2026-03-05T00:00:00Z' })
    const { accepted } = listen(second)
    await second.clock.advance(second.clock.now())
    expect(await second.dynamodb.dump()).toEqual([])
    expect(accepted.map((one) => one.eventName)).toEqual(['INSERT', 'REMOVE'])
  })

  it('leaves alone what expired more than five years ago', async () => {
    const host = await start()
    await put(host, 'A', { expires: N(1) })
    await host.clock.advance(host.clock.now() + 60_000)
    expect(await host.dynamodb.dump()).toHaveLength(1)
  })
})
