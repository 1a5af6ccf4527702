import { Duration, RemovalPolicy, Stack, TimeZone } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Schedule, ScheduleExpression, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import { Construct } from 'constructs'
import { acknowledgeOwnPolicy } from './acknowledge.ts'
import type { CaseStorage } from './case-storage.ts'
import { type House, HouseFunction } from './house-function.ts'
import type { RequestIntake } from './request-intake.ts'
import type { ReviewWorkflow } from './review-workflow.ts'

export type SchedulesProps = {
  readonly requests: CaseStorage
  readonly office: CaseStorage
  readonly reviews: ReviewWorkflow
  readonly intake: RequestIntake
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
    props.intake.grantRecheck(sweep)
    const group = new ScheduleGroup(this, 'Group', {
      scheduleGroupName: Stack.of(this).stackName,
      // A group that stayed would hold its name against the next stack of this stage.
      removalPolicy: RemovalPolicy.DESTROY,
    })
    new Schedule(this, 'EveryQuarterOfAnHour', {
      description: 'Takes up what is due and what was missed',
      scheduleGroup: group,
      schedule: ScheduleExpression.expression(
        'cron(0/15 * * * ? *)',
        TimeZone.of(house.stage.calendar.timeZone),
      ),
      target: new LambdaInvoke(sweep.lambda, {
        // The target would add the right to every version of the function.
        role: this.#role(group, sweep).withoutPolicyUpdates(),
        ...(sweep.failures && { deadLetterQueue: sweep.failures }),
        // A later run does the same work.
        retryAttempts: 2,
        maxEventAge: Duration.minutes(15),
      }),
    })
  }

  /** What the group's schedules may do: call the function, and put aside what they could not. */
  #role({ scheduleGroupArn }: ScheduleGroup, { lambda, failures }: HouseFunction): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Stack.of(this).account,
            'aws:SourceArn': scheduleGroupArn,
          },
        },
      }),
    })
    const allow = (action: string, resource: string): boolean =>
      role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }))
    allow('lambda:InvokeFunction', lambda.functionArn)
    if (failures) allow('sqs:SendMessage', failures.queueArn)
    acknowledgeOwnPolicy(role)
    return role
  }
}
