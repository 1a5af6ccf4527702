import { at, idOf, list, type Resource } from './template.ts'

/** What must be watched of each resource of a type, as its metrics are called. */
const required: Readonly<Record<string, readonly string[]>> = {
  'AWS::Lambda::Function': ['Errors', 'error lines'],
  'AWS::SQS::Queue': ['ApproximateNumberOfMessagesVisible'],
  'AWS::StepFunctions::StateMachine': [
    'ExecutionsFailed',
    'ExecutionsTimedOut',
    'ExecutionsAborted',
  ],
  'AWS::DynamoDB::Table': ['SystemErrors', 'ThrottledRequests'],
  'AWS::Events::Rule': ['FailedInvocations'],
  'AWS::Scheduler::ScheduleGroup': ['TargetErrorCount'],
  'AWS::ApiGatewayV2::Api': ['4xx', '5xx'],
  'AWS::SES::ConfigurationSet': ['Bounce', 'Reject'],
}
const ofAccount = ['Throttles', 'Reputation.BounceRate', 'Reputation.ComplaintRate']

/** What no alarm watches, as `metric of logical id`. */
export function unwatched(resources: readonly Resource[]): string[] {
  const watched = new Set(resources.flatMap((alarm) => measured(alarm, resources)))
  const wanted = resources.flatMap(({ id, type }) =>
    (required[type] ?? []).map((metric) => `${metric} of ${id}`),
  )
  const readers = resources
    .filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping')
    .map((mapping) => `IteratorAge of ${idOf(mapping.at('FunctionName'))}`)
  const timed = resources
    .filter(({ type }) => type === 'AWS::Scheduler::Schedule')
    .flatMap((schedule) =>
      ['Invocations', 'lag'].map((metric) => `${metric} of ${idOf(schedule.at('Target.Arn'))}`),
    )
  return [...new Set([...wanted, ...readers, ...timed, ...ofAccount])].filter(
    (what) => !watched.has(what),
  )
}

/** What an alarm watches; nothing where it tells nobody. */
function measured(alarm: Resource, resources: readonly Resource[]): string[] {
  if (alarm.type !== 'AWS::CloudWatch::Alarm' || alarm.list('AlarmActions').length === 0) return []
  if (alarm.at('MetricName')) {
    return [
      nameOf(alarm.at('Namespace'), alarm.at('MetricName'), alarm.list('Dimensions'), resources),
    ]
  }
  return alarm.list('Metrics').flatMap((one) => {
    const metric = at(one, 'MetricStat.Metric')
    if (metric) {
      const dimensions = list(at(metric, 'Dimensions'))
      return [nameOf(at(metric, 'Namespace'), at(metric, 'MetricName'), dimensions, resources)]
    }
    const parts = list(at(at(one, 'Expression'), 'Fn::Join.1'))
    const queried = String(parts[0]).match(/^SELECT SUM\((\w+)\)/)?.[1]
    return queried ? [`${queried} of ${parts.map(idOf).find(Boolean)}`] : []
  })
}

function nameOf(
  namespace: unknown,
  metric: unknown,
  dimensions: readonly unknown[],
  resources: readonly Resource[],
): string {
  if (String(namespace).startsWith('AWS/')) {
    const value = at(dimensions[0], 'Value')
    const id = idOf(value) ?? namedAs(value, String(metric), resources)
    return dimensions.length === 0 ? String(metric) : `${String(metric)} of ${id}`
  }
  return ofLines(metric, resources)
}

/** The resource that a literal name means: several types may share one. */
const namedAs = (
  name: unknown,
  metric: string,
  resources: readonly Resource[],
): string | undefined =>
  resources.find(
    (found) => found.at('Name') === name && (required[found.type] ?? []).includes(metric),
  )?.id

/** A metric out of log lines is its filter's, and so the function's that writes to the group. */
function ofLines(metric: unknown, resources: readonly Resource[]): string {
  const filter = resources.find(
    (found) =>
      found.type === 'AWS::Logs::MetricFilter' &&
      at(found.at('MetricTransformations'), '0.MetricName') === metric,
  )
  const group = idOf(filter?.at('LogGroupName'))
  const writer = resources.find(
    (found) =>
      found.type === 'AWS::Lambda::Function' && idOf(found.at('LoggingConfig.LogGroup')) === group,
  )
  const field = at(filter?.at('MetricTransformations'), '0.MetricValue')
  return `${field === '$.lagSeconds' ? 'lag' : 'error lines'} of ${writer?.id}`
}

/** Whether a filter pattern of the two forms that we use takes a log line. */
export function takes(pattern: string, line: string): boolean {
  const parsed: unknown = JSON.parse(line)
  const terms = pattern.replace(/^\{ | \}$/g, '').split(' && ')
  return terms.every((term) => {
    const [, field = '', value] =
      term.match(/^\(?\$\.(\w+) (?:= "([^"]*)"|IS (?:TRUE|FALSE))\)?$/) ?? []
    if (field === '') throw new Error(`A pattern that this test does not know: ${term}`)
    return at(parsed, field) === (value ?? term.includes('IS TRUE'))
  })
}
