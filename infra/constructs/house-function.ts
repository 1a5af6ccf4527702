import { join } from 'node:path'
import { Duration, Stack } from 'aws-cdk-lib'
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  Code,
  Function,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { dashed, functionNameOf } from '../names.ts'
import type { Stage } from '../stage.ts'
import { acknowledge, acknowledgeOwnPolicy } from './acknowledge.ts'
import { errorLines, watchFunction } from './function-metrics.ts'
import type { HouseAlarms } from './house-alarms.ts'
import type { HouseLogs } from './house-logs.ts'

/** What every construct of one stage shares. */
export type House = {
  readonly stage: Stage
  /** The folder with one bundle per function. */
  readonly bundles: string
  readonly logs: HouseLogs
  readonly alarms: HouseAlarms
}

export type HouseFunctionProps = {
  /** What goes wrong for a person while it fails: the text of its alarms. */
  readonly harmIfFailing: string
  /** Who waits for its answer: an event's and a stream's failures need a place to go. */
  readonly invokedBy: 'caller' | 'event' | 'stream'
  /** Seconds. */
  readonly timeout: number
  /** MB; a vCPU is 1,769 MB. */
  readonly memory?: number
  readonly environment?: Readonly<Record<string, string>>
}

/** Why a function has no dead-letter queue of Lambda's own. */
const keepsFailures: Readonly<Record<HouseFunctionProps['invokedBy'], string>> = {
  caller: 'It is called for its answer: who calls it gets the error.',
  event:
    'Its failures go to a queue as a destination, which tells the error too; a dead letter would be a second copy.',
  stream:
    'Its event source mapping keeps failures in a queue; a dead letter is for asynchronous calls, of which it gets none.',
}

/** A function of the service: own role with nothing but what it is granted, own logs, own alarms. */
export class HouseFunction extends Construct {
  /** `journey/name`, as routes name it. */
  readonly name: string
  readonly lambda: Function
  readonly role: Role
  /** Holds what an event's or a stream's reader could not do. */
  readonly failures: Queue | undefined
  readonly invokedBy: HouseFunctionProps['invokedBy']
  readonly logs: LogGroup
  readonly errorLines: Metric

  constructor(scope: Construct, house: House, name: string, props: HouseFunctionProps) {
    super(scope, pascal(name))
    this.name = name
    this.invokedBy = props.invokedBy
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    this.logs = house.logs.group(this, 'Logs')
    this.logs.grantWrite(this.role)
    const failures = props.invokedBy === 'caller' ? undefined : this.#failureQueue()
    this.failures = failures
    if (props.invokedBy === 'event') this.grantFailures()
    const reserved = house.stage.reservedConcurrency?.[name]
    this.lambda = new Function(this, 'Function', {
      functionName: functionNameOf(Stack.of(this).stackName, name),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(house.bundles, dashed(name))),
      handler: 'index.handler',
      role: this.role,
      logGroup: this.logs,
      loggingFormat: LoggingFormat.JSON,
      // Start and report of each invocation would be most of all log bytes; metrics tell the same.
      systemLogLevelV2: SystemLogLevel.WARN,
      timeout: Duration.seconds(props.timeout),
      memorySize: props.memory ?? 512,
      environment: { ...props.environment },
      ...(reserved !== undefined && { reservedConcurrentExecutions: reserved }),
      ...(props.invokedBy === 'event' &&
        failures && {
          // CDK's destination would add rights to find the queue, which Lambda does not need.
          onFailure: { bind: () => ({ destination: failures.queueArn }) },
          retryAttempts: 2,
        }),
    })
    this.#acknowledge(props.invokedBy, reserved === undefined)
    this.errorLines = errorLines(this)
    watchFunction(this, house.alarms, props)
  }

  allow(actions: readonly string[], resources: readonly string[], conditions?: object): void {
    this.role.addToPolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(conditions && { conditions: { ...conditions } }),
      }),
    )
  }

  /** Keeping what it could not do in its queue. */
  grantFailures(): void {
    if (this.failures) this.allow(['sqs:SendMessage'], [this.failures.queueArn])
  }

  environment(name: string, value: string): void {
    this.lambda.addEnvironment(name, value)
  }

  #acknowledge(invokedBy: HouseFunctionProps['invokedBy'], unreserved: boolean): void {
    acknowledge(
      this.lambda,
      keepsFailures[invokedBy],
      'NIST.800.53.R5-LambdaDLQ',
      'Serverless-LambdaDLQ',
    )
    if (unreserved) {
      acknowledge(
        this.lambda,
        'New accounts have no concurrency to reserve; the stage names reservations where there is, and the API is throttled.',
        'NIST.800.53.R5-LambdaConcurrency',
      )
    }
    acknowledge(
      this.lambda,
      'It reaches AWS only, over TLS with its own role; there is nothing private that a network of its own would protect.',
      'NIST.800.53.R5-LambdaInsideVPC',
    )
    acknowledge(
      this.lambda,
      'Log lines tell the steps of a call by its id; traces need rights to every resource of X-Ray for little more.',
      'Serverless-LambdaTracing',
    )
    acknowledgeOwnPolicy(this.role)
  }

  #failureQueue(): Queue {
    const queue = new Queue(this, 'Failures', {
      // Messages carry references and object keys, no personal data; SQS's own key needs no grants.
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    acknowledge(
      queue,
      'It is itself where failures end, and a person with the runbook is its only reader.',
      'AwsSolutions-SQS3',
      'Serverless-SQSRedrivePolicy',
    )
    return queue
  }
}

const pascal = (name: string): string =>
  name.replaceAll(/(?:^|[/-])([a-z])/g, (_, letter: string) => letter.toUpperCase())
