import { RemovalPolicy } from 'aws-cdk-lib'
import {
  type Attribute,
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb'
import type { Key } from 'aws-cdk-lib/aws-kms'
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'
import { schedulePartition } from '../../shared/aws/keys.ts'
import { acknowledge, acknowledgeMany } from './acknowledge.ts'
import type { HouseFunction } from './house-function.ts'
import { houseKey } from './house-key.ts'

/** Transactions are authorised as the single actions that they hold. */
export type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem'

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING })

/**
 * A kind of change: new or changed items whose sort key begins so. Of events all but those of the
 * names `passedOver`, so that a new name reaches its readers; of other items those that are `marked`
 * by that attribute.
 */
export type Change = {
  readonly event: 'INSERT' | 'MODIFY'
  readonly sk: string
  readonly passedOver?: readonly string[]
  readonly marked?: string
}

const filterOf = ({ event, sk, passedOver, marked }: Change) => {
  const name = passedOver && { event: { M: { name: { S: [{ 'anything-but': passedOver }] } } } }
  const mark = marked && { [marked]: { S: FilterRule.exists() } }
  return FilterCriteria.filter({
    eventName: FilterRule.isEqual(event),
    dynamodb: {
      Keys: { sk: { S: FilterRule.beginsWith(sk) } },
      ...((name || mark) && { NewImage: { ...name, ...mark } }),
    },
  })
}

export type CaseStorageProps = {
  /** The environment variable that names the table to those who may use it. */
  readonly variable: string
  /** Whether cases fall due: adds the index byDue. */
  readonly cases: boolean
}

/** One bounded context's table, of the one shape of docs/data-model.md. */
export class CaseStorage extends Construct {
  readonly #table: Table
  readonly #key: Key
  readonly #variable: string

  constructor(scope: Construct, id: string, { variable, cases }: CaseStorageProps) {
    super(scope, id)
    this.#variable = variable
    this.#key = houseKey(this, 'Key', `table ${id}`)
    this.#table = new Table(this, 'Table', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.#key,
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expiresAt',
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    acknowledge(
      this.#table,
      'Each second of the last 35 days can be brought back; a copy kept longer would outlive the erasure of personal data.',
      'NIST.800.53.R5-DynamoDBInBackupPlan',
    )
    if (cases) this.#addDueIndex()
  }

  grant(to: HouseFunction, ...actions: readonly TableAction[]): void {
    to.environment(this.#variable, this.#table.tableName)
    to.allow(
      actions.map((action) => `dynamodb:${action}`),
      [this.#table.tableArn],
    )
    this.#grantKey(to)
  }

  /** Reading the schedule, and of the cases behind it nothing. */
  grantSchedule(to: HouseFunction): void {
    to.environment(this.#variable, this.#table.tableName)
    to.allow(['dynamodb:Query'], [this.#table.tableArn], {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [schedulePartition('*')] },
    })
    this.#grantKey(to)
  }

  /** Reading the open cases by the time of their next step. */
  grantDue(to: HouseFunction): void {
    to.environment(this.#variable, this.#table.tableName)
    to.allow(['dynamodb:Query'], [`${this.#table.tableArn}/index/byDue`])
    this.#grantKey(to)
  }

  /** Calls a function for each change of the given kinds. A stream bears two readers at most. */
  addReader(reader: HouseFunction, changes: readonly Change[]): void {
    const { failures } = reader
    const stream = this.#table.tableStreamArn
    if (!failures || !stream)
      throw new Error(`${reader.name} is not declared as a stream's reader.`)
    new EventSourceMapping(reader, `Changes${this.node.id}`, {
      target: reader.lambda,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // What still fails then waits in the queue, and the sweep repairs it.
      retryAttempts: 10,
      onFailure: { bind: () => ({ destination: failures.queueArn }) },
      filters: changes.map(filterOf),
    })
    this.#grantStream(reader, stream)
    acknowledgeMany(
      reader.role,
      '*',
      'Finding the stream is dynamodb:ListStreams, which knows no resource.',
    )
  }

  /** What Lambda needs to read for a function; CDK's event source would add rights to key and queue. */
  #grantStream(to: HouseFunction, stream: string): void {
    to.allow(
      ['DescribeStream', 'GetRecords', 'GetShardIterator'].map((action) => `dynamodb:${action}`),
      [stream],
    )
    to.allow(['dynamodb:ListStreams'], ['*'])
    to.grantFailures()
    this.#grantKey(to)
  }

  /**
   * Reading and writing alike: DynamoDB opens the table's own key in the caller's name, and makes
   * all keys below it by itself. Source: DynamoDB developer guide, "Encryption at rest: how it
   * works", table keys.
   */
  #grantKey(to: HouseFunction): void {
    to.allow(['kms:Decrypt'], [this.#key.keyArn])
  }

  /** Keys only: whoever finds a case reads it whole and fresh, and updates cost one index write less. */
  #addDueIndex(): void {
    this.#table.addGlobalSecondaryIndex({
      indexName: 'byDue',
      partitionKey: text('dueShard'),
      sortKey: text('dueSort'),
      projectionType: ProjectionType.KEYS_ONLY,
    })
  }
}
