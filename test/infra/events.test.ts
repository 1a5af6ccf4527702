import { describe, expect, it } from 'vitest'
import { nextRun } from '../../infra/local/scheduler.ts'
import { onlyRecorded, onlyTold } from '../../shared/domain/notices.ts'
import { at, idOf, local, shown } from './template.ts'

const template = local()
const nameOf = (id: string | undefined): unknown =>
  template
    .of('AWS::Lambda::Function')
    .find((found) => found.id === id)
    ?.at('FunctionName')

describe('every schedule', () => {
  it.each(template.of('AWS::Scheduler::Schedule'))(
    '$id runs each quarter of an hour, and tries again until the next',
    (schedule) => {
      const expression = String(schedule.at('ScheduleExpression'))
      const zone = String(schedule.at('ScheduleExpressionTimezone'))
      const runs = [nextRun(expression, zone, Date.parse('2026-11-23T02:01:00Z'))]
      expect(runs).toEqual([Date.parse('2026-11-23T02:15:00Z')])
      expect(zone).toBe('Asia/Jakarta')
      expect(schedule.at('Target.RetryPolicy')).toEqual({
        MaximumEventAgeInSeconds: 900,
        MaximumRetryAttempts: 2,
      })
    },
  )

  it('may only invoke its function and report what failed', () => {
    const role = template.one('AWS::Scheduler::Schedule').at('Target.RoleArn')
    const actions = template.statements(idOf(role)).flatMap((statement) => statement.actions)
    expect(new Set(actions)).toEqual(new Set(['lambda:InvokeFunction', 'sqs:SendMessage']))
  })
})

describe('every reader of a stream', () => {
  const readers = template.of('AWS::Lambda::EventSourceMapping')

  it.each(readers)('$id gives up on a record after ten tries, alone', (reader) => {
    expect(reader.at('BatchSize')).toBe(10)
    expect(reader.at('BisectBatchOnFunctionError')).toBe(true)
    expect(reader.at('FunctionResponseTypes')).toEqual(['ReportBatchItemFailures'])
    expect(reader.at('MaximumRetryAttempts')).toBe(10)
    expect(reader.at('StartingPosition')).toBe('TRIM_HORIZON')
  })

  it('is called for what concerns it only', () => {
    const wanted = readers.map((reader) => [
      nameOf(idOf(reader.at('FunctionName'))),
      reader
        .list('FilterCriteria.Filters')
        .map((filter) => JSON.parse(String(at(filter, 'Pattern')))),
    ])
    const filter = (eventName: string, prefix: string, NewImage?: object) => ({
      eventName: [eventName],
      dynamodb: { Keys: { sk: { S: [{ prefix }] } }, ...(NewImage && { NewImage }) },
    })
    const event = (...names: readonly string[]) =>
      filter('INSERT', 'EVENT#', {
        event: { M: { name: { S: [{ 'anything-but': names }] } } },
      })
    const untold = filter('MODIFY', 'STATE', { untold: { S: [{ exists: true }] } })
    expect(wanted).toEqual([
      ['Siaran-reviews-follow', [event(...onlyRecorded, ...onlyTold)]],
      ['Siaran-notifications-dispatch', [event(...onlyRecorded), untold]],
      ['Siaran-notifications-dispatch', [filter('INSERT', 'CODE')]],
    ])
  })
})

describe('an uploaded letter', () => {
  const rule = template.one(
    'AWS::Events::Rule',
    (found) => String(found.at('EventPattern.source')) === 'aws.s3',
  )

  it('is told to the function that accepts it, and to no other', () => {
    expect(rule.at('EventPattern')).toEqual({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: {
        bucket: { name: [{ Ref: template.one('AWS::S3::Bucket').id }] },
        object: { key: [{ prefix: 'incoming/' }] },
      },
    })
    const targets = rule.list('Targets').map((target) => nameOf(idOf(at(target, 'Arn'))))
    expect(targets).toEqual(['Siaran-requests-accept-letter'])
  })

  it('is tried twice again where it cannot be judged', () => {
    const config = template
      .of('AWS::Lambda::EventInvokeConfig')
      .find((found) => nameOf(idOf(found.at('FunctionName'))) === 'Siaran-requests-accept-letter')
    expect(config?.at('MaximumRetryAttempts')).toBe(2)
  })

  it('is judged by a function with time for it within the time of its caller', () => {
    const seconds = (name: string) => Number(template.function(name).at('Timeout'))
    expect(seconds('requests/inspect-letter')).toBeLessThan(seconds('requests/accept-letter'))
    expect(template.function('requests/inspect-letter').at('MemorySize')).toBe(1024)
  })
})

describe('every queue of failures', () => {
  it.each(template.of('AWS::SQS::Queue'))('$id keeps them 14 days', (queue) => {
    expect(queue.at('MessageRetentionPeriod')).toBe(14 * 24 * 3600)
  })

  it('takes messages of EventBridge from the rules about letters only', () => {
    const statements = template
      .of('AWS::SQS::QueuePolicy')
      .flatMap((policy) => policy.list('PolicyDocument.Statement'))
    const allowed = statements.filter((statement) => at(statement, 'Effect') === 'Allow')
    expect(
      allowed.map((statement) => shown(at(statement, 'Condition.ArnEquals.aws:SourceArn'))),
    ).toEqual(template.of('AWS::Events::Rule').map(({ id }) => `<${id}>`))
  })
})

describe('mail', () => {
  const set = template.one('AWS::SES::ConfigurationSet')

  it('goes out over TLS, with its reputation measured', () => {
    expect(set.at('DeliveryOptions.TlsPolicy')).toBe('REQUIRE')
    expect(set.at('ReputationOptions.ReputationMetricsEnabled')).toBe(true)
    expect(set.at('SuppressionOptions.SuppressedReasons')).toEqual(['BOUNCE', 'COMPLAINT'])
  })

  it('is not tracked: nobody counts openings or rewrites links', () => {
    expect(set.at('TrackingOptions')).toBeUndefined()
    expect(set.at('VdmOptions')).toEqual({
      DashboardOptions: { EngagementMetrics: 'DISABLED' },
      GuardianOptions: { OptimizedSharedDelivery: 'DISABLED' },
    })
    const counted = template
      .one('AWS::SES::ConfigurationSetEventDestination')
      .list('EventDestination.MatchingEventTypes')
    expect(counted).toEqual(['send', 'delivery', 'bounce', 'complaint', 'reject'])
  })
})
