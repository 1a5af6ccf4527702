/** A table as its template resource describes it. */
import { check, type Refusal } from './dynalite.ts'

/** `properties`: the resolved CloudFormation Properties of an AWS::DynamoDB::Table. */
export type TableSpec = { name: string; properties: Record<string, unknown> }

type KeySchema = readonly { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[]
export type Index = {
  IndexName: string
  KeySchema: KeySchema
  Projection: { ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'; NonKeyAttributes?: string[] }
}

/** The part that decides how data lies on disk. */
type Shape = {
  KeySchema: KeySchema
  AttributeDefinitions: readonly { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[]
  GlobalSecondaryIndexes?: readonly Index[]
}

/** What DescribeTable answers. */
export type TableDescription = Shape & { TableName: string; [more: string]: unknown }

export type StreamView = 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES'

export type Table = {
  name: string
  shape: Shape
  description: TableDescription
  /** Names of the attributes of the primary key, partition key first. */
  keys: readonly string[]
  /** Attribute that holds the expiry, in seconds since the epoch. */
  ttl: string | undefined
  stream: { view: StreamView; arn: string } | undefined
  arn: string
  /** ARN of the key that encrypts the table; none for a table under Amazon's own key. */
  key: string | undefined
}

const known = new Set(
  [
    'KeySchema AttributeDefinitions GlobalSecondaryIndexes TableName',
    'StreamSpecification TimeToLiveSpecification SSESpecification',
    // Accepted and without meaning on one machine: money, backups, labels.
    'BillingMode ProvisionedThroughput OnDemandThroughput WarmThroughput TableClass Tags',
    'PointInTimeRecoverySpecification DeletionProtectionEnabled ContributorInsightsSpecification',
  ].flatMap((names) => names.split(' ')),
)
const knownOfIndex = new Set(
  [
    'IndexName KeySchema Projection',
    'ProvisionedThroughput OnDemandThroughput WarmThroughput ContributorInsightsSpecification',
  ].flatMap((names) => names.split(' ')),
)

/** The ARN of a table's stream. AWS puts the moment of creation at its end; here it is fixed. */
function streamArn(region: string, account: string, table: string): string {
  return `arn:aws:dynamodb:${region}:${account}:table/${table}/stream/2026-01-01T00:00:00.000`
}

/** Reads a table from its template properties. Throws an Error that names what it does not know. */
export function tableFrom(spec: TableSpec, region: string, account: string): Table {
  const { name, properties } = spec
  refuseUnknown(name, properties, known)
  const shape = shapeFrom(name, properties)
  const arn = `arn:aws:dynamodb:${region}:${account}:table/${name}`
  const view = part(properties, 'StreamSpecification')['StreamViewType'] as StreamView | undefined
  const ttl = part(properties, 'TimeToLiveSpecification')
  const sse = part(properties, 'SSESpecification')
  const stream = view && { view, arn: streamArn(region, account, name) }
  return {
    name,
    shape,
    keys: shape.KeySchema.map((key) => key.AttributeName),
    description: { ...shape, TableName: name, TableArn: arn, ...status, ...described(stream) },
    ttl: ttl['Enabled'] === true ? String(ttl['AttributeName']) : undefined,
    stream,
    arn,
    key: sse['KMSMasterKeyId'] as string | undefined,
  }
}

const status = {
  TableStatus: 'ACTIVE',
  BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
  ItemCount: 0,
  TableSizeBytes: 0,
}

function described(stream: Table['stream']): object {
  if (!stream) return {}
  return {
    StreamSpecification: { StreamEnabled: true, StreamViewType: stream.view },
    LatestStreamArn: stream.arn,
    LatestStreamLabel: stream.arn.slice(stream.arn.lastIndexOf('/') + 1),
  }
}

function part(properties: Record<string, unknown>, name: string): Record<string, unknown> {
  return (properties[name] ?? {}) as Record<string, unknown>
}

function refuseUnknown(table: string, properties: object, names: ReadonlySet<string>): void {
  const unknown = Object.keys(properties).find((name) => !names.has(name))
  if (unknown) throw new Error(`Table ${table}: the local host does not know ${unknown}`)
}

function shapeFrom(table: string, properties: Record<string, unknown>): Shape {
  const indexes = (properties['GlobalSecondaryIndexes'] ?? []) as readonly Index[]
  for (const index of indexes) refuseUnknown(table, index, knownOfIndex)
  const { KeySchema, AttributeDefinitions } = properties as Shape
  const GlobalSecondaryIndexes = indexes.map(
    ({ IndexName, KeySchema, Projection }): Index => ({ IndexName, KeySchema, Projection }),
  )
  const shape = {
    KeySchema,
    AttributeDefinitions,
    ...(indexes.length > 0 && { GlobalSecondaryIndexes }),
  }
  try {
    check('createTable', { TableName: table, BillingMode: 'PAY_PER_REQUEST', ...shape })
  } catch (error) {
    const { body, message } = error as Refusal
    throw new Error(`Table ${table}: ${body?.message ?? message}`, {
      cause: error,
    })
  }
  return shape
}
