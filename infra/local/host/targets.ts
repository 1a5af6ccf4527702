import type { Invocations } from '../invocations.ts'
import type { Queues } from '../queues.ts'
import type { StepFunctions } from '../states.ts'
import type { Resource, Stack } from '../template.ts'

export type Targets = {
  readonly invocations: Invocations
  readonly states: StepFunctions
  readonly queues: Queues
  /** The clock, milliseconds. */
  readonly now: () => number
}

type DeadLetters = {
  readonly DeadLetterConfig?: { readonly Arn?: string; readonly TargetArn?: string }
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: string } }
}
type Target = DeadLetters & { readonly Arn: string }

/** The targets of a rule, or the one of a schedule. */
function targetsOf(properties: Resource['properties']): readonly Target[] {
  const { Target: one, Targets: several } = properties as { Target?: Target; Targets?: Target[] }
  return several ?? (one ? [one] : [])
}

/** ARNs of the queues for what fails, of a function, a mapping or a target. */
function deadLettersOf({ DeadLetterConfig, DestinationConfig }: DeadLetters): readonly string[] {
  const { Arn, TargetArn } = DeadLetterConfig ?? {}
  return [Arn, TargetArn, DestinationConfig?.OnFailure?.Destination].filter(
    (arn) => arn !== undefined,
  )
}

/** Hands an event of the bus or the scheduler over: when it resolves, the target has it for good. */
export async function deliver(targets: Targets, arn: string, payload: unknown): Promise<void> {
  const service = arn.split(':')[2]
  if (service === 'lambda') targets.invocations.send(arn, payload)
  else if (service === 'states') {
    const input = JSON.stringify(payload)
    await targets.states.call('StartExecution', { stateMachineArn: arn, input })
  } else {
    const at = new Date(targets.now()).toISOString()
    targets.queues.send(arn, { at, body: JSON.stringify(payload), attributes: {} })
  }
}

/** @throws Error with a sentence when something is to go where the template has nothing */
export function checkTargets(stack: Stack): void {
  const queues = stack.of('AWS::SQS::Queue').map(({ arn }) => arn)
  const runners = ['AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine']
  const known = new Set([
    ...queues,
    ...runners.flatMap((type) => stack.of(type).map(({ arn }) => arn)),
  ])
  for (const { logicalId, type, properties } of stack.resources) {
    const triggers = type === 'AWS::Events::Rule' || type === 'AWS::Scheduler::Schedule'
    const targets = triggers ? targetsOf(properties) : []
    const arns = targets.map(({ Arn }) => Arn)
    const failures = [...deadLettersOf(properties), ...targets.flatMap(deadLettersOf)]
    const strange =
      arns.find((arn) => !known.has(arn)) ?? failures.find((arn) => !queues.includes(arn))
    if (strange !== undefined)
      throw new Error(`${logicalId}: the local host has no target ${strange}.`)
  }
}

/**
 * Where a rule or schedule leaves what it could not deliver.
 * @param name physical name of the rule or schedule
 * @param arn of the target, where a rule has several
 */
export function deadLetterQueue(stack: Stack, name: string, arn: string): string | undefined {
  const sources = [...stack.of('AWS::Events::Rule'), ...stack.of('AWS::Scheduler::Schedule')]
  const targets = sources
    .filter((each) => each.name === name)
    .flatMap(({ properties }) => targetsOf(properties))
  return targets.find(({ Arn }) => Arn === arn)?.DeadLetterConfig?.Arn
}
