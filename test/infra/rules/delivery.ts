import { at, idOf, type Resource, type Template } from '../template.ts'
import { each, type Rule } from './rule.ts'

const isQueue = (template: Template, arn: unknown): boolean =>
  template.of('AWS::SQS::Queue').some(({ id }) => id === idOf(arn))

/** Services that call a function without waiting for its answer. */
const callers = /^(events|s3|scheduler|ses|sns)\.amazonaws\.com$/

/** The functions that something calls without waiting for the answer. */
function asynchronous(template: Template): readonly Resource[] {
  const called = [
    ...template.of('AWS::Scheduler::Schedule').map((schedule) => schedule.at('Target.Arn')),
    ...template
      .of('AWS::Events::Rule')
      .flatMap((rule) => rule.list('Targets').map((target) => at(target, 'Arn'))),
    ...template
      .of('AWS::Lambda::Permission')
      .filter((permission) => callers.test(String(permission.at('Principal'))))
      .map((permission) => permission.at('FunctionName')),
  ].map(idOf)
  return template.of('AWS::Lambda::Function').filter(({ id }) => called.includes(id))
}

const keepsFailures = (template: Template, { id }: Resource): boolean =>
  template
    .of('AWS::Lambda::EventInvokeConfig')
    .some(
      (config) =>
        idOf(config.at('FunctionName')) === id &&
        isQueue(template, config.at('DestinationConfig.OnFailure.Destination')),
    )

const watched = (template: Template, { id }: Resource): boolean =>
  template
    .of('AWS::CloudWatch::Alarm')
    .some(
      (alarm) =>
        alarm.at('MetricName') === 'ApproximateNumberOfMessagesVisible' &&
        alarm.list('Dimensions').some((dimension) => idOf(at(dimension, 'Value')) === id),
    )

/** Nothing that is handed over and not waited for is lost without a word. */
export const delivery = {
  'a schedule puts aside what it could not deliver': each(
    'AWS::Scheduler::Schedule',
    (schedule, template) => isQueue(template, schedule.at('Target.DeadLetterConfig.Arn')),
  ),
  'a rule of a bus puts aside what it could not deliver': each(
    'AWS::Events::Rule',
    (rule, template) =>
      rule.list('Targets').every((target) => isQueue(template, at(target, 'DeadLetterConfig.Arn'))),
  ),
  'a reader of a stream puts aside what it gave up': each(
    'AWS::Lambda::EventSourceMapping',
    (reader, template) =>
      isQueue(template, reader.at('DestinationConfig.OnFailure.Destination')) &&
      Number(reader.at('MaximumRetryAttempts')) >= 0,
  ),
  'a function that nobody waits for puts aside what it failed at': (template) =>
    asynchronous(template)
      .filter((found) => !keepsFailures(template, found))
      .map(({ id }) => id),
  'a queue raises an alarm when something lies in it': each('AWS::SQS::Queue', (queue, template) =>
    watched(template, queue),
  ),
} satisfies Record<string, Rule>
