import { at, idOf, list, type Resource, shown, type Template } from '../template.ts'
import { each, type Rule } from './rule.ts'

const statementsFor = (policy: unknown, service: string): readonly unknown[] =>
  list(at(policy, 'Statement')).filter(
    (statement) =>
      at(statement, 'Effect') === 'Allow' &&
      list(at(statement, 'Principal.Service')).map(shown).includes(service),
  )

/** Whether the policy of a key lets a service encrypt with it and read what it encrypted. */
function lets(template: Template, key: string | undefined, service: string): boolean {
  const [policy] = template
    .of('AWS::KMS::Key')
    .filter(({ id }) => id === key)
    .map((found) => found.at('KeyPolicy'))
  const actions = statementsFor(policy, service).flatMap((found) => list(at(found, 'Action')))
  const has = (action: string): boolean =>
    actions.some((one) => one === action || one === `${action}*` || one === 'kms:*')
  return has('kms:Decrypt') && has('kms:GenerateDataKey')
}

/** The services that a resource's own policy lets in. */
const letIn = (template: Template, policies: string, property: string, id: string): string[] =>
  template
    .of(policies)
    .filter((policy) => policy.list(property).some((reference) => idOf(reference) === id))
    .flatMap((policy) => policy.list('PolicyDocument.Statement'))
    .filter((statement) => at(statement, 'Effect') === 'Allow')
    .flatMap((statement) => list(at(statement, 'Principal.Service')).map(shown))

/** A queue or topic with AWS's own key for it, or none, needs nothing. */
const senders =
  (policies: string, property: string) =>
  (resource: Resource, template: Template): boolean => {
    const key = resource.at('KmsMasterKeyId')
    return (
      key === undefined ||
      letIn(template, policies, property, resource.id).every((service) =>
        lets(template, idOf(key), service),
      )
    )
  }

/** A service that may write but not encrypt loses what it has to say, and nobody hears of it. */
export const keys = {
  'the key of a queue lets in who may send to it': each(
    'AWS::SQS::Queue',
    senders('AWS::SQS::QueuePolicy', 'Queues'),
  ),
  'the key of a topic lets in who may publish to it': each(
    'AWS::SNS::Topic',
    senders('AWS::SNS::TopicPolicy', 'Topics'),
  ),
  'the key of a log group lets in CloudWatch Logs': each('AWS::Logs::LogGroup', (group, template) =>
    lets(template, idOf(group.at('KmsKeyId')), 'logs.ap-southeast-3.amazonaws.com'),
  ),
  'a key is rotated and outlives the stack': each(
    'AWS::KMS::Key',
    (key) =>
      key.at('EnableKeyRotation') === true &&
      key.deletionPolicy === 'Retain' &&
      key.updateReplacePolicy === 'Retain',
  ),
} satisfies Record<string, Rule>
