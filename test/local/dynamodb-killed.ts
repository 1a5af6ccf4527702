/** A process that writes without end, says what was acknowledged, and waits to be killed. */
import { Clock } from '../../infra/local/clock.ts'
import { DynamoDB } from '../../infra/local/dynamodb.ts'
import { Work } from '../../infra/local/work.ts'
import { at, cases, N, S } from './dynamodb-tables.ts'

const [folder = ''] = process.argv.slice(2)
const work = new Work()
const clock = new Clock(new SharedArrayBuffer(8), () => work.settled())
const settings = { folder, region: 'ap-southeast-3', account: '111122223333', tables: [cases] }
const dynamodb = await DynamoDB.open({ ...settings, clock, work })

/** Counts up in one item and adds an entry in another, both or neither. */
async function write(worker: string, count: number): Promise<void> {
  const counter = {
    TableName: 'Cases',
    Key: at(worker, 'COUNTER'),
    UpdateExpression: 'SET #n = :n',
    ExpressionAttributeNames: { '#n': 'count' },
    ExpressionAttributeValues: { ':n': N(count) },
  }
  const text = S('x'.repeat(500))
  const entry = {
    TableName: 'Cases',
    Item: { ...at(worker, `ENTRY#${count}`), count: N(count), text, due: S(worker), at: S('1') },
  }
  await dynamodb.call('TransactWriteItems', {
    TransactItems: [{ Update: counter }, { Put: entry }],
    ClientRequestToken: `${worker}-${count}`,
  })
  process.send?.({ worker, count })
}

async function run(worker: string): Promise<never> {
  const { output } = await dynamodb.call('GetItem', {
    TableName: 'Cases',
    Key: at(worker, 'COUNTER'),
  })
  const { Item } = output as { Item?: { count: { N: string } } }
  for (let count = Number(Item?.count.N ?? 0) + 1; ; count += 1) await write(worker, count)
}

await Promise.all(['a', 'b', 'c', 'd'].map(run))
