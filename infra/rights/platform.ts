import { type Ask, textOf } from './policy.ts'
import type { Resource, Template } from './template.ts'

/**
 * The uses that AWS itself makes of grants, and no call of the product: all there are. Each follows
 * from a resource of the template, so a grant for a resource that is gone is found unused.
 */
export const platformUses = {
  // Lambda developer guide, "Execution role".
  runs: 'the service takes on the role that it runs with',
  log: 'Lambda writes what a function logs',
  // Lambda developer guide, "Process DynamoDB records", permissions.
  stream: "Lambda reads a table's stream for its reader",
  // Lambda developer guide, "Retain records of asynchronous invocations".
  failures: 'what a function could not do is kept in its queue',
  // API Gateway developer guide, HTTP API, "Lambda proxy integrations", permissions.
  route: 'the gateway calls the function of a route',
  // EventBridge user guide, "Using resource-based policies".
  rule: 'the bus calls the target of a rule, or keeps what it could not deliver',
  // EventBridge Scheduler user guide, "Setting up the execution role", "confused deputy".
  schedule: 'the scheduler calls its target, or keeps what it could not deliver',
  // Secrets Manager user guide, "Lambda rotation function execution role permissions".
  rotation: 'Secrets Manager calls the function that rotates a secret',
  // Step Functions developer guide, "IAM policies for calling Lambda".
  task: 'a state machine calls the function of a task',
  // Step Functions developer guide, "Logging in CloudWatch Logs": these actions know no resource.
  machineLog: 'Step Functions sets up the delivery of its log',
} as const

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

type Use = keyof typeof platformUses
type OnFailure = { readonly OnFailure?: { readonly Destination?: string } }
type DeadLetters = { readonly DeadLetterConfig?: { readonly Arn?: string } }
type Target = DeadLetters & { readonly Arn: string; readonly RoleArn?: string }

const ask = (
  use: Use,
  by: string,
  action: string,
  resource: string,
  context: Ask['context'] = {},
): Ask => ({ by, action, resource, context, why: platformUses[use] })

/** Everything that AWS itself will ask of the template's policies. */
export function platformAsks(template: Template): readonly Ask[] {
  return [
    ...template.of('AWS::Lambda::Function').flatMap((each) => ofFunction(template, each)),
    ...template.of('AWS::Lambda::EventSourceMapping').flatMap((each) => ofReader(template, each)),
    ...template.of('AWS::Lambda::EventInvokeConfig').flatMap((each) => ofFailures(template, each)),
    ...template.of('AWS::ApiGatewayV2::Route').flatMap((each) => ofRoute(template, each)),
    ...template.of('AWS::Events::Rule').flatMap(ofRule),
    ...template.of('AWS::Scheduler::Schedule').flatMap((each) => ofSchedule(template, each)),
    ...template.of('AWS::SecretsManager::RotationSchedule').flatMap(ofRotation),
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
  const context = { 'aws:SourceAccount': called.split(':')[4] ?? '' }
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
