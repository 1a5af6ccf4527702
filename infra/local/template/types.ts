/** Where a resource lives, for its names. */
export type Place = {
  readonly region: string
  readonly account: string
  readonly siteOrigin: string
}

/** A resource as far as its names need it. */
export type Named = { readonly name: string; readonly logicalId: string } & Place

type Attributes = Readonly<Record<string, (resource: Named) => string>>

/** How the host treats a resource type. */
export type ResourceType = {
  /** The property that gives the physical name, where the template may give one. */
  readonly nameProperty?: string
  /** What `Ref` gives; the physical name if absent. */
  readonly ref?: (resource: Named) => string
  readonly attributes?: Attributes
  /**
   * Properties that the host acts on, or may leave out because they change nothing on one machine
   * (tags, keys, log settings); any other stops the start. Absent: the type is passive here.
   */
  readonly properties?: readonly string[]
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

const arn = (service: string, resource: (named: Named) => string) => (named: Named) =>
  `arn:aws:${service}:${named.region}:${named.account}:${resource(named)}`
const global = (service: string, resource: (named: Named) => string) => (named: Named) =>
  `arn:aws:${service}::${named.account}:${resource(named)}`

const tableArn = arn('dynamodb', ({ name }) => `table/${name}`)
const machineArn = arn('states', ({ name }) => `stateMachine:${name}`)
const topicArn = arn('sns', ({ name }) => name)
const keyArn = arn('kms', ({ logicalId }) => `key/${logicalId}`)
// AWS ends a secret's ARN with six random characters: policies that forget them fail there.
const secretArn = arn('secretsmanager', ({ name }) => `secret:${name}-Local1`)
const planId = ({ logicalId }: Named) => logicalId
const queueUrl = ({ region, account, name }: Named) =>
  `https://sqs.${region}.amazonaws.com/${account}/${name}`
const groupOf = ({ name }: Named) => `schedule-group/${name}`

/** Every resource type that the host knows. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::DynamoDB::Table': {
    nameProperty: 'TableName',
    attributes: {
      Arn: tableArn,
      StreamArn: (table) => `${tableArn(table)}/stream/2026-01-01T00:00:00.000`,
    },
    properties: words(`
      TableName KeySchema AttributeDefinitions GlobalSecondaryIndexes BillingMode
      ProvisionedThroughput WarmThroughput OnDemandThroughput StreamSpecification TimeToLiveSpecification SSESpecification
      PointInTimeRecoverySpecification DeletionProtectionEnabled
      ContributorInsightsSpecification TableClass Tags
    `),
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    attributes: {
      Arn: ({ name }) => `arn:aws:s3:::${name}`,
      DomainName: ({ name }) => `${name}.s3.amazonaws.com`,
      RegionalDomainName: ({ name, region }) => `${name}.s3.${region}.amazonaws.com`,
    },
    properties: words(`
      BucketName VersioningConfiguration CorsConfiguration LifecycleConfiguration
      NotificationConfiguration BucketEncryption PublicAccessBlockConfiguration
      OwnershipControls LoggingConfiguration ObjectLockEnabled Tags ObjectLockConfiguration
    `),
  },
  'AWS::S3::BucketPolicy': {},
  'AWS::KMS::Key': {
    ref: ({ logicalId }) => logicalId,
    attributes: { Arn: keyArn, KeyId: ({ logicalId }) => logicalId },
  },
  'AWS::KMS::Alias': { nameProperty: 'AliasName' },
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    attributes: { Arn: arn('lambda', ({ name }) => `function:${name}`) },
    properties: words(`
      FunctionName Description Code Handler Runtime Environment MemorySize Timeout
      DeadLetterConfig ReservedConcurrentExecutions Role Architectures KmsKeyArn LoggingConfig
      TracingConfig Tags
    `),
  },
  'AWS::Lambda::Permission': {},
  'AWS::Lambda::EventSourceMapping': {
    properties: words(`
      EventSourceArn FunctionName StartingPosition BatchSize FilterCriteria
      MaximumRetryAttempts BisectBatchOnFunctionError FunctionResponseTypes DestinationConfig
      MaximumRecordAgeInSeconds MaximumBatchingWindowInSeconds ParallelizationFactor KmsKeyArn
      Enabled Tags
    `),
  },
  'AWS::Lambda::EventInvokeConfig': {
    properties: words(`
      FunctionName Qualifier MaximumRetryAttempts MaximumEventAgeInSeconds DestinationConfig
    `),
  },
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    attributes: { Arn: global('iam', ({ name }) => `role/${name}`), RoleId: ({ name }) => name },
  },
  'AWS::IAM::Policy': {},
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',
    ref: global('iam', ({ name }) => `policy/${name}`),
  },
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    attributes: { Arn: arn('logs', ({ name }) => `log-group:${name}:*`) },
  },
  'AWS::Logs::ResourcePolicy': {},
  'AWS::Logs::MetricFilter': {},
  'AWS::ApiGatewayV2::Api': {
    ref: ({ logicalId }) => logicalId,
    attributes: {
      ApiEndpoint: ({ siteOrigin }) => siteOrigin,
      ApiId: ({ logicalId }) => logicalId,
    },
    properties: words('Name Description ProtocolType DisableExecuteApiEndpoint Tags'),
  },
  'AWS::ApiGatewayV2::Stage': {
    nameProperty: 'StageName',
    properties: words(`
      ApiId StageName AutoDeploy DefaultRouteSettings RouteSettings AccessLogSettings
      Description Tags
    `),
  },
  'AWS::ApiGatewayV2::Route': {
    properties: words('ApiId RouteKey Target AuthorizationType'),
  },
  'AWS::ApiGatewayV2::Integration': {
    ref: ({ logicalId }) => logicalId,
    properties: words(`
      ApiId IntegrationType IntegrationUri PayloadFormatVersion TimeoutInMillis
      IntegrationMethod Description
    `),
  },
  'AWS::ApiGatewayV2::DomainName': {
    nameProperty: 'DomainName',
    attributes: {
      RegionalDomainName: ({ name }) => name,
      RegionalHostedZoneId: ({ logicalId }) => logicalId,
    },
  },
  'AWS::ApiGatewayV2::ApiMapping': {},
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    ref: machineArn,
    attributes: { Arn: machineArn, Name: ({ name }) => name },
    properties: words(`
      StateMachineName StateMachineType DefinitionString DefinitionSubstitutions RoleArn
      LoggingConfiguration TracingConfiguration EncryptionConfiguration Tags
    `),
  },
  'AWS::Events::Rule': {
    nameProperty: 'Name',
    attributes: { Arn: arn('events', ({ name }) => `rule/${name}`) },
    properties: words(`
      Name Description EventPattern ScheduleExpression State Targets EventBusName RoleArn
    `),
  },
  'AWS::Scheduler::Schedule': {
    nameProperty: 'Name',
    attributes: { Arn: arn('scheduler', ({ name }) => `schedule/default/${name}`) },
    properties: words(`
      Name GroupName Description ScheduleExpression State Target ScheduleExpressionTimezone
      FlexibleTimeWindow StartDate EndDate KmsKeyArn
    `),
  },
  'AWS::Scheduler::ScheduleGroup': {
    nameProperty: 'Name',
    attributes: { Arn: arn('scheduler', groupOf) },
  },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    ref: queueUrl,
    attributes: {
      Arn: arn('sqs', ({ name }) => name),
      QueueName: ({ name }) => name,
      QueueUrl: queueUrl,
    },
    properties: words(`
      QueueName MessageRetentionPeriod KmsMasterKeyId VisibilityTimeout Tags
      KmsDataKeyReusePeriodSeconds SqsManagedSseEnabled ReceiveMessageWaitTimeSeconds
    `),
  },
  'AWS::SQS::QueuePolicy': {},
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: ({ name }) => name },
  },
  'AWS::SNS::TopicPolicy': {},
  'AWS::SNS::Subscription': {},
  'AWS::SES::EmailIdentity': {
    nameProperty: 'EmailIdentity',
    attributes: Object.fromEntries(
      [1, 2, 3].flatMap((n) => [
        [`DkimDNSTokenName${n}`, ({ name }: Named) => `local${n}._domainkey.${name}`],
        [`DkimDNSTokenValue${n}`, ({ name }: Named) => `local${n}.dkim.${name}`],
      ]),
    ),
  },
  'AWS::SES::ConfigurationSet': { nameProperty: 'Name' },
  'AWS::SES::ConfigurationSetEventDestination': {},
  'AWS::SecretsManager::Secret': {
    nameProperty: 'Name',
    ref: secretArn,
    attributes: { Id: secretArn },
    properties: words(`
      Name Description GenerateSecretString SecretString KmsKeyId Tags
    `),
  },
  'AWS::GuardDuty::MalwareProtectionPlan': {
    ref: planId,
    attributes: {
      Arn: arn('guardduty', (plan) => `malware-protection-plan/${planId(plan)}`),
      MalwareProtectionPlanId: planId,
    },
    properties: words('Actions ProtectedResource Role Tags'),
  },
  'AWS::SecretsManager::RotationSchedule': {
    properties: words(`
      SecretId RotationLambdaARN RotationRules RotateImmediatelyOnUpdate
    `),
  },
  'AWS::CloudWatch::Alarm': {
    nameProperty: 'AlarmName',
    attributes: { Arn: arn('cloudwatch', ({ name }) => `alarm:${name}`) },
  },
  'AWS::CloudWatch::CompositeAlarm': { nameProperty: 'AlarmName' },
  'AWS::CloudWatch::Dashboard': { nameProperty: 'DashboardName' },
  'AWS::CDK::Metadata': {},
}
