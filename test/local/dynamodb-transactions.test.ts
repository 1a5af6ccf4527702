import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AwsError } from '../../infra/local/calls.ts'
import { refusal, start } from './dynamodb-support.ts'
import { at, N, S } from './dynamodb-tables.ts'

const put = (pk: string, more: object = {}, condition: object = {}) => ({
  Put: { TableName: 'Cases', Item: { ...at(pk), ...more }, ...condition },
})
const get = (pk: string) => ({ Get: { TableName: 'Cases', Key: at(pk) } })
const onlyNew = { ConditionExpression: 'attribute_not_exists(pk)' }
const hundred = Array.from({ length: 100 }, (_, n) => put(`P${n}`))

describe('a transaction', () => {
  it('puts, updates, deletes and checks items of several tables', async () => {
    const { dynamodb, call } = await start()
    await call('PutItem', { TableName: 'Cases', Item: at('old') })
    await call('PutItem', { TableName: 'People', Item: { id: N(1), active: { BOOL: true } } })
    const answer = await dynamodb.call('TransactWriteItems', {
      TransactItems: [
        put('A', {}, onlyNew),
        { Delete: { TableName: 'Cases', Key: at('old') } },
        {
          Update: {
            TableName: 'Cases',
            Key: at('B'),
            UpdateExpression: 'SET title = :t',
            ExpressionAttributeValues: { ':t': S('x') },
          },
        },
        {
          ConditionCheck: {
            TableName: 'People',
            Key: { id: N(1) },
            ConditionExpression: 'active = :yes',
            ExpressionAttributeValues: { ':yes': { BOOL: true } },
          },
        },
      ],
    })
    expect(answer).toMatchObject({ resource: 'Cases,People', writeUnits: 8, output: {} })
    expect(await dynamodb.dump()).toEqual([
      { table: 'Cases', item: at('A') },
      { table: 'Cases', item: { ...at('B'), title: S('x') } },
      { table: 'People', item: { id: N(1), active: { BOOL: true } } },
    ])
  })

  it('changes nothing when one condition fails, and gives a reason for each item', async () => {
    const { dynamodb, call } = await start()
    await call('PutItem', { TableName: 'Cases', Item: { ...at('B'), version: N(3) } })
    const before = await dynamodb.dump()
    const cancelled = await refusal(
      call('TransactWriteItems', {
        TransactItems: [
          put('A', {}, onlyNew),
          put('B', {}, { ...onlyNew, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
          {
            Update: {
              TableName: 'Cases',
              Key: at('C'),
              UpdateExpression: 'SET n = absent + :one',
              ExpressionAttributeValues: { ':one': N(1) },
            },
          },
        ],
      }),
    )
    expect(cancelled.code).toBe('TransactionCanceledException')
    expect(cancelled.message).toBe(
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError]',
    )
    expect(cancelled.fields).toEqual({
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: { ...at('B'), version: N(3) },
        },
        {
          Code: 'ValidationError',
          Message: 'The provided expression refers to an attribute that does not exist in the item',
        },
      ],
    })
    expect(await dynamodb.dump()).toEqual(before)
  })

  it.each([
    ['one item twice', [put('A'), { Delete: { TableName: 'Cases', Key: at('A') } }]],
    ['no items', []],
    ['more than a hundred items', [...hundred, put('more')]],
    ['two actions in one item', [{ ...put('A'), Delete: { TableName: 'Cases', Key: at('B') } }]],
    ['an unknown action', [{ Get: { TableName: 'Cases', Key: at('A') } }]],
    ['a check without condition', [{ ConditionCheck: { TableName: 'Cases', Key: at('A') } }]],
    ['a broken expression', [put('A', {}, { ConditionExpression: 'pk ==' })]],
    [
      'over 4 MB',
      hundred.slice(0, 50).map(({ Put }) => put(Put.Item.pk.S, { x: S('x'.repeat(90_000)) })),
    ],
  ])('is refused with %s', async (_, TransactItems) => {
    const { dynamodb, call } = await start()
    const refused = await refusal(call('TransactWriteItems', { TransactItems }))
    expect(refused.code).toBe('ValidationException')
    expect(await dynamodb.dump()).toEqual([])
  })

  it('takes a hundred items', async () => {
    const { dynamodb, call } = await start()
    await call('TransactWriteItems', { TransactItems: hundred })
    expect(await dynamodb.dump()).toHaveLength(100)
  })

  it('sent again under its token within ten minutes is not done again', async () => {
    const { dynamodb, clock, folder, call, close } = await start()
    const request = {
      ClientRequestToken: 'token',
      TransactItems: [
        {
          Update: {
            TableName: 'Cases',
            Key: at('A'),
            UpdateExpression: 'ADD hits :one',
            ExpressionAttributeValues: { ':one': N(1) },
          },
        },
      ],
    }
    await call('TransactWriteItems', request)
    await call('TransactWriteItems', request)
    expect(await dynamodb.dump()).toMatchObject([{ item: { hits: N(1) } }])
    const other = { ...request, TransactItems: [put('B')] }
    const refused = await refusal(call('TransactWriteItems', other))
    expect(refused.code).toBe('IdempotentParameterMismatchException')
    const soon = new Date(clock.now() + 9 * 60_000).toISOString()
    const late = new Date(clock.now() + 11 * 60_000).toISOString()
    await close()
    const second = await start({ folder, at: soon })
    await second.call('TransactWriteItems', request)
    expect(await second.dynamodb.dump()).toMatchObject([{ item: { hits: N(1) } }])
    await second.clock.advance(Date.parse(late))
    await second.call('TransactWriteItems', request)
    expect(await second.dynamodb.dump()).toMatchObject([{ item: { hits: N(2) } }])
  })

  it('that was cancelled may be tried again under its token', async () => {
    const { dynamodb, call } = await start()
    await call('PutItem', { TableName: 'Cases', Item: at('A') })
    const request = { ClientRequestToken: 'token', TransactItems: [put('A', { n: N(1) }, onlyNew)] }
    await refusal(call('TransactWriteItems', request))
    await call('DeleteItem', { TableName: 'Cases', Key: at('A') })
    await call('TransactWriteItems', request)
    expect(await dynamodb.dump()).toMatchObject([{ item: { n: N(1) } }])
  })

  it('is seen whole by transactional reads, and one of many rivals wins', async () => {
    const { call } = await start()
    const rivals = Array.from({ length: 20 }, (_, n) =>
      call('TransactWriteItems', {
        TransactItems: [put('A', { by: N(n) }, onlyNew), put('B', { by: N(n) }, onlyNew)],
      }).then(
        () => 'won',
        () => 'lost',
      ),
    )
    const reads = Array.from({ length: 20 }, () =>
      call('TransactGetItems', { TransactItems: [get('A'), get('B')] }),
    )
    expect((await Promise.all(rivals)).filter((outcome) => outcome === 'won')).toHaveLength(1)
    for (const { Responses } of await Promise.all(reads)) {
      const [a, b] = Responses as { Item?: { by: object } }[]
      expect(a?.Item?.by).toEqual(b?.Item?.by)
    }
  })
})

