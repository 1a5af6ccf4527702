import { at, list, type Resource } from '../template.ts'
import { each, type Rule } from './rule.ts'

/** The conditions by which a service says for whom it comes. */
const named = /aws:Source(Arn|Account)|kms:EncryptionContext:/

/** Whether each service that a policy lets in comes for a named resource or account. */
const scoped =
  (document: string) =>
  (resource: Resource): boolean =>
    list(resource.at(`${document}.Statement`))
      .filter((statement) => at(statement, 'Principal.Service') !== undefined)
      .every((statement) => named.test(JSON.stringify(at(statement, 'Condition') ?? {})))

/** A service works for every account of AWS: without its client's name it would carry in anyone. */
export const principals = {
  'a function is called by services for us only': each(
    'AWS::Lambda::Permission',
    (permission) =>
      permission.at('SourceArn') !== undefined || permission.at('SourceAccount') !== undefined,
  ),
  'a queue takes messages of services for us only': each(
    'AWS::SQS::QueuePolicy',
    scoped('PolicyDocument'),
  ),
  'a topic takes messages of services for us only': each(
    'AWS::SNS::TopicPolicy',
    scoped('PolicyDocument'),
  ),
  'a bucket lets in services for us only': each('AWS::S3::BucketPolicy', scoped('PolicyDocument')),
  'a key is used by services for us only': each('AWS::KMS::Key', scoped('KeyPolicy')),
} satisfies Record<string, Rule>
