import { at, idOf, list, type Resource, type Template } from '../template.ts'
import { each, type Rule } from './rule.ts'

const kept = ({ deletionPolicy, updateReplacePolicy }: Resource): boolean =>
  deletionPolicy === 'Retain' && updateReplacePolicy === 'Retain'

const ownKey = (template: Template, reference: unknown): boolean =>
  template.of('AWS::KMS::Key').some(({ id }) => id === idOf(reference))

/** A policy that refuses everyone who comes without TLS. */
const tlsOnly =
  (policies: string, property: string) =>
  ({ id }: Resource, template: Template): boolean =>
    template
      .of(policies)
      .filter((policy) => policy.list(property).some((reference) => idOf(reference) === id))
      .flatMap((policy) => policy.list('PolicyDocument.Statement'))
      .some(
        (statement) =>
          at(statement, 'Effect') === 'Deny' &&
          at(statement, 'Condition.Bool.aws:SecureTransport') === 'false' &&
          ['*', '{"AWS":"*"}'].includes(
            [at(statement, 'Principal')].map((who) =>
              typeof who === 'string' ? who : JSON.stringify(who),
            )[0] ?? '',
          ),
      )

const closed = [
  'BlockPublicAcls',
  'BlockPublicPolicy',
  'IgnorePublicAcls',
  'RestrictPublicBuckets',
] as const

/** What people entrusted to the office is not lost, not read by others, not changed unseen. */
export const data = {
  'a table outlives the stack': each(
    'AWS::DynamoDB::Table',
    (table) => kept(table) && table.at('DeletionProtectionEnabled') === true,
  ),
  'a table can be brought back': each(
    'AWS::DynamoDB::Table',
    (table) => table.at('PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled') === true,
  ),
  'a table is encrypted with a key of ours': each(
    'AWS::DynamoDB::Table',
    (table, template) =>
      table.at('SSESpecification.SSEEnabled') === true &&
      ownKey(template, table.at('SSESpecification.KMSMasterKeyId')),
  ),
  'a bucket outlives the stack': each('AWS::S3::Bucket', kept),
  'a bucket keeps what is overwritten': each(
    'AWS::S3::Bucket',
    (bucket) => bucket.at('VersioningConfiguration.Status') === 'Enabled',
  ),
  'a bucket is encrypted with a key of ours': each('AWS::S3::Bucket', (bucket, template) =>
    list(bucket.at('BucketEncryption.ServerSideEncryptionConfiguration')).some((rule) =>
      ownKey(template, at(rule, 'ServerSideEncryptionByDefault.KMSMasterKeyID')),
    ),
  ),
  'a bucket is closed to the public': each('AWS::S3::Bucket', (bucket) =>
    closed.every((name) => bucket.at(`PublicAccessBlockConfiguration.${name}`) === true),
  ),
  'a bucket is reached over TLS only': each(
    'AWS::S3::Bucket',
    tlsOnly('AWS::S3::BucketPolicy', 'Bucket'),
  ),
  'a queue is reached over TLS only': each(
    'AWS::SQS::Queue',
    tlsOnly('AWS::SQS::QueuePolicy', 'Queues'),
  ),
  'a topic is reached over TLS only': each(
    'AWS::SNS::Topic',
    tlsOnly('AWS::SNS::TopicPolicy', 'Topics'),
  ),
  'a queue is encrypted': each(
    'AWS::SQS::Queue',
    (queue) =>
      queue.at('SqsManagedSseEnabled') === true || queue.at('KmsMasterKeyId') !== undefined,
  ),
  'a secret outlives the stack, encrypted with a key of ours': each(
    'AWS::SecretsManager::Secret',
    (secret, template) => kept(secret) && ownKey(template, secret.at('KmsKeyId')),
  ),
} satisfies Record<string, Rule>