describe('any sequence of transactions', () => {
  type Step = { pk: string; kind: 'put' | 'update' | 'delete' | 'check'; if: 'any' | 'new' | 'old' }
  const step: fc.Arbitrary<Step> = fc.record({
    pk: fc.constantFrom('A', 'B', 'C', 'D'),
    kind: fc.constantFrom('put', 'update', 'delete', 'check'),
    if: fc.constantFrom('any', 'new', 'old'),
  })
  const transaction = fc.uniqueArray(step, { selector: (one) => one.pk, minLength: 1 })

  function asItem({ pk, kind, if: when }: Step, n: number) {
    const wish = {
      any: 'attribute_exists(pk) OR attribute_not_exists(pk)',
      new: 'attribute_not_exists(pk)',
      old: 'attribute_exists(pk)',
    }
    const common = { TableName: 'Cases', ConditionExpression: wish[when] }
    const keyed = { ...common, Key: at(pk) }
    if (kind === 'put') return { Put: { ...common, Item: { ...at(pk), n: N(n) } } }
    if (kind === 'delete') return { Delete: keyed }
    if (kind === 'check') return { ConditionCheck: keyed }
    const values = { ':n': N(n), ':d': S('DUE'), ':at': S(pk) }
    const UpdateExpression = 'SET n = :n, due = :d, #at = :at'
    return {
      Update: {
        ...keyed,
        UpdateExpression,
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: values,
      },
    }
  }

  /** What a transaction makes of a table, or undefined where a condition of it fails. */
  function model(table: Map<string, object>, steps: readonly Step[], n: number) {
    const next = new Map(table)
    for (const { pk, kind, if: when } of steps) {
      if ((when === 'new' && table.has(pk)) || (when === 'old' && !table.has(pk))) return undefined
      if (kind === 'put') next.set(pk, { ...at(pk), n: N(n) })
      if (kind === 'delete') next.delete(pk)
      if (kind === 'update')
        next.set(pk, { ...at(pk), ...table.get(pk), n: N(n), due: S('DUE'), at: S(pk) })
    }
    return next
  }

  it('leaves table, index and stream as a model of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(transaction, { maxLength: 12 }), async (transactions) => {
        const { dynamodb, work, call, close } = await start()
        const replica = new Map<string, object>()
        dynamodb.subscribe({
          table: 'Cases',
          consumer: 'replica',
          batchSize: 3,
          maximumRetryAttempts: 0,
          bisect: false,
          reportBatchItemFailures: false,
          deliver: async (records) => {
            for (const { dynamodb: record } of records) {
              const pk = record.Keys['pk']?.S ?? ''
              expect(record.OldImage).toEqual(replica.get(pk))
              if (record.NewImage) replica.set(pk, record.NewImage)
              else replica.delete(pk)
            }
          },
        })
        let table = new Map<string, object>()
        for (const [n, steps] of transactions.entries()) {
          const expected = model(table, steps, n)
          const TransactItems = steps.map((one) => asItem(one, n))
          const outcome = await call('TransactWriteItems', { TransactItems }).then(
            () => 'done',
            (error: AwsError) => error.code,
          )
          expect(outcome).toBe(expected ? 'done' : 'TransactionCanceledException')
          table = expected ?? table
        }
        await work.settled()
        const sorted = [...table].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
        expect((await dynamodb.dump()).map(({ item }) => item)).toEqual(sorted)
        expect(replica).toEqual(table)
        const due = await call('Query', {
          TableName: 'Cases',
          IndexName: 'byDue',
          KeyConditionExpression: 'due = :d',
          ExpressionAttributeValues: { ':d': S('DUE') },
        })
        expect(due['Count']).toBe(sorted.filter((item) => 'due' in item).length)
        await close()
      }),
      { numRuns: 40 },
    )
  })
})
