import { readAssembly } from '../local/template/read.ts'
import { account, TemplateScope } from '../local/template/scope.ts'
import { resourceTypes } from '../local/template/types.ts'
import { type Grant, type Policies, readDocument, textOf } from './policy.ts'

/** A resource of the template with its names resolved. */
export type Resource = {
  readonly id: string
  readonly type: string
  readonly name: string
  /** The `Arn` attribute, or what `Ref` gives for types without one. */
  readonly arn: string
  readonly properties: Readonly<Record<string, unknown>>
}

export type Template = {
  readonly region: string
  readonly account: string
  readonly of: (type: string) => readonly Resource[]
}

/** Types whose properties say who may do what, or who does it. */
const read =
  /^AWS::(IAM|Lambda|SQS|S3|KMS|SNS|Logs|CloudWatch|Events|GuardDuty|Scheduler|SecretsManager|StepFunctions|ApiGatewayV2|DynamoDB)::/

/**
 * Reads a synthesized stack, with the names that the local host gives its resources.
 * @param out folder that synthesis wrote (cdk.out)
 * @throws Error with a sentence when it is missing, or holds what the local host does not know
 */
export function readTemplate(out: string): Template {
  const { stack, region, template } = readAssembly(out)
  const scope = new TemplateScope(template, { stack, region, siteOrigin: 'http://127.0.0.1' })
  const resources = scope.present().map(([id, raw]): Resource => {
    const attributes = resourceTypes[raw.Type]?.attributes
    return {
      id,
      type: raw.Type,
      name: scope.named(id).name,
      arn: attributes?.['Arn'] ? scope.attribute(id, 'Arn') : scope.ref(id),
      properties: read.test(raw.Type) ? scope.resolveIn(id, raw.Properties ?? {}) : {},
    }
  })
  return { region, account, of: (type) => resources.filter((each) => each.type === type) }
}

/**
 * Every policy of the template.
 * @throws Error for a policy that stands outside of it: it could not be evaluated
 */
export function policiesOf(template: Template): Policies {
  const roles = template.of('AWS::IAM::Role')
  const arnOf = (name: string): string => roles.find((role) => role.name === name)?.arn ?? name
  for (const { id, properties } of roles) {
    if (properties['ManagedPolicyArns'] || properties['Policies']) {
      throw new Error(`${id}: only policies that stand in the template by themselves are read.`)
    }
  }
  const own = template
    .of('AWS::IAM::Policy')
    .flatMap(({ id, properties }) =>
      (properties['Roles'] as readonly string[]).map((role) =>
        readDocument(properties['PolicyDocument'], { holder: arnOf(role), place: id }),
      ),
    )
  const trust = roles.map(({ id, arn, properties }) =>
    readDocument(properties['AssumeRolePolicyDocument'], { resource: arn, place: id }),
  )
  const attached = ['AWS::SQS::QueuePolicy', 'AWS::S3::BucketPolicy', 'AWS::SNS::TopicPolicy']
    .flatMap((type) => template.of(type))
    .map(({ id, properties }) => readDocument(properties['PolicyDocument'], { place: id }))
  const keys = template
    .of('AWS::KMS::Key')
    .map(({ id, arn, properties }) =>
      readDocument(properties['KeyPolicy'], { resource: arn, place: id }),
    )
  const root = `arn:aws:iam::${template.account}:root`
  const all = [...own, ...trust, ...attached, ...keys]
  const allows = all.flatMap(({ allows }) => allows)
  return {
    grants: [...allows.filter(({ holder }) => holder !== root), ...invocations(template)],
    denials: all.flatMap(({ denies }) => denies),
    delegations: allows.filter(({ holder }) => holder === root),
  }
}

/** A Lambda permission is a statement of the function's own policy. */
function invocations(template: Template): readonly Grant[] {
  const functions = template.of('AWS::Lambda::Function')
  return template.of('AWS::Lambda::Permission').map(({ id, properties }) => {
    const { Action, FunctionName, Principal, SourceArn, SourceAccount } = properties
    const found = functions.find(({ name, arn }) => [name, arn].includes(textOf(FunctionName)))
    const conditions = {
      ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': [textOf(SourceArn)] } }),
      ...(SourceAccount !== undefined && {
        StringEquals: { 'aws:SourceAccount': [textOf(SourceAccount)] },
      }),
    }
    return {
      holder: textOf(Principal),
      action: textOf(Action),
      resource: found?.arn ?? textOf(FunctionName),
      conditions,
      place: id,
    }
  })
}
