import { describe, expect, it } from 'vitest'
import { at, idOf, list, local } from './template.ts'

const template = local()

describe.each(template.of('AWS::DynamoDB::Table'))('table $id', (table) => {
  it('has the one shape of all tables and a stream of both images', () => {
    expect(table.at('KeySchema')).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ])
    expect(table.at('BillingMode')).toBe('PAY_PER_REQUEST')
    expect(table.at('StreamSpecification')).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' })
    expect(table.at('TimeToLiveSpecification')).toEqual({
      AttributeName: 'expiresAt',
      Enabled: true,
    })
  })

  it('has at most two readers of its stream', () => {
    const readers = template
      .of('AWS::Lambda::EventSourceMapping')
      .filter((mapping) => idOf(mapping.at('EventSourceArn')) === table.id)
    expect(readers.length).toBeGreaterThan(0)
    expect(readers.length).toBeLessThanOrEqual(2)
  })
})

it('the tables have keys of their own', () => {
  const keys = template
    .of('AWS::DynamoDB::Table')
    .map((table) => idOf(table.at('SSESpecification.KMSMasterKeyId')))
  expect(new Set(keys).size).toBe(2)
})

it('only Requests has an index: what is due', () => {
  const indexes = template.of('AWS::DynamoDB::Table').map((table) =>
    table.list('GlobalSecondaryIndexes').map((index) => ({
      name: at(index, 'IndexName'),
      keys: list(at(index, 'KeySchema')).map((key) => at(key, 'AttributeName')),
      projection: at(index, 'Projection'),
    })),
  )
  expect(indexes).toEqual([
    [
      {
        name: 'byDue',
        keys: ['dueShard', 'dueSort'],
        projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    [],
  ])
})

describe('the letter bucket', () => {
  const bucket = template.one('AWS::S3::Bucket')

  it('knows no access lists, and asks KMS once for many objects', () => {
    expect(bucket.at('OwnershipControls.Rules')).toEqual([
      { ObjectOwnership: 'BucketOwnerEnforced' },
    ])
    const [rule] = bucket.list('BucketEncryption.ServerSideEncryptionConfiguration')
    expect(at(rule, 'BucketKeyEnabled')).toBe(true)
  })

  it('refuses TLS before 1.2, and makes no exception', () => {
    const statements = template.one('AWS::S3::BucketPolicy').list('PolicyDocument.Statement')
    const denied = statements.filter((statement) => at(statement, 'Effect') === 'Deny')
    expect(denied.map((statement) => at(statement, 'Condition'))).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': 1.2 } },
    ])
    expect(denied.length).toBe(statements.length)
  })

  it('lets scripts of the own site post, and no other origin anything', () => {
    const [endpoint] = template.of('AWS::ApiGatewayV2::Api')
    expect(bucket.at('CorsConfiguration.CorsRules')).toEqual([
      {
        AllowedMethods: ['POST'],
        AllowedOrigins: [{ 'Fn::GetAtt': [endpoint?.id, 'ApiEndpoint'] }],
        ExposedHeaders: ['ETag'],
      },
    ])
  })

  it('forgets uploads that no case took, old versions and markers included, and nothing else', () => {
    expect(bucket.at('LifecycleConfiguration.Rules')).toMatchObject([
      {
        Prefix: 'incoming/',
        ExpirationInDays: 2,
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
      { Prefix: 'incoming/', ExpiredObjectDeleteMarker: true },
    ])
    expect(bucket.list('LifecycleConfiguration.Rules')).toHaveLength(2)
  })

  it('tells EventBridge what comes in', () => {
    expect(bucket.at('NotificationConfiguration.EventBridgeConfiguration')).toEqual({
      EventBridgeEnabled: true,
    })
  })
})

describe('the signing keys', () => {
  const secret = template.one('AWS::SecretsManager::Secret')

  it('are 64 letters and digits each, of which AWS makes the first', () => {
    expect(secret.at('GenerateSecretString')).toEqual({
      SecretStringTemplate: '{"current":"k1"}',
      GenerateStringKey: 'k1',
      PasswordLength: 64,
      ExcludePunctuation: true,
    })
  })

  it('are encrypted with a key of their own', () => {
    expect(idOf(secret.at('KmsKeyId'))).toMatch(/^Keys/)
  })
})
