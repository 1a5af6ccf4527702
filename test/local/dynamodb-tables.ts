import type { TableSpec } from '../../infra/local/dynamodb.ts'

const key = (name: string, KeyType: string) => ({ AttributeName: name, KeyType })
const attribute = (AttributeName: string, AttributeType = 'S') => ({ AttributeName, AttributeType })

/** A table of the product's shape: two keys, a sparse index, a stream and an expiry. */
export const cases: TableSpec = {
  name: 'Cases',
  properties: {
    KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
    AttributeDefinitions: [attribute('pk'), attribute('sk'), attribute('due'), attribute('at')],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byDue',
        KeySchema: [key('due', 'HASH'), key('at', 'RANGE')],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] },
      },
    ],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    DeletionProtectionEnabled: true,
  },
}

/** A table without sort key, index, stream and expiry, under a key of its own. */
export const people: TableSpec = {
  name: 'People',
  properties: {
    KeySchema: [key('id', 'HASH')],
    AttributeDefinitions: [attribute('id', 'N')],
    SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: 'arn:key' },
  },
}

export const S = (value: string) => ({ S: value })
export const N = (value: number) => ({ N: String(value) })
export const at = (pk: string, sk = 'STATE') => ({ pk: S(pk), sk: S(sk) })
