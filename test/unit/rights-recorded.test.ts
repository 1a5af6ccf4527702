import { describe, expect, it } from 'vitest'
import type { Right } from '../../infra/local/calls.ts'
import { rightsOf } from '../../infra/local/dynamodb/rights.ts'
import { type Table, tableFrom } from '../../infra/local/dynamodb/table.ts'
import { readBucket } from '../../infra/local/s3/bucket.ts'
import { rightsOf as rightsOfS3 } from '../../infra/local/s3/rights.ts'

const region = 'ap-southeast-3'
const arn = (name: string): string => `arn:aws:kms:${region}:1:key/${name}`
const short = (rights: readonly Right[]): readonly string[] =>
  rights.map(({ action, resource }) => `${action} ${resource.replace(/^.*:(?=[^:]+$)/, '')}`)

const tableNamed = (name: string, key?: string): [string, Table] => [
  name,
  tableFrom(
    {
      name,
      properties: {
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        ...(key && { SSESpecification: { SSEEnabled: true, KMSMasterKeyId: arn(key) } }),
      },
    },
    region,
    '1',
  ),
]
const tables = new Map([tableNamed('Requests', 'Requests'), tableNamed('Plain')])

describe('what DynamoDB asks a caller’s role for', () => {
  const asked = (action: string, input: object) =>
    short(rightsOf(tables, region, action, input as Record<string, unknown>))

  it('is the action on the table, and its key', () => {
    expect(asked('PutItem', { TableName: 'Requests' })).toEqual([
      'dynamodb:PutItem table/Requests',
      'kms:Decrypt key/Requests',
    ])
    expect(asked('PutItem', { TableName: 'Plain' })).toEqual(['dynamodb:PutItem table/Plain'])
  })

  it('is the index where one is queried', () => {
    expect(asked('Query', { TableName: 'Requests', IndexName: 'byDue' })).toEqual([
      'dynamodb:Query table/Requests/index/byDue',
      'kms:Decrypt key/Requests',
    ])
  })

  it('names the partition that is queried', () => {
    const input = {
      TableName: 'Plain',
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':sk': { S: 'EVENT#' }, ':pk': { S: 'CASE#1' } },
    }
    const [right] = rightsOf(tables, region, 'Query', input)
    expect(right?.context).toEqual({ 'dynamodb:LeadingKeys': 'CASE#1' })
  })

  it('is each table of a batch', () => {
    expect(asked('BatchGetItem', { RequestItems: { Requests: {}, Plain: {} } })).toEqual([
      'dynamodb:BatchGetItem table/Requests',
      'dynamodb:BatchGetItem table/Plain',
      'kms:Decrypt key/Requests',
    ])
  })

  it('is what each item of a transaction does, once for each table', () => {
    const TransactItems = [
      { Put: { TableName: 'Requests' } },
      { Put: { TableName: 'Requests' } },
      { Update: { TableName: 'Plain' } },
      { Delete: { TableName: 'Plain' } },
      { ConditionCheck: { TableName: 'Requests' } },
    ]
    expect(asked('TransactWriteItems', { TransactItems })).toEqual([
      'dynamodb:PutItem table/Requests',
      'dynamodb:UpdateItem table/Plain',
      'dynamodb:DeleteItem table/Plain',
      'dynamodb:ConditionCheckItem table/Requests',
      'kms:Decrypt key/Requests',
    ])
    expect(asked('TransactGetItems', { TransactItems: [{ Get: { TableName: 'Plain' } }] })).toEqual(
      ['dynamodb:GetItem table/Plain'],
    )
  })

  it('is told of a malformed call too', () => {
    expect(asked('TransactWriteItems', { TransactItems: 'none' })).toEqual([])
    expect(asked('TransactWriteItems', { TransactItems: [null, {}] })).toEqual([])
  })
})

describe('what S3 asks a caller’s role for', () => {
  const encryption = {
    ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn('Letters') },
  }
  const bucket = readBucket({
    name: 'letters',
    properties: { BucketEncryption: { ServerSideEncryptionConfiguration: [encryption] } },
  })
  const place = { region, buckets: new Map([['letters', bucket]]) }
  const asked = (action: string, query: object = {}, headers: object = {}) =>
    short(
      rightsOfS3(place, action, {
        bucket,
        key: 'in/a',
        query: new Map(Object.entries(query)),
        headers: new Map(Object.entries(headers)),
      }),
    )

  it.each<[string, object, object, readonly string[]]>([
    ['PutObject', {}, {}, ['s3:PutObject letters/in/a', 'kms:GenerateDataKey key/Letters']],
    ['PostObject', {}, {}, ['s3:PutObject letters/in/a', 'kms:GenerateDataKey key/Letters']],
    ['GetObject', {}, {}, ['s3:GetObject letters/in/a', 'kms:Decrypt key/Letters']],
    [
      'GetObject',
      { versionId: 'v' },
      {},
      ['s3:GetObjectVersion letters/in/a', 'kms:Decrypt key/Letters'],
    ],
    ['HeadObject', { versionId: 'v' }, {}, ['s3:GetObjectVersion letters/in/a']],
    [
      'HeadObject',
      {},
      { 'x-amz-checksum-mode': 'ENABLED' },
      ['s3:GetObject letters/in/a', 'kms:Decrypt key/Letters'],
    ],
    ['DeleteObject', { versionId: 'v' }, {}, ['s3:DeleteObjectVersion letters/in/a']],
    ['ListObjectVersions', {}, {}, ['s3:ListBucketVersions letters']],
    [
      'CopyObject',
      {},
      { 'x-amz-copy-source': 'letters/in/b?versionId=v' },
      [
        's3:GetObjectVersion letters/in/b',
        'kms:Decrypt key/Letters',
        's3:PutObject letters/in/a',
        'kms:GenerateDataKey key/Letters',
      ],
    ],
    [
      'CopyObject',
      {},
      { 'x-amz-copy-source': '%' },
      ['s3:PutObject letters/in/a', 'kms:GenerateDataKey key/Letters'],
    ],
  ])('%s %o %o', (action, query, headers, expected) => {
    expect(asked(action, query, headers)).toEqual(expected)
  })
})
