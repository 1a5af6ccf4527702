import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { items, refusal, start, temporaryFolder } from './dynamodb-support.ts'
import { at, cases, N, people, S } from './dynamodb-tables.ts'

describe('single items', () => {
  it('gives back what was put, and nothing for what was not', async () => {
    const { call } = await start()
    const item = { ...at('A'), n: N(1.5), list: { L: [S('x'), { M: { deep: { BOOL: true } } }] } }
    await call('PutItem', { TableName: 'Cases', Item: item })
    expect(await call('GetItem', { TableName: 'Cases', Key: at('A') })).toEqual({ Item: item })
    expect(await call('GetItem', { TableName: 'Cases', Key: at('B') })).toEqual({})
  })

  it('writes under a condition and shows the item where the condition fails', async () => {
    const { call } = await start()
    const put = (version: number, more: object = {}) =>
      call('PutItem', {
        TableName: 'Cases',
        Item: { ...at('A'), version: N(version) },
        ConditionExpression: 'attribute_not_exists(pk) OR version = :v',
        ExpressionAttributeValues: { ':v': N(version - 1) },
        ...more,
      })
    await put(7)
    await put(8)
    const silent = await refusal(put(8))
    expect(silent).toMatchObject({ code: 'ConditionalCheckFailedException', status: 400 })
    expect(silent.message).toBe('The conditional request failed')
    expect(silent.fields).toEqual({})
    const telling = await refusal(put(8, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }))
    expect(telling.fields).toEqual({ Item: { ...at('A'), version: N(8) } })
  })

  it('updates, adds, removes and returns the new image', async () => {
    const { call } = await start()
    await call('PutItem', { TableName: 'Cases', Item: { ...at('A'), gone: S('x') } })
    const { Attributes } = await call('UpdateItem', {
      TableName: 'Cases',
      Key: at('A'),
      UpdateExpression: 'SET #t = if_not_exists(#t, :t) REMOVE gone ADD hits :one',
      ExpressionAttributeNames: { '#t': 'title' },
      ExpressionAttributeValues: { ':t': S('judul'), ':one': N(1) },
      ReturnValues: 'ALL_NEW',
    })
    expect(Attributes).toEqual({ ...at('A'), title: S('judul'), hits: N(1) })
  })

  it('counts a hundred concurrent increments', async () => {
    const { call } = await start()
    const add = () =>
      call('UpdateItem', {
        TableName: 'People',
        Key: { id: N(1) },
        UpdateExpression: 'ADD hits :one',
        ExpressionAttributeValues: { ':one': N(1) },
      })
    await Promise.all(Array.from({ length: 100 }, add))
    const { Item } = await call('GetItem', { TableName: 'People', Key: { id: N(1) } })
    expect(Item).toMatchObject({ hits: N(100) })
  })

  it.each([
    ['half a key', 'GetItem', { Key: { pk: S('A') } }],
    ['an item without its key', 'PutItem', { Item: { pk: S('A') } }],
    ['an empty key of an index', 'PutItem', { Item: { ...at('A'), due: S('') } }],
    ['over 400 KB in UTF-8', 'PutItem', { Item: { ...at('A'), big: S('é'.repeat(205_000)) } }],
  ])('refuses %s', async (_, action, input) => {
    const { call } = await start()
    const refused = await refusal(call(action, { TableName: 'Cases', ...input }))
    expect(refused.code).toBe('ValidationException')
  })

  it('refuses unknown tables and operations', async () => {
    const { call } = await start()
    const code = async (action: string, input: object) => (await refusal(call(action, input))).code
    const notFound = 'ResourceNotFoundException'
    expect(await code('GetItem', { TableName: 'Nowhere', Key: at('A') })).toBe(notFound)
    expect(await code('DescribeTable', { TableName: 'Nowhere' })).toBe(notFound)
    expect(await code('BatchWriteItem', { RequestItems: {} })).toBe('UnknownOperationException')
  })

  it('reads several tables in one batch', async () => {
    const { dynamodb, call } = await start()
    await call('PutItem', { TableName: 'Cases', Item: at('A') })
    await call('PutItem', { TableName: 'People', Item: { id: N(1) } })
    const answer = await dynamodb.call('BatchGetItem', {
      RequestItems: {
        Cases: { Keys: [at('A'), at('B')], ConsistentRead: true },
        People: { Keys: [{ id: N(1) }] },
      },
    })
    expect(answer).toMatchObject({ resource: 'Cases,People', readUnits: 2.5 })
    expect(answer.output).toMatchObject({
      Responses: { Cases: [at('A')], People: [{ id: N(1) }] },
      UnprocessedKeys: {},
    })
  })
})

