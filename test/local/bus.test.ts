import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Bus, type FailedDelivery, matches } from '../../infra/local/bus.ts'
import { Clock } from '../../infra/local/clock.ts'
import { Work } from '../../infra/local/work.ts'

const EVENT = {
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: '000000000000',
  time: '2026-11-23T02:00:00Z',
  region: 'ap-southeast-3',
  resources: ['arn:aws:s3:::letters', 'arn:aws:s3:::others'],
  detail: {
    bucket: { name: 'letters' },
    object: { key: 'incoming/ABC/surat.PDF', size: 1641, note: null, 'a*b': 'x*y\\z' },
    'source-ip-address': '10.0.5.77',
    ipv6: '2001:db8::17',
    empty: '',
    none: [],
    yes: true,
    parts: [{ n: 1, name: 'one' }, { n: 2 }],
  },
}

describe('an event pattern', () => {
  it.each<[string, object, boolean]>([
    ['nothing asked', {}, true],
    ['the same value', { source: ['aws.s3'] }, true],
    ['one of several values', { source: ['aws.ec2', 'aws.s3'] }, true],
    ['another value', { source: ['aws.ec2'] }, false],
    ['every field', { source: ['aws.s3'], region: ['us-east-1'] }, false],
    ['a nested field', { detail: { bucket: { name: ['letters'] } } }, true],
    ['a field that is not there', { detail: { bucket: { owner: ['x'] } } }, false],
    ['an object where a value is asked', { detail: { bucket: ['letters'] } }, false],
    ['a value where an object is asked', { source: { name: ['aws.s3'] } }, false],
    ['a name that every object inherits', { detail: { constructor: [{ exists: true }] } }, false],
    ['one item of a list', { resources: ['arn:aws:s3:::others'] }, true],
    ['no item of a list', { resources: ['arn:aws:s3:::letter'] }, false],
    ['fields of one object in a list', { detail: { parts: { n: [2] } } }, true],
    [
      'fields of different objects in a list',
      { detail: { parts: { n: [2], name: ['one'] } } },
      false,
    ],
    ['a number', { detail: { object: { size: [1641] } } }, true],
    ['a number as text', { detail: { object: { size: ['1641'] } } }, false],
    ['null', { detail: { object: { note: [null] } } }, true],
    ['empty text', { detail: { empty: [''] } }, true],
    ['true', { detail: { yes: [true] } }, true],
    ['prefix', { detail: { object: { key: [{ prefix: 'incoming/' }] } } }, true],
    ['prefix of something else', { detail: { object: { key: [{ prefix: 'letters/' }] } } }, false],
    ['prefix of a number', { detail: { object: { size: [{ prefix: '16' }] } } }, false],
    ['prefix in any case', { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] }, true],
    ['prefix of one item', { resources: [{ prefix: 'arn:aws:s3:::o' }] }, true],
    ['suffix', { detail: { object: { key: [{ suffix: '.PDF' }] } } }, true],
    ['suffix in another case', { detail: { object: { key: [{ suffix: '.pdf' }] } } }, false],
    [
      'suffix in any case',
      { detail: { object: { key: [{ suffix: { 'equals-ignore-case': '.pdf' } }] } } },
      true,
    ],
    ['equals-ignore-case', { source: [{ 'equals-ignore-case': 'AWS.S3' }] }, true],
    ['anything-but', { source: [{ 'anything-but': 'aws.ec2' }] }, true],
    ['anything-but that very value', { source: [{ 'anything-but': 'aws.s3' }] }, false],
    ['anything-but several', { source: [{ 'anything-but': ['aws.ec2', 'aws.s3'] }] }, false],
    ['anything-but numbers', { detail: { object: { size: [{ 'anything-but': [1, 2] }] } } }, true],
    ['anything-but of a missing field', { detail: { missing: [{ 'anything-but': 'x' }] } }, false],
    ['anything-but prefix', { source: [{ 'anything-but': { prefix: 'aws' } }] }, false],
    ['anything-but prefixes', { source: [{ 'anything-but': { prefix: ['x', 'y'] } }] }, true],
    ['anything-but suffix', { source: [{ 'anything-but': { suffix: '.ec2' } }] }, true],
    [
      'anything-but in any case',
      { source: [{ 'anything-but': { 'equals-ignore-case': ['AWS.S3'] } }] },
      false,
    ],
    ['anything-but wildcard', { source: [{ 'anything-but': { wildcard: 'a*3' } }] }, false],
    ['numeric =', { detail: { object: { size: [{ numeric: ['=', 1641] }] } } }, true],
    ['numeric range', { detail: { object: { size: [{ numeric: ['>', 0, '<=', 1641] }] } } }, true],
    [
      'numeric out of range',
      { detail: { object: { size: [{ numeric: ['>=', 0, '<', 1641] }] } } },
      false,
    ],
    ['numeric of text', { source: [{ numeric: ['>', 0] }] }, false],
    ['exists', { detail: { object: { key: [{ exists: true }] } } }, true],
    ['exists with null', { detail: { object: { note: [{ exists: true }] } } }, true],
    ['exists as an empty list', { detail: { none: [{ exists: true }] } }, false],
    ['exists not', { detail: { object: { version: [{ exists: false }] } } }, true],
    ['exists not below what is missing', { missing: { deep: [{ exists: false }] } }, true],
    ['exists not but does', { source: [{ exists: false }] }, false],
    ['wildcard', { detail: { object: { key: [{ wildcard: 'incoming/*/surat.*' }] } } }, true],
    ['wildcard of the whole', { detail: { object: { key: [{ wildcard: 'surat.*' }] } } }, false],
    ['wildcard that is no expression', { source: [{ wildcard: 'aws?s*' }] }, false],
    ['escaped wildcard', { detail: { object: { 'a*b': [{ wildcard: 'x\\*y\\\\*' }] } } }, true],
    ['escaped wildcard elsewhere', { source: [{ wildcard: 'aws\\*' }] }, false],
    ['cidr', { detail: { 'source-ip-address': [{ cidr: '10.0.0.0/16' }] } }, true],
    ['cidr of others', { detail: { 'source-ip-address': [{ cidr: '10.1.0.0/16' }] } }, false],
    ['cidr of version 6', { detail: { ipv6: [{ cidr: '2001:db8::/32' }] } }, true],
    ['cidr of text', { source: [{ cidr: '10.0.0.0/8' }] }, false],
    ['one operator or a value', { source: ['x', { prefix: 'aws.' }] }, true],
    ['$or', { $or: [{ source: ['x'] }, { region: ['ap-southeast-3'] }] }, true],
    ['$or without a match', { $or: [{ source: ['x'] }, { region: ['y'] }] }, false],
    ['$or and the rest', { $or: [{ source: ['aws.s3'] }], region: ['y'] }, false],
    ['nested $or', { detail: { $or: [{ yes: [false] }, { object: { size: [1641] } }] } }, true],
  ])('compares %s', (_, pattern, expected) => {
    expect(matches(pattern, EVENT)).toBe(expected)
  })

  it('made of an event’s own values matches that event', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
    const key = fc.string({ minLength: 1 }).filter((name) => name !== '$or' && name !== '__proto__')
    fc.assert(
      fc.property(fc.dictionary(key, fc.dictionary(key, value)), (event) => {
        const pattern = Object.fromEntries(
          Object.entries(event).map(([name, fields]) => [
            name,
            Object.fromEntries(Object.entries(fields).map(([field, item]) => [field, [item]])),
          ]),
        )
        expect(matches(pattern, event)).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})

describe('the bus', () => {
  const TARGET = 'arn:aws:lambda:ap-southeast-3:000000000000:function:accept'
  const START = Date.parse('2026-11-23T09:00:00+07:00')
  let work: Work
  let clock: Clock
  let bus: Bus
  let delivered: { targetArn: string; payload: unknown; rule: string; at: number }[]
  let given: FailedDelivery[]
  let failures: number

  function open(targets: readonly object[], more: object = {}, name = 'Letters'): Bus {
    const pattern = { source: ['aws.s3'], detail: { bucket: { name: ['letters'] } } }
    bus = new Bus({
      rules: [{ name, properties: { EventPattern: pattern, Targets: targets, ...more } }],
      clock,
      work,
      deliver: async (targetArn, payload, rule) => {
        if (failures-- > 0) throw new Error('down')
        delivered.push({ targetArn, payload, rule, at: clock.now() - START })
      },
      onFailure: async (failed) => void given.push(failed),
    })
    return bus
  }

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: START })
    work = new Work()
    clock = new Clock(new SharedArrayBuffer(8), () => work.settled())
    delivered = []
    given = []
    failures = 0
  })
  afterEach(() => {
    bus?.stop()
    clock.stop()
    vi.useRealTimers()
  })

  it('hands an event to every target of each rule that matches', async () => {
    await open([
      { Arn: TARGET, Id: 'a' },
      { Arn: `${TARGET}2`, Id: 'b' },
    ]).put(EVENT)
    expect(delivered).toEqual([
      { targetArn: TARGET, payload: EVENT, rule: 'Letters', at: 0 },
      { targetArn: `${TARGET}2`, payload: EVENT, rule: 'Letters', at: 0 },
    ])
  })

  it('hands on nothing that does not match, nor by a disabled rule', async () => {
    await open([{ Arn: TARGET, Id: 'a' }]).put({ ...EVENT, source: 'aws.ec2' })
    await open([{ Arn: TARGET, Id: 'a' }], { State: 'DISABLED' }).put(EVENT)
    expect(delivered).toEqual([])
  })

  it.each<[string, object, unknown]>([
    ['a constant', { Input: '{"fixed":true}' }, { fixed: true }],
    ['a part', { InputPath: '$.detail.bucket' }, { name: 'letters' }],
    ['a named part', { InputPath: "$['detail-type']" }, 'Object Created'],
    ['an item', { InputPath: '$.resources[1]' }, 'arn:aws:s3:::others'],
    ['a part that is not there', { InputPath: '$.detail.nothing' }, null],
    [
      'a template of JSON',
      {
        InputTransformer: {
          InputPathsMap: { key: '$.detail.object.key', object: '$.detail.bucket', no: '$.no' },
          InputTemplate:
            '{"key": <key>, "text": "<key> in <object>", "object": <object>, "no": <no>, "rule": <aws.events.rule-name>, "at": <aws.events.event.ingestion-time>}',
        },
      },
      {
        key: 'incoming/ABC/surat.PDF',
        text: 'incoming/ABC/surat.PDF in {"name":"letters"}',
        object: { name: 'letters' },
        no: null,
        rule: 'Letters',
        at: '2026-11-23T02:00:00.000Z',
      },
    ],
    [
      'a template of text',
      { InputTransformer: { InputTemplate: '"rule <aws.events.rule-arn>"' } },
      'rule arn:aws:events:ap-southeast-3:000000000000:rule/Letters',
    ],
  ])('gives the target %s', async (_, input, expected) => {
    await open([{ Arn: TARGET, Id: 'a', ...input }]).put(EVENT)
    expect(delivered[0]?.payload).toEqual(expected)
  })

  it('tries again on the clock until the target accepts', async () => {
    failures = 3
    await open([{ Arn: TARGET, Id: 'a' }]).put(EVENT)
    expect(delivered).toEqual([])
    await expect(work.settled()).resolves.toBeUndefined()
    await clock.advance(START + 60_000)
    expect(delivered).toMatchObject([{ at: 1000 + 2000 + 4000 }])
    expect(given).toEqual([])
  })

  it('gives up as the retry policy says', async () => {
    failures = 100
    await open([{ Arn: TARGET, Id: 'a', RetryPolicy: { MaximumRetryAttempts: 2 } }]).put(EVENT)
    await clock.advance(START + 86_400_000)
    expect(given).toEqual([{ targetArn: TARGET, payload: EVENT, rule: 'Letters' }])
    expect(failures).toBe(97)
  })

  it('makes no further attempt once it is stopped', async () => {
    failures = 1
    await open([{ Arn: TARGET, Id: 'a' }]).put(EVENT)
    bus.stop()
    await clock.advance(START + 86_400_000)
    expect(delivered).toEqual([])
  })

  it.each<[string, object, RegExp]>([
    ['a schedule', { ScheduleExpression: 'rate(1 day)' }, /ScheduleExpression/],
    ['an unknown property', { Tags: [] }, /"Tags"/],
    ['an unknown property of a target', { Targets: [{ Arn: TARGET, SqsParameters: {} }] }, /Sqs/],
    ['a path of another kind', { Targets: [{ Arn: TARGET, InputPath: '$..x' }] }, /\$\.\.x/],
    ['another bus', { EventBusName: 'own' }, /default event bus/],
    ['no pattern', { EventPattern: undefined }, /EventPattern/],
    ['a bare value', { EventPattern: { source: 'aws.s3' } }, /EventPattern\.source/],
    ['an empty list', { EventPattern: { source: [] } }, /EventPattern\.source/],
    ['a list in a list', { EventPattern: { source: [['x']] } }, /EventPattern\.source/],
    ['an unknown operator', { EventPattern: { a: { b: [{ regex: 'x' }] } } }, /a\.b.*"regex"/],
    ['two operators', { EventPattern: { a: [{ prefix: 'x', suffix: 'y' }] } }, /one operator/],
    ['half a comparison', { EventPattern: { a: [{ numeric: ['>'] }] } }, /"numeric"/],
    ['no network', { EventPattern: { a: [{ cidr: 'here' }] } }, /"cidr"/],
    [
      'anything-but a number range',
      { EventPattern: { a: [{ 'anything-but': { numeric: [] } }] } },
      /numeric/,
    ],
    ['a prefix that is no text', { EventPattern: { $or: [{ a: [{ prefix: 1 }] }] } }, /text/],
  ])('refuses a rule with %s', (_, properties, message) => {
    expect(() => open([{ Arn: TARGET, Id: 'a' }], properties)).toThrow(message)
    expect(() => open([{ Arn: TARGET, Id: 'a' }], properties)).toThrow(/^Rule "Letters"/)
  })
})
