import { Duration, Stack, TimeZone } from 'aws-cdk-lib'
import { Schedule, ScheduleExpression, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import { Construct } from 'constructs'
import type { CaseStorage } from './case-storage.ts'
import { type House, HouseFunction } from './house-function.ts'
import type { ReviewWorkflow } from './review-workflow.ts'

export type SchedulesProps = {
  readonly requests: CaseStorage
  readonly office: CaseStorage
  readonly reviews: ReviewWorkflow
}

/** What runs by the clock: the sweep finds every case that something should have happened to. */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, house: House, props: SchedulesProps) {
    super(scope, id)
    const sweep = new HouseFunction(this, house, 'operations/sweep', {
      harmIfFailing: 'Requests whose review was lost are not taken up again and stand still',
      invokedBy: 'event',
      // The next run comes after 900 s.
      timeout: 840,
    })
    props.requests.grant(sweep, 'GetItem', 'Query', 'PutItem', 'UpdateItem')
    props.requests.grantDue(sweep)
    props.office.grant(sweep, 'GetItem')
    props.reviews.grantStart(sweep)
    props.reviews.grantLook(sweep)
    new Schedule(this, 'EveryQuarterOfAnHour', {
      description: 'Takes up what is due and what was missed',
      scheduleGroup: new ScheduleGroup(this, 'Group', {
        scheduleGroupName: Stack.of(this).stackName,
      }),
      schedule: ScheduleExpression.expression(
        'cron(0/15 * * * ? *)',
        TimeZone.of(house.stage.calendar.timeZone),
      ),
      target: new LambdaInvoke(sweep.lambda, {
        ...(sweep.failures && { deadLetterQueue: sweep.failures }),
        // A later run does the same work.
        retryAttempts: 2,
        maxEventAge: Duration.minutes(15),
      }),
    })
  }
}
