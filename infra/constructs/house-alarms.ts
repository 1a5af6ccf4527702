import { Stack } from 'aws-cdk-lib'
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import { acknowledge } from './acknowledge.ts'
import { houseKey } from './house-key.ts'

export type Watch = {
  readonly metric: IMetric
  /** What goes wrong for a person, without the final stop. */
  readonly harm: string
  /** The chapter of docs/runbook.md that helps. */
  readonly chapter: string
  /** The alarm rings at this value and above it; in the metric's unit. */
  readonly from?: number
  /** Or: the alarm rings below this value, and where there is none. */
  readonly below?: number
  /** So many periods of the metric in a row. */
  readonly periods?: number
}

/** Whom the service calls when people are about to suffer, and the only way to make an alarm. */
export class HouseAlarms extends Construct {
  readonly topicArn: string
  readonly #all: Alarm[] = []
  readonly #action: SnsAction

  /** @param emails each gets a mail from SNS and must confirm it once */
  constructor(scope: Construct, id: string, emails: readonly string[]) {
    super(scope, id)
    const key = houseKey(this, 'Key', 'alarms')
    const topic = new Topic(this, 'Topic', {
      displayName: Stack.of(this).stackName,
      masterKey: key,
      enforceSSL: true,
    })
    for (const email of emails) {
      acknowledge(
        topic.addSubscription(new EmailSubscription(email)),
        'SNS itself tries an e-mail again; a queue that nobody reads tells nobody more.',
        'Serverless-SNSRedrivePolicy',
      )
    }
    this.#let(key, topic)
    this.topicArn = topic.topicArn
    this.#action = new SnsAction(topic)
  }

  get all(): readonly Alarm[] {
    return this.#all
  }

  /** @param name of the alarm within the stage: the subject of its mail */
  watch(name: string, { metric, harm, chapter, from, below, periods = 1 }: Watch): void {
    const absent = below !== undefined
    const alarm = new Alarm(this, name, {
      alarmName: `${Stack.of(this).stackName}-${name}`,
      alarmDescription: `${harm}. See docs/runbook.md#${chapter}.`,
      metric,
      threshold: below ?? from ?? 1,
      comparisonOperator: absent
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: absent ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(this.#action)
    // The mail that says that it is over.
    alarm.addOkAction(this.#action)
    this.#all.push(alarm)
  }

  /**
   * CloudWatch publishes as itself: without both rights an alarm rings and nobody hears it. A
   * topic's policy replaces the one that AWS would give it.
   */
  #let(key: Key, topic: Topic): void {
    const stack = Stack.of(this)
    const principals = [new ServicePrincipal('cloudwatch.amazonaws.com')]
    const alarms = stack.formatArn({
      service: 'cloudwatch',
      resource: `alarm:${stack.stackName}-*`,
    })
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': alarms },
        },
      }),
    )
    key.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'],
        // SNS names its topic with each use; the topic names the key, so not this one alone.
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:sns:topicArn': stack.formatArn({
              service: 'sns',
              resource: '*',
            }),
          },
        },
      }),
    )
  }
}
