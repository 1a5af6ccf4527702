import { Duration } from 'aws-cdk-lib'
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'

/**
 * What AWS counts without being asked. A series without a value in a period has none, not a zero:
 * sums over several series therefore ask for them by a query, and absence is filled in.
 */

const minutes = (count: number): Duration => Duration.minutes(count)

const counted =
  (namespace: string, dimension: string) =>
  (value: string, metricName: string, period = 5): Metric =>
    new Metric({
      namespace,
      metricName,
      dimensionsMap: { [dimension]: value },
      statistic: Stats.SUM,
      period: minutes(period),
    })

/** By API id: `Count`, `4xx`, `5xx`. */
export const ofApi = counted('AWS/ApiGateway', 'ApiId')
/** By the machine's ARN: `ExecutionsStarted`, `ExecutionsFailed` … */
export const ofMachine = counted('AWS/States', 'StateMachineArn')
/** By rule: `FailedInvocations`. */
export const ofRule = counted('AWS/Events', 'RuleName')
/** By group: `TargetErrorCount`. */
export const ofSchedules = counted('AWS/Scheduler', 'ScheduleGroup')
/** By configuration set: `Send`, `Delivery`, `Bounce`, `Complaint`, `Reject`. */
export const ofMail = counted('AWS/SES', 'ses:configuration-set')

/** Milliseconds until the API has answered. */
export const latency = (apiId: string, statistic: string): Metric =>
  ofApi(apiId, 'Latency').with({ statistic })

/** Hours that an execution took: from the accepted letter to the decision. */
export function reviewHours(machine: string, statistic: string, label: string): IMetric {
  // Each metric of a graph needs an id of its own.
  const id = statistic.toLowerCase()
  return new MathExpression({
    expression: `${id} / 3600000`,
    usingMetrics: { [id]: ofMachine(machine, 'ExecutionTime').with({ statistic }) },
    label,
    period: Duration.days(1),
  })
}

/** The account's share (0 to 1) by which SES judges a sender: over a volume that it chooses. */
export const reputation = (of: 'BounceRate' | 'ComplaintRate'): Metric =>
  new Metric({
    namespace: 'AWS/SES',
    metricName: `Reputation.${of}`,
    statistic: Stats.MAXIMUM,
    period: minutes(60),
  })

/** Refused calls of all functions: concurrency is the account's. */
export const throttles = (): Metric =>
  new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'Throttles',
    statistic: Stats.SUM,
    period: minutes(5),
  })

/** A table's `SystemErrors` or `ThrottledRequests` over all operations. */
export const ofTable = (table: string, metric: 'SystemErrors' | 'ThrottledRequests'): IMetric =>
  new MathExpression({
    expression: `SELECT SUM(${metric}) FROM SCHEMA("AWS/DynamoDB", Operation, TableName) WHERE TableName = '${table}'`,
    label: metric,
    period: minutes(15),
  })

/** The metric with a zero where there is no value: CloudWatch else looks back for the last ones. */
export const orZero = (metric: Metric): IMetric =>
  new MathExpression({
    expression: 'FILL(counted, 0)',
    usingMetrics: { counted: metric },
    period: metric.period,
  })