/** A partition of 25 items, each fifth of which is in the index. */
async function filled() {
  const host = await start()
  for (let n = 0; n < 25; n += 1)
    await host.call('PutItem', {
      TableName: 'Cases',
      Item: {
        ...at('A', `${n % 2 === 0 ? 'EVENT' : 'NOTE'}#${String(n).padStart(2, '0')}`),
        title: S(`t${n}`),
        secret: S('x'),
        ...(n % 5 === 0 && { due: S('OPEN#1'), at: S(`2026-03-${String(n).padStart(2, '0')}`) }),
      },
    })
  const query = (more: object) => host.call('Query', { TableName: 'Cases', ...more })
  return { ...host, query }
}
describe('queries', () => {
  const partition = {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': S('A') },
  }

  it('pages forwards and backwards over the same items', async () => {
    const { query } = await filled()
    const walk = async (forward: boolean) => {
      const seen: string[] = []
      let from: unknown
      do {
        const page = await query({
          ...partition,
          Limit: 7,
          ScanIndexForward: forward,
          ExclusiveStartKey: from,
        })
        expect(items(page).length).toBeLessThanOrEqual(7)
        seen.push(...items(page).map((item) => item['sk']?.S ?? ''))
        from = page['LastEvaluatedKey']
      } while (from)
      return seen
    }
    const forwards = await walk(true)
    expect(forwards).toHaveLength(25)
    expect(forwards).toEqual(forwards.toSorted())
    expect(await walk(false)).toEqual(forwards.toReversed())
  })

  it('narrows by the beginning and by the range of the sort key', async () => {
    const { query } = await filled()
    const begins = await query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :s)',
      ExpressionAttributeValues: { ':pk': S('A'), ':s': S('NOTE#') },
    })
    expect(begins['Count']).toBe(12)
    const between = await query({
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :a AND :b',
      ExpressionAttributeValues: { ':pk': S('A'), ':a': S('EVENT#04'), ':b': S('EVENT#10') },
      ProjectionExpression: 'sk',
    })
    expect(between['Items']).toEqual(
      ['EVENT#04', 'EVENT#06', 'EVENT#08', 'EVENT#10'].map((sk) => ({ sk: S(sk) })),
    )
  })

  it('filters after the limit', async () => {
    const { query } = await filled()
    const page = await query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': S('A'), ':t': S('t4') },
      FilterExpression: 'title = :t',
      Limit: 4,
    })
    expect(page).toMatchObject({ Count: 1, ScannedCount: 4 })
    expect(page['LastEvaluatedKey']).toEqual(at('A', 'EVENT#06'))
  })

  it('keeps in an index only the items that carry its keys, with what it projects', async () => {
    const { call, query } = await filled()
    const due = {
      IndexName: 'byDue',
      KeyConditionExpression: 'due = :d AND #at <= :now',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':d': S('OPEN#1'), ':now': S('2026-03-10') },
    }
    const before = await query(due)
    expect(before['Count']).toBe(3)
    expect(Object.keys(items(before)[0] ?? {}).toSorted()).toEqual([
      'at',
      'due',
      'pk',
      'sk',
      'title',
    ])
    await call('UpdateItem', {
      TableName: 'Cases',
      Key: at('A', 'EVENT#00'),
      UpdateExpression: 'REMOVE due',
    })
    expect((await query(due))['Count']).toBe(2)
    const refused = await refusal(query({ ...due, ConsistentRead: true }))
    expect(refused.code).toBe('ValidationException')
    expect(refused.message).toBe('Consistent reads are not supported on global secondary indexes')
  })

  it('scans all in pages', async () => {
    const { call } = await filled()
    const first = await call('Scan', { TableName: 'Cases', Limit: 20 })
    const second = await call('Scan', {
      TableName: 'Cases',
      ExclusiveStartKey: first['LastEvaluatedKey'],
    })
    expect([first['Count'], second['Count']]).toEqual([20, 5])
  })
})

