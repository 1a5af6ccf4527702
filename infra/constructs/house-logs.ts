import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { houseKey } from './house-key.ts'

/** Log groups of one stage: encrypted with one key, kept for the days that the stage names. */
export class HouseLogs extends Construct {
  readonly #key: Key
  readonly #days: RetentionDays

  constructor(scope: Construct, id: string, days: RetentionDays) {
    super(scope, id)
    const stack = Stack.of(this)
    this.#days = days
    this.#key = houseKey(this, 'Key', 'Log lines')
    // CloudWatch Logs is the one that encrypts: without this a log group cannot be created.
    this.#key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
              service: 'logs',
              resource: '*',
            }),
          },
        },
      }),
    )
  }

  /** @param name fixed where an AWS service writes: its resource policy has little room for names */
  group(scope: Construct, id: string, name?: string): LogGroup {
    return new LogGroup(scope, id, {
      ...(name !== undefined && { logGroupName: name }),
      retention: this.#days,
      encryptionKey: this.#key,
      removalPolicy: RemovalPolicy.DESTROY,
    })
  }
}
