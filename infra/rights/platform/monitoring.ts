import type { Ask } from '../policy.ts'
import type { Resource, Template } from '../template.ts'
import { ask } from './uses.ts'

/** A log group under a key of ours: the service encrypts, for this account's groups alone. */
export function ofLogGroup({ region }: Template, { arn, properties }: Resource): readonly Ask[] {
  const key = properties['KmsKeyId']
  if (typeof key !== 'string') return []
  const context = { 'kms:EncryptionContext:aws:logs:arn': arn.replace(/:\*$/, '') }
  return ['Encrypt', 'Decrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'].map((action) =>
    ask('encryptedLog', `logs.${region}.amazonaws.com`, `kms:${action}`, key, context),
  )
}

/** An alarm tells its topics; a topic under a key of ours asks for the key as well. */
export function ofAlarm(template: Template, { arn, properties }: Resource): readonly Ask[] {
  const by = 'cloudwatch.amazonaws.com'
  const context = { 'aws:SourceAccount': template.account, 'aws:SourceArn': arn }
  const { AlarmActions = [], OKActions = [] } = properties as {
    AlarmActions?: readonly string[]
    OKActions?: readonly string[]
  }
  return [...new Set([...AlarmActions, ...OKActions])].flatMap((told) => {
    const topic = template.of('AWS::SNS::Topic').find((each) => each.arn === told)
    const key = topic?.properties['KmsMasterKeyId']
    return [
      ask('alarm', by, 'sns:Publish', told, context),
      ...(typeof key === 'string'
        ? ['kms:Decrypt', 'kms:GenerateDataKey'].map((action) =>
            ask('alarm', by, action, key, {
              ...context,
              'kms:EncryptionContext:aws:sns:topicArn': told,
            }),
          )
        : []),
    ]
  })
}