describe('capacity', () => {
  it('counts by size, consistency and index', async () => {
    const { dynamodb } = await start()
    const put = (item: object) =>
      dynamodb.call('PutItem', { TableName: 'Cases', Item: { ...at('A'), ...item } })
    expect((await put({ text: S('x'.repeat(2_500)) })).writeUnits).toBe(3)
    expect((await put({ text: S('x'), due: S('D'), at: S('1') })).writeUnits).toBe(3 + 1)
    expect((await put({ text: S('y'), due: S('D'), at: S('1') })).writeUnits).toBe(1)
    expect((await put({ text: S('y'), due: S('D'), at: S('2') })).writeUnits).toBe(1 + 2)
    await put({ text: S('x'.repeat(5_000)) })
    const get = (more: object) =>
      dynamodb.call('GetItem', { TableName: 'Cases', Key: at('A'), ...more })
    expect((await get({})).readUnits).toBe(1)
    expect((await get({ ConsistentRead: true })).readUnits).toBe(2)
    const transaction = await dynamodb.call('TransactGetItems', {
      TransactItems: [{ Get: { TableName: 'Cases', Key: at('A') } }],
    })
    expect(transaction.readUnits).toBe(4)
  })

  it('shows it in the answer only where asked', async () => {
    const { call } = await start()
    const put = { TableName: 'Cases', Item: { ...at('A'), due: S('D'), at: S('1') } }
    expect(await call('PutItem', put)).toEqual({})
    expect(await call('PutItem', { ...put, ReturnConsumedCapacity: 'TOTAL' })).toEqual({
      ConsumedCapacity: { TableName: 'Cases', CapacityUnits: 1 },
    })
  })
})

describe('the data folder', () => {
  it('holds what was written when it is opened again', async () => {
    const first = await start()
    await first.call('PutItem', { TableName: 'Cases', Item: at('B') })
    await first.call('PutItem', { TableName: 'Cases', Item: at('A', '2') })
    await first.call('PutItem', { TableName: 'Cases', Item: at('A', '1') })
    await first.call('PutItem', { TableName: 'People', Item: { id: N(10) } })
    await first.call('PutItem', { TableName: 'People', Item: { id: N(9) } })
    const dump = await first.dynamodb.dump()
    expect(dump).toEqual([
      { table: 'Cases', item: at('A', '1') },
      { table: 'Cases', item: at('A', '2') },
      { table: 'Cases', item: at('B') },
      { table: 'People', item: { id: N(9) } },
      { table: 'People', item: { id: N(10) } },
    ])
    await first.close()
    const again = await start({ folder: first.folder })
    expect(await again.dynamodb.dump()).toEqual(dump)
  })

  it('is refused when the template has come to other keys or indexes', async () => {
    const { folder, close } = await start()
    await close()
    const { GlobalSecondaryIndexes, ...others } = cases.properties
    const [index] = GlobalSecondaryIndexes as object[]
    const all = { ...index, Projection: { ProjectionType: 'ALL' } }
    const properties = { ...others, GlobalSecondaryIndexes: [all] }
    const tables = [{ name: 'Cases', properties }, people]
    await expect(start({ folder, tables })).rejects.toThrow(/table Cases .* --fresh/)
    await start({ folder, tables: [cases, people, { ...people, name: 'More' }] })
    expect.assertions(1)
  })

  it('goes on without an index that the template has no more, and does not take it back', async () => {
    const first = await start()
    await first.call('PutItem', {
      TableName: 'Cases',
      Item: { ...at('A'), due: S('w'), at: S('1') },
    })
    await first.close()
    const { GlobalSecondaryIndexes: _, AttributeDefinitions, ...others } = cases.properties
    const properties = {
      ...others,
      AttributeDefinitions: (AttributeDefinitions as object[]).slice(0, 2),
    }
    const less = await start({
      folder: first.folder,
      tables: [{ name: 'Cases', properties }, people],
    })
    expect((await less.call('GetItem', { TableName: 'Cases', Key: at('A') }))['Item']).toBeDefined()
    await less.close()
    await expect(start({ folder: first.folder })).rejects.toThrow(/table Cases .* --fresh/)
  })

  it('is refused while another host has it open', async () => {
    const { folder } = await start()
    await expect(start({ folder })).rejects.toThrow(/in use by another process/)
  })

  it('is refused with a way out when it is damaged', async () => {
    const folder = await temporaryFolder()
    const { close } = await start({ folder })
    await close()
    await writeFile(join(folder, 'CURRENT'), 'rubbish')
    await expect(start({ folder })).rejects.toThrow(/may be damaged: start with --fresh/)
  })

  it('is not made for a table with a property that is not known', async () => {
    const properties = { ...people.properties, LocalSecondaryIndexes: [] }
    await expect(start({ tables: [{ name: 'People', properties }] })).rejects.toThrow(
      'Table People: the local host does not know LocalSecondaryIndexes',
    )
    const keyless = { name: 'People', properties: { ...people.properties, KeySchema: [] } }
    await expect(start({ tables: [keyless] })).rejects.toThrow(/^Table People: /)
  })

  it('describes its tables', async () => {
    const { call } = await start()
    const { Table } = await call('DescribeTable', { TableName: 'Cases' })
    expect(Table).toMatchObject({
      TableName: 'Cases',
      TableStatus: 'ACTIVE',
      TableArn: 'arn:aws:dynamodb:ap-southeast-3:111122223333:table/Cases',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    })
  })
})
