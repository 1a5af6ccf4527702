import { ofAlarm, ofLogGroup } from './platform/monitoring.ts'
import { ofScan } from './platform/scan.ts'
import { ask } from './platform/uses.ts'
import { type Ask, textOf } from './policy.ts'
import type { Resource, Template } from './template.ts'

const deliveries = [
  'CreateLogDelivery',
  'GetLogDelivery',
  'UpdateLogDelivery',
  'DeleteLogDelivery',
  'ListLogDeliveries',
  'PutResourcePolicy',
  'DescribeResourcePolicies',
  'DescribeLogGroups',
]

type OnFailure = { readonly OnFailure?: { readonly Destination?: string } }
type DeadLetters = { readonly DeadLetterConfig?: { readonly Arn?: string } }
type Target = DeadLetters & { readonly Arn: string; readonly RoleArn?: string }

/** Everything that AWS itself will ask of the template's policies. */
export function platformAsks(template: Template): readonly Ask[] {
  return [
    ...template.of('AWS::Lambda::Function').flatMap((each) => ofFunction(template, each)),
    ...template.of('AWS::Lambda::EventSourceMapping').flatMap((each) => ofReader(template, each)),
    ...template.of('AWS::Lambda::EventInvokeConfig').flatMap((each) => ofFailures(template, each)),
    ...template.of('AWS::ApiGatewayV2::Route').flatMap((each) => ofRoute(template, each)),
    ...template.of('AWS::Events::Rule').flatMap(ofRule),
    ...template.of('AWS::Scheduler::Schedule').flatMap((each) => ofSchedule(template, each)),
    ...template.of('AWS::CloudWatch::Alarm').flatMap((each) => ofAlarm(template, each)),
    ...template.of('AWS::Logs::LogGroup').flatMap((each) => ofLogGroup(template, each)),
    ...template.of('AWS::SecretsManager::RotationSchedule').flatMap(ofRotation),
    ...template
      .of('AWS::GuardDuty::MalwareProtectionPlan')
      .flatMap((each) => ofScan(template, each)),
    ...template.of('AWS::StepFunctions::StateMachine').flatMap(ofMachine),
  ]
}

/** ARN of the role that a function, by its name or ARN, runs with. */
function roleOf(template: Template, named: unknown): string {
  const found = template
    .of('AWS::Lambda::Function')
    .find(({ name, arn }) => [name, arn].includes(textOf(named)))
  if (!found) throw new Error(`The template has no function ${textOf(named)}.`)
  return textOf(found.properties['Role'])
}

function ofFunction({ region, account }: Template, { properties }: Resource): readonly Ask[] {
  const role = textOf(properties['Role'])
  const { LogGroup } = (properties['LoggingConfig'] ?? {}) as { LogGroup?: string }
  const stream = `arn:aws:logs:${region}:${account}:log-group:${LogGroup}:log-stream:2026/01/01`
  return [
    ask('runs', 'lambda.amazonaws.com', 'sts:AssumeRole', role),
    ...['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) =>
      ask('log', role, action, stream),
    ),
  ]
}

function ofReader(template: Template, { properties }: Resource): readonly Ask[] {
  const role = roleOf(template, properties['FunctionName'])
  const stream = textOf(properties['EventSourceArn'])
  const table = template
    .of('AWS::DynamoDB::Table')
    .find(({ arn }) => stream.startsWith(`${arn}/stream/`))
  const { KMSMasterKeyId } = (table?.properties['SSESpecification'] ?? {}) as {
    KMSMasterKeyId?: string
  }
  const context = { 'kms:ViaService': `dynamodb.${template.region}.amazonaws.com` }
  return [
    ...['DescribeStream', 'GetShardIterator', 'GetRecords'].map((action) =>
      ask('stream', role, `dynamodb:${action}`, stream),
    ),
    ask('stream', role, 'dynamodb:ListStreams', '*'),
    ...(KMSMasterKeyId ? [ask('stream', role, 'kms:Decrypt', KMSMasterKeyId, context)] : []),
    ...ofFailures(template, { properties }),
  ]
}

function ofFailures(template: Template, { properties }: Pick<Resource, 'properties'>) {
  const { OnFailure } = (properties['DestinationConfig'] ?? {}) as OnFailure
  const role = roleOf(template, properties['FunctionName'])
  return OnFailure?.Destination
    ? [ask('failures', role, 'sqs:SendMessage', OnFailure.Destination)]
    : []
}

/** The gateway names stage, method and path; $default has neither method nor path. */
function ofRoute(template: Template, { properties }: Resource): readonly Ask[] {
  const { region, account } = template
  const [method = '', path = ''] = textOf(properties['RouteKey']).split(' ')
  const integration = template
    .of('AWS::ApiGatewayV2::Integration')
    .find(({ arn }) => properties['Target'] === `integrations/${arn}`)
  const source = `arn:aws:execute-api:${region}:${account}:${properties['ApiId'] as string}/$default/${method}${path}`
  const called = textOf(integration?.properties['IntegrationUri'])
  return [
    ask('route', 'apigateway.amazonaws.com', 'lambda:InvokeFunction', called, {
      'aws:SourceArn': source,
      'aws:SourceAccount': account,
    }),
  ]
}

function ofRule({ arn, properties }: Resource): readonly Ask[] {
  const by = 'events.amazonaws.com'
  const context = { 'aws:SourceArn': arn, 'aws:SourceAccount': arn.split(':')[4] ?? '' }
  return ((properties['Targets'] ?? []) as readonly Target[]).flatMap((target) => {
    const failures = target.DeadLetterConfig?.Arn
    return [
      ask('rule', by, 'lambda:InvokeFunction', target.Arn, context),
      ...(failures ? [ask('rule', by, 'sqs:SendMessage', failures, context)] : []),
    ]
  })
}

function ofSchedule({ region, account }: Template, { properties }: Resource): readonly Ask[] {
  const { Arn, RoleArn = '', DeadLetterConfig } = properties['Target'] as Target
  const group = textOf(properties['GroupName'] ?? 'default')
  const context = {
    'aws:SourceAccount': account,
    'aws:SourceArn': `arn:aws:scheduler:${region}:${account}:schedule-group/${group}`,
  }
  return [
    ask('runs', 'scheduler.amazonaws.com', 'sts:AssumeRole', RoleArn, context),
    ask('schedule', RoleArn, 'lambda:InvokeFunction', Arn),
    ...(DeadLetterConfig?.Arn
      ? [ask('schedule', RoleArn, 'sqs:SendMessage', DeadLetterConfig.Arn)]
      : []),
  ]
}

function ofRotation({ properties }: Resource): readonly Ask[] {
  const called = textOf(properties['RotationLambdaARN'])
  const context = {
    'aws:SourceAccount': called.split(':')[4] ?? '',
    'aws:SourceArn': textOf(properties['SecretId']),
  }
  return [ask('rotation', 'secretsmanager.amazonaws.com', 'lambda:InvokeFunction', called, context)]
}

function ofMachine({ properties }: Resource): readonly Ask[] {
  const role = textOf(properties['RoleArn'])
  const called = [
    ...textOf(properties['DefinitionString']).matchAll(/"FunctionName":"(arn:[^"]+)"/g),
  ].map(([, arn = '']) => arn)
  const logs = properties['LoggingConfiguration'] === undefined ? [] : deliveries
  return [
    ask('runs', 'states.amazonaws.com', 'sts:AssumeRole', role),
    ...[...new Set(called)].map((arn) => ask('task', role, 'lambda:InvokeFunction', arn)),
    ...logs.map((action) => ask('machineLog', role, `logs:${action}`, '*')),
  ]
}
