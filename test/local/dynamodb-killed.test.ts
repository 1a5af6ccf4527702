import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { StreamRecord } from '../../infra/local/dynamodb.ts'
import { start, temporaryFolder } from './dynamodb-support.ts'
import { cases } from './dynamodb-tables.ts'

type Acknowledged = { worker: string; count: number }
type Stored = { pk: { S: string }; sk: { S: string }; count: { N: string } }

/** Writes into the folder until so many writes are acknowledged, and kills the writer. */
async function writeAndKill(folder: string, enough: number): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = []
  const writer = fork(join(import.meta.dirname, 'dynamodb-killed.ts'), [folder])
  writer.on('message', (message: Acknowledged) => {
    acknowledged.push(message)
    if (acknowledged.length === enough) writer.kill('SIGKILL')
  })
  const [, signal] = await once(writer, 'exit')
  expect(signal).toBe('SIGKILL')
  return acknowledged
}

it('A killed host keeps each acknowledged write, no half transaction, and each record in order', async () => {
  const folder = await temporaryFolder()
  const acknowledged: Acknowledged[] = []
  for (const enough of [25, 150, 333]) acknowledged.push(...(await writeAndKill(folder, enough)))

  const { dynamodb, work, call } = await start({ folder, tables: [cases] })
  const items = (await dynamodb.dump()).map(({ item }) => item as Stored)
  const counters = items.filter((item) => item.sk.S === 'COUNTER')
  const highest = new Map(counters.map((item) => [item.pk.S, Number(item.count.N)]))
  for (const { worker, count } of acknowledged)
    expect(highest.get(worker)).toBeGreaterThanOrEqual(count)
  for (const [worker, count] of highest) {
    const entries = items.filter((item) => item.pk.S === worker && item.sk.S !== 'COUNTER')
    const counts = entries.map((item) => item.count.N)
    const all = Array.from({ length: count }, (_, at) => String(at + 1))
    expect(counts.toSorted()).toEqual(all.toSorted())
    const { Count } = await call('Query', {
      TableName: 'Cases',
      IndexName: 'byDue',
      KeyConditionExpression: 'due = :w',
      ExpressionAttributeValues: { ':w': { S: worker } },
    })
    expect(Count).toBe(count)
  }

  const records: StreamRecord[] = []
  dynamodb.subscribe({
    table: 'Cases',
    consumer: 'reader',
    batchSize: 100,
    maximumRetryAttempts: 0,
    bisect: false,
    reportBatchItemFailures: false,
    deliver: async (batch) => void records.push(...batch),
  })
  await work.settled()
  const replica = new Map<string, object>()
  for (const { dynamodb: record } of records) {
    const key = JSON.stringify(record.Keys)
    expect(record.OldImage).toEqual(replica.get(key))
    replica.set(key, record.NewImage ?? {})
  }
  expect(replica).toEqual(
    new Map(items.map((item) => [JSON.stringify({ pk: item.pk, sk: item.sk }), item])),
  )
  const numbers = records.map((record) => record.dynamodb.SequenceNumber)
  expect(numbers).toEqual([...new Set(numbers)].toSorted())
})
