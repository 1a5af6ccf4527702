import { Duration } from 'aws-cdk-lib'
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Choice,
  Condition,
  DefinitionBody,
  Errors,
  type IChainable,
  IntegrationPattern,
  JitterType,
  LogLevel,
  QueryLanguage,
  StateMachine,
  Succeed,
  TaskInput,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions'
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import { Construct } from 'constructs'
import { acknowledge, acknowledgeMany, acknowledgeOwnPolicy } from './acknowledge.ts'
import type { House, HouseFunction } from './house-function.ts'

export type ReviewMachineProps = { readonly name: string; readonly ask: HouseFunction }

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
const logDelivery = [
  'CreateLogDelivery',
  'DeleteLogDelivery',
  'DescribeLogGroups',
  'DescribeResourcePolicies',
  'GetLogDelivery',
  'ListLogDeliveries',
  'PutResourcePolicy',
  'UpdateLogDelivery',
]

/**
 * The turn that is on: the machine's input is `{ reference, round, attempt, asks }`, asks a list of
 * `{ step, act, until }` (until an ISO instant), and each turn that runs out leaves the list.
 */
const turn = '$states.input.asks[0]'

/** Whole seconds from entering the state to the end of the turn; never below 1, as ASL asks. */
const seconds =
  `$max([1, $ceil(($toMillis(${turn}.until)` +
  ' - $toMillis($states.context.State.EnteredTime)) / 1000)])'

const laterTurns = `$merge([$states.input, { "asks": [$states.input.asks[step > ${turn}.step]] }])`

const jsonata = (expression: string): string => `{% ${expression} %}`

/**
 * The review's timer. One state for a request decided in time, two more for each turn that runs
 * out: states entered are what Step Functions costs. The table is the truth; a failed or lost
 * execution is started again from it by the sweep.
 */
export class ReviewMachine extends Construct {
  constructor(scope: Construct, id: string, house: House, { name, ask }: ReviewMachineProps) {
    super(scope, id)
    const role = this.#role(ask)
    const machine = new StateMachine(this, 'Resource', {
      stateMachineName: name,
      queryLanguage: QueryLanguage.JSONATA,
      definitionBody: DefinitionBody.fromChainable(this.#definition(ask)),
      // The class would add the right to every version of the function.
      role: role.withoutPolicyUpdates(),
      // Ten working days after a limit end well before.
      timeout: Duration.days(90),
      logs: {
        destination: house.logs.group(this, 'Logs', `/aws/vendedlogs/states/${name}`),
        level: LogLevel.ALL,
        // Execution data holds task tokens.
        includeExecutionData: false,
      },
      tracingEnabled: false,
    })
    // Step Functions tries the right to its log when the machine is made.
    machine.node.addDependency(role)
    acknowledge(
      machine,
      'It calls one function and waits for days; its history holds each step for 90 days after the end.',
      'AwsSolutions-SF2',
      'Serverless-StepFunctionStateMachineXray',
    )
  }

  #role(ask: HouseFunction): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com') })
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [ask.lambda.functionArn],
      }),
    )
    role.addToPolicy(
      new PolicyStatement({
        actions: logDelivery.map((action) => `logs:${action}`),
        resources: ['*'],
      }),
    )
    acknowledgeMany(role, '*', 'Step Functions delivers its log by actions that know no resource.')
    acknowledgeOwnPolicy(role)
    return role
  }

  #definition(ask: HouseFunction): IChainable {
    const ended = new Succeed(this, 'Unanswered')
    const asking = LambdaInvoke.jsonata(this, 'Ask', {
      lambdaFunction: ask.lambda,
      integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
      payload: TaskInput.fromObject({
        token: jsonata('$states.context.Task.Token'),
        reference: jsonata('$states.input.reference'),
        round: jsonata('$states.input.round'),
        attempt: jsonata('$states.input.attempt'),
        step: jsonata(`${turn}.step`),
        act: jsonata(`${turn}.act`),
      }),
      taskTimeout: Timeout.jsonata(jsonata(seconds)),
      retryOnServiceExceptions: false,
    })
    // Asking is idempotent, so any failure may be tried again; a timeout is the end of the turn.
    asking.addRetry({
      errors: [Errors.TASKS_FAILED],
      interval: Duration.seconds(5),
      backoffRate: 3,
      maxAttempts: 5,
      jitterStrategy: JitterType.FULL,
    })
    const more = Choice.jsonata(this, 'More')
      .when(Condition.jsonata(jsonata('$count($states.input.asks) > 0')), asking)
      .otherwise(ended)
    asking.addCatch(more, { errors: [Errors.TIMEOUT], outputs: jsonata(laterTurns) })
    return asking
  }
}
