import type { Ask } from '../policy.ts'

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
  // CloudWatch Logs user guide, "Encrypt log data using AWS KMS".
  encryptedLog: 'CloudWatch Logs keeps log groups under our key',
  // SNS developer guide, "Managing Amazon SNS encryption keys and costs", AWS service event sources.
  alarm: 'CloudWatch tells of an alarm, under our key',
  // Secrets Manager user guide, "Lambda rotation function execution role permissions".
  rotation: 'Secrets Manager calls the function that rotates a secret',
  // GuardDuty user guide, "Create or update IAM role policy".
  scan: 'GuardDuty scans uploads, and looks after the rule that tells it of them',
  // Step Functions developer guide, "IAM policies for calling Lambda".
  task: 'a state machine calls the function of a task',
  // Step Functions developer guide, "Logging in CloudWatch Logs": these actions know no resource.
  machineLog: 'Step Functions sets up the delivery of its log',
} as const

/** One question of the platform. */
export const ask = (
  use: keyof typeof platformUses,
  by: string,
  action: string,
  resource: string,
  context: Ask['context'] = {},
): Ask => ({ by, action, resource, context, why: platformUses[use] })
