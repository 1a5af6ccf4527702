import { at, idOf } from '../template.ts'
import { add, type Breakage, remove, rewrite, set } from './breakage.ts'
import type { rules } from './index.ts'

const schedule = 'AWS::Scheduler::Schedule'
const bucket = 'AWS::S3::Bucket'
const table = 'AWS::DynamoDB::Table'
const lambda = 'AWS::Lambda::Function'
const key = 'AWS::KMS::Key'
const machine = 'AWS::StepFunctions::StateMachine'
const stage = 'AWS::ApiGatewayV2::Stage'
const secret = 'AWS::SecretsManager::Secret'
const queue = 'AWS::SQS::Queue'
const topic = 'AWS::SNS::Topic'
const group = 'AWS::Logs::LogGroup'
const format = 'Properties.AccessLogSettings.Format'

const openTo = (service: string, document: string): object => ({
  [document]: { Statement: [{ Effect: 'Allow', Principal: { Service: service } }] },
})

/** For each rule, what makes a real template break it. */
export const breakages: Readonly<Record<keyof typeof rules, Readonly<Record<string, Breakage>>>> = {
  'a schedule puts aside what it could not deliver': {
    'no dead letter': set(schedule, 'Properties.Target.DeadLetterConfig'),
    'a dead letter that is no queue': set(schedule, 'Properties.Target.DeadLetterConfig.Arn', 'x'),
  },
  'a rule of a bus puts aside what it could not deliver': {
    'no dead letter': set('AWS::Events::Rule', 'Properties.Targets.0.DeadLetterConfig'),
  },
  'a reader of a stream puts aside what it gave up': {
    'no destination': set('AWS::Lambda::EventSourceMapping', 'Properties.DestinationConfig'),
    'trying for ever': set(
      'AWS::Lambda::EventSourceMapping',
      'Properties.MaximumRetryAttempts',
      -1,
    ),
  },
  'a function that nobody waits for puts aside what it failed at': {
    'no configuration': remove('AWS::Lambda::EventInvokeConfig', (removed) =>
      idOf(at(removed, 'Properties.FunctionName')),
    ),
  },
  'a queue raises an alarm when something lies in it': {
    'no alarm': add(queue),
  },
  'a schedule has a time that comes': {
    'five fields': set(schedule, 'Properties.ScheduleExpression', 'cron(0/15 * * * ?)'),
    'day and weekday': set(schedule, 'Properties.ScheduleExpression', 'cron(0 8 1 * MON *)'),
    'an hour 24': set(schedule, 'Properties.ScheduleExpression', 'cron(0 24 * * ? *)'),
    'a year that is over': set(schedule, 'Properties.ScheduleExpression', 'cron(0 8 * * ? 2020)'),
    'a rate in the wrong number': set(schedule, 'Properties.ScheduleExpression', 'rate(1 hours)'),
    'an unknown zone': set(schedule, 'Properties.ScheduleExpressionTimezone', 'Asia/Banyumas'),
  },
  'a rule by the clock has a time that comes': {
    '30 February': add('AWS::Events::Rule', { ScheduleExpression: 'cron(0 0 30 2 ? *)' }),
  },
  'a stage of an HTTP API is throttled': {
    'no rate': set(stage, 'Properties.DefaultRouteSettings'),
    'a route without': set(stage, 'Properties.RouteSettings', { 'GET /': {} }),
  },
  'an access log holds neither path, query, address nor agent': {
    path: set(stage, format, '{"path":"$context.path"}'),
    address: set(stage, format, '{"ip":"$context.identity.sourceIp"}'),
    agent: set(stage, format, '{"agent":"$context.identity.userAgent"}'),
    'a query, by way of the request': set(stage, format, '$context.requestOverride.querystring.x'),
    'no log': set(stage, 'Properties.AccessLogSettings'),
  },
  'a state machine ends by itself': {
    'no limit': rewrite(machine, /,\\"TimeoutSeconds\\":7776000/, ''),
  },
  'a task of a state machine ends by itself': {
    'no limit': rewrite(machine, /\\"TimeoutSeconds\\":\\"\{%.+?%\}\\",/, ''),
    'a limit of 0': rewrite(
      machine,
      /\\"TimeoutSeconds\\":\\"\{%.+?%\}\\"/,
      '\\"TimeoutSeconds\\":0',
    ),
  },
  'a function runs on Node 24': { 'Node 22': set(lambda, 'Properties.Runtime', 'nodejs22.x') },
  'a function runs on arm64': { 'no choice': set(lambda, 'Properties.Architectures') },
  'nothing is made by a custom resource': {
    'notifications of a bucket': add('Custom::S3BucketNotifications'),
    'a plain one': add('AWS::CloudFormation::CustomResource'),
  },
  'no function is fetched from another account': {
    'a layer': set(lambda, 'Properties.Layers', ['arn:aws:lambda:ap-southeast-3:1:layer:x:1']),
  },
  'a table outlives the stack': {
    'deleted with it': set(table, 'DeletionPolicy', 'Delete'),
    'deleted when replaced': set(table, 'UpdateReplacePolicy', 'Delete'),
    'no protection': set(table, 'Properties.DeletionProtectionEnabled'),
  },
  'a table can be brought back': {
    'no recovery': set(table, 'Properties.PointInTimeRecoverySpecification'),
  },
  'a table is encrypted with a key of ours': {
    "AWS's own": set(table, 'Properties.SSESpecification.KMSMasterKeyId'),
  },
  'a bucket outlives the stack': { 'deleted with it': set(bucket, 'DeletionPolicy', 'Delete') },
  'a bucket keeps what is overwritten': {
    suspended: set(bucket, 'Properties.VersioningConfiguration.Status', 'Suspended'),
  },
  'a bucket is encrypted with a key of ours': {
    "S3's own": set(bucket, 'Properties.BucketEncryption'),
  },
  'a bucket is closed to the public': {
    'policies allowed': set(bucket, 'Properties.PublicAccessBlockConfiguration.BlockPublicPolicy'),
  },
  'a bucket is reached over TLS only': {
    'no policy': remove('AWS::S3::BucketPolicy', (removed) =>
      idOf(at(removed, 'Properties.Bucket')),
    ),
  },
  'a queue is reached over TLS only': {
    'no policy': remove('AWS::SQS::QueuePolicy', (removed) =>
      idOf(at(removed, 'Properties.Queues.0')),
    ),
  },
  'a topic is reached over TLS only': { 'no policy': add(topic) },
  'a queue is encrypted': { 'not at all': set(queue, 'Properties.SqsManagedSseEnabled', false) },
  'a secret outlives the stack, encrypted with a key of ours': {
    'deleted with it': set(secret, 'DeletionPolicy', 'Delete'),
    "AWS's own key": set(secret, 'Properties.KmsKeyId'),
  },
  'the key of a queue lets in who may send to it': {
    'a key of which EventBridge knows nothing': (template) => {
      const policy = Object.values(template.Resources).find(
        ({ Type, Properties }) =>
          Type === 'AWS::SQS::QueuePolicy' && JSON.stringify(Properties).includes('events.amaz'),
      )
      const id = idOf(at(policy, 'Properties.Queues.0')) ?? 'nothing'
      const [own] = Object.entries(template.Resources).find(([, { Type }]) => Type === key) ?? []
      Object.assign(template.Resources[id]?.Properties ?? {}, {
        KmsMasterKeyId: { 'Fn::GetAtt': [own, 'Arn'] },
      })
      return id
    },
  },
  'the key of a topic lets in who may publish to it': {
    'a key of which CloudWatch knows nothing': (template) => {
      add(topic, { KmsMasterKeyId: { Ref: 'Elsewhere' } })(template)
      template.Resources['AddedPolicy'] = {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'Added' }],
          PolicyDocument: {
            Statement: [{ Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' } }],
          },
        },
      }
      return 'Added'
    },
  },
  'the key of a log group lets in CloudWatch Logs': {
    'the key of something else': (template) => {
      const [other] =
        Object.entries(template.Resources).find(
          ([, { Type, Properties }]) =>
            Type === key && !JSON.stringify(Properties).includes('logs.ap-'),
        ) ?? []
      return set(group, 'Properties.KmsKeyId', { 'Fn::GetAtt': [other, 'Arn'] })(template)
    },
  },
  'a key is rotated and outlives the stack': {
    'not rotated': set(key, 'Properties.EnableKeyRotation', false),
    'deleted with it': set(key, 'DeletionPolicy', 'Delete'),
  },
  'a function is called by services for us only': {
    'for anyone': add('AWS::Lambda::Permission', { Principal: 'secretsmanager.amazonaws.com' }),
  },
  'a queue takes messages of services for us only': {
    'for anyone': add('AWS::SQS::QueuePolicy', openTo('events.amazonaws.com', 'PolicyDocument')),
  },
  'a topic takes messages of services for us only': {
    'for anyone': add('AWS::SNS::TopicPolicy', openTo('ses.amazonaws.com', 'PolicyDocument')),
  },
  'a bucket lets in services for us only': {
    'for anyone': add('AWS::S3::BucketPolicy', openTo('ses.amazonaws.com', 'PolicyDocument')),
  },
  'a key is used by services for us only': {
    'for anyone': add(key, openTo('sns.amazonaws.com', 'KeyPolicy')),
  },
  'a log group is kept for days that someone named': {
    'for ever': set(group, 'Properties.RetentionInDays'),
  },
  'a log group is encrypted with a key of ours': {
    "AWS's own": set(group, 'Properties.KmsKeyId'),
  },
  'a function writes to a log group of the template': {
    'one that Lambda makes': set(lambda, 'Properties.LoggingConfig.LogGroup'),
  },
  'no text of the template is a secret': {
    'a private key': set(lambda, 'Properties.Description', '-----BEGIN PRIVATE KEY-----'),
    'an access key': set(lambda, 'Properties.Description', 'AKIAIOSFODNN7EXAMPLE'),
    'a token': set(lambda, 'Properties.Description', 'eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJ4In0.x'),
    'a secret put in at deployment': set(
      lambda,
      'Properties.Description',
      '{{resolve:secretsmanager:x:SecretString:k1}}',
    ),
  },
  'a secret is made by AWS': {
    'written down': set(secret, 'Properties.SecretString', 'x'),
  },
  'an environment holds no secret': {
    'by its name': set(lambda, 'Properties.Environment.Variables.ZOOM_CLIENT_SECRET', 'x'),
    'by its look': set(lambda, 'Properties.Environment.Variables.ZOOM', 'aB3dE5gH7jK9mN1pQ3sT5vW7'),
  },
  'no text names another region': {
    'a foreign certificate': set(lambda, 'Properties.Description', 'arn:aws:acm:us-east-1:1:x'),
    'the nearest other': set(lambda, 'Properties.Description', 'to ap-southeast-1'),
  },
  "no ARN is another account's, but for the certificate that the stage names": {
    'a function': set(
      lambda,
      'Properties.Description',
      'arn:aws:lambda:ap-southeast-3:123456789012:function:x',
    ),
  },
  'no table is one of those that reach over regions': {
    'made by TableV2': add('AWS::DynamoDB::GlobalTable'),
  },
  'a bucket sends no copies': {
    replicated: set(bucket, 'Properties.ReplicationConfiguration', {}),
  },
  'a secret has no copies': {
    replicated: set(secret, 'Properties.ReplicaRegions', []),
  },
  'a key is for one region': { 'for many': set(key, 'Properties.MultiRegion', true) },
  'an alarm says the harm, and a chapter of the runbook that is there': {
    'no words': set('AWS::CloudWatch::Alarm', 'Properties.AlarmDescription'),
    'a chapter that nobody wrote': rewrite('AWS::CloudWatch::Alarm', /runbook\.md#/, '$&no-'),
  },
  'a function raises an alarm when it fails': { 'no alarm': add(lambda) },
}
