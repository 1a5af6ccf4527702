import type { Duplicator } from '../duplicates.ts'
import type { StreamRecord, Subscription } from '../dynamodb.ts'
import type { AsyncRules } from '../invocations.ts'
import type { Queues } from '../queues.ts'
import type { Resource, Stack } from '../template.ts'
import { FunctionError } from '../workers/instance.ts'

type Invoke = (functionArn: string, payload: unknown) => Promise<unknown>

type BatchResponse = { readonly batchItemFailures?: readonly { itemIdentifier: string }[] }
type OnFailure = { readonly OnFailure?: { readonly Destination?: string } }

/**
 * How each function's asynchronous failures are treated.
 * @throws Error with a sentence for a configuration that names no function of the template
 */
export function asyncRules(stack: Stack): (functionArn: string) => AsyncRules {
  const configurations = stack.of('AWS::Lambda::EventInvokeConfig')
  const rules = new Map(
    stack.of('AWS::Lambda::Function').map(({ name, arn, properties }): [string, AsyncRules] => {
      const configuration = configurations.find(
        ({ properties }) => properties['FunctionName'] === name,
      )?.properties
      const { OnFailure } = (configuration?.['DestinationConfig'] ?? {}) as OnFailure
      const { TargetArn } = (properties['DeadLetterConfig'] ?? {}) as { TargetArn?: string }
      return [
        arn,
        {
          // Lambda's defaults: two retries within six hours.
          maximumRetryAttempts: Number(configuration?.['MaximumRetryAttempts'] ?? 2),
          maximumAgeSeconds: Number(configuration?.['MaximumEventAgeInSeconds'] ?? 21_600),
          ...(OnFailure?.Destination && { onFailure: OnFailure.Destination }),
          ...(TargetArn && { deadLetters: TargetArn }),
        },
      ]
    }),
  )
  return (functionArn) => {
    const found = rules.get(functionArn)
    if (!found) throw new Error(`There is no function ${functionArn} in the template.`)
    return found
  }
}

/** What the event source mappings of the stack need. */
export type StreamDelivery = {
  readonly stack: Stack
  readonly queues: Queues
  readonly duplicator: Duplicator
  readonly invoke: Invoke
  /** The clock, milliseconds. */
  readonly now: () => number
}

/**
 * The readers of the tables' streams.
 * @throws Error with a sentence for a source that is no stream of the template
 */
export function subscriptions(delivery: StreamDelivery): readonly Subscription[] {
  const mappings = delivery.stack.of('AWS::Lambda::EventSourceMapping')
  return mappings
    .filter(({ properties }) => properties['Enabled'] !== false)
    .map((mapping) => subscription(delivery, mapping))
}

function subscription(delivery: StreamDelivery, mapping: Resource): Subscription {
  const { stack, invoke, duplicator } = delivery
  const { properties, logicalId } = mapping
  const source = String(properties['EventSourceArn'])
  const table = stack
    .of('AWS::DynamoDB::Table')
    .find(({ arn }) => source.startsWith(`${arn}/stream/`))
  const function_ = stack
    .of('AWS::Lambda::Function')
    .find(({ name, arn }) => [name, arn].includes(String(properties['FunctionName'])))
  if (!table || !function_) {
    throw new Error(`${logicalId}: the local host reads streams of the template's tables only.`)
  }
  const { Filters = [] } = (properties['FilterCriteria'] ?? {}) as {
    Filters?: readonly { Pattern: string }[]
  }
  const responseTypes = (properties['FunctionResponseTypes'] ?? []) as readonly string[]
  return {
    table: table.name,
    consumer: logicalId,
    batchSize: Number(properties['BatchSize'] ?? 100),
    maximumRetryAttempts: Number(properties['MaximumRetryAttempts'] ?? -1),
    bisect: properties['BisectBatchOnFunctionError'] === true,
    reportBatchItemFailures: responseTypes.includes('ReportBatchItemFailures'),
    ...(Filters.length > 0 && {
      filters: Filters.map(({ Pattern }) => JSON.parse(Pattern) as object),
    }),
    deliver: async (records) => {
      const batchItemFailures: { itemIdentifier: string }[] = []
      for (const Records of duplicator.batches(records)) {
        batchItemFailures.push(...(await hand(invoke, function_.arn, Records)))
      }
      duplicator.later(async () => {
        const { arn } = function_
        const failed = await hand(invoke, arn, records).catch((error: unknown) => [error])
        if (failed.length > 0) await giveUp(delivery, mapping, arn, records, failed[0])
      })
      return { batchItemFailures }
    },
    onFailure: (records, error) => giveUp(delivery, mapping, function_.arn, records, error),
  }
}

/** Hands a batch to the reader of a stream; gives what it reports as failed. */
async function hand(invoke: Invoke, functionArn: string, Records: readonly StreamRecord[]) {
  const response = (await invoke(functionArn, { Records })) as BatchResponse | null
  return response?.batchItemFailures ?? []
}

/** Source: Lambda developer guide, "Retain discarded batches for a DynamoDB event source". */
async function giveUp(
  { queues, now }: StreamDelivery,
  { properties }: Resource,
  functionArn: string,
  records: readonly StreamRecord[],
  error: unknown,
): Promise<void> {
  const { OnFailure } = (properties['DestinationConfig'] ?? {}) as OnFailure
  if (!OnFailure?.Destination) return
  const at = new Date(now()).toISOString()
  const body = {
    requestContext: { functionArn, condition: 'RetryAttemptsExhausted' },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: error instanceof FunctionError ? error.name : 'Unhandled',
    },
    version: '1.0',
    timestamp: at,
    DDBStreamBatchInfo: {
      shardId: 'shardId-000000000000',
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      batchSize: records.length,
      streamArn: properties['EventSourceArn'],
    },
  }
  await Promise.resolve()
  queues.send(OnFailure.Destination, { at, body: JSON.stringify(body), attributes: {} })
}
