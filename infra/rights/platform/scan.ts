import { type Ask, textOf } from '../policy.ts'
import type { Resource, Template } from '../template.ts'
import { ask } from './uses.ts'

const principal = 'malware-protection-plan.guardduty.amazonaws.com'
const rule = 'DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3-Local1'
const trial = 'malware-protection-resource-validation-object'

type Protected = { readonly BucketName: string; readonly ObjectPrefixes?: readonly string[] }
type Encryption = {
  readonly ServerSideEncryptionConfiguration?: readonly {
    readonly ServerSideEncryptionByDefault?: { readonly KMSMasterKeyID?: string }
  }[]
}

/**
 * What GuardDuty asks of the role of a malware protection plan: its own rule, the bucket's events, a
 * trial object, and each upload, to read and to tag.
 * Source: GuardDuty user guide, "Create or update IAM role policy" for Malware Protection for S3.
 */
export function ofScan(template: Template, { properties }: Resource): readonly Ask[] {
  const { region, account } = template
  const role = textOf(properties['Role'])
  const { S3Bucket } = properties['ProtectedResource'] as { S3Bucket: Protected }
  const { BucketName, ObjectPrefixes = [''] } = S3Bucket
  const bucket = template.of('AWS::S3::Bucket').find(({ name }) => name === BucketName)
  const arn = bucket?.arn ?? BucketName
  const via = { 'kms:ViaService': `s3.${region}.amazonaws.com` }
  const managed = { 'events:ManagedBy': principal }
  const ruleArn = `arn:aws:events:${region}:${account}:rule/${rule}`
  const each = (actions: readonly string[], resource: string, context: Ask['context'] = {}) =>
    actions.map((action) => ask('scan', role, action, resource, context))
  return [
    ask('runs', principal, 'sts:AssumeRole', role),
    ...each(of('events', 'PutRule DeleteRule PutTargets RemoveTargets'), ruleArn, managed),
    ...each(of('events', 'DescribeRule ListTargetsByRule'), ruleArn),
    ...each(of('s3', 'ListBucket GetBucketLocation'), arn),
    ...each(of('s3', 'GetBucketNotification PutBucketNotification'), arn),
    ...each(of('s3', 'PutObject'), `${arn}/${trial}`),
    ...ObjectPrefixes.flatMap((prefix) => each(onUploads, `${arn}/${prefix}upload`)),
    ...keyOf(bucket).flatMap((key) => each(of('kms', 'Decrypt GenerateDataKey'), key, via)),
  ]
}

const of = (service: string, names: string): readonly string[] =>
  names.split(' ').map((name) => `${service}:${name}`)

const onUploads = of(
  's3',
  'GetObject GetObjectVersion GetObjectTagging GetObjectVersionTagging PutObjectTagging PutObjectVersionTagging',
)

function keyOf(bucket: Resource | undefined): readonly string[] {
  const { ServerSideEncryptionConfiguration: rules = [] } = (bucket?.properties[
    'BucketEncryption'
  ] ?? {}) as Encryption
  return rules.flatMap(({ ServerSideEncryptionByDefault: own }) => own?.KMSMasterKeyID ?? [])
}
