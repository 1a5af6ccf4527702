import type { Invocations } from '../invocations.ts'
import type { Queues } from '../queues.ts'
import type { StepFunctions } from '../states.ts'
import type { Stack } from '../template.ts'

export type Targets = {
  readonly invocations: Invocations
  readonly states: StepFunctions
  readonly queues: Queues
  /** The clock, milliseconds. */
  readonly now: () => number
}

type WithTargets = {
  readonly Target?: { readonly Arn: string }
  readonly Targets?: readonly { readonly Arn: string }[]
}
type DeadLetters = { readonly DeadLetterConfig?: { readonly Arn?: string } }

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

/** @throws Error with a sentence for a rule or schedule whose target is not in the template */
export function checkTargets(stack: Stack): void {
  const known = new Set(
    ['AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine', 'AWS::SQS::Queue'].flatMap(
      (type) => stack.of(type).map(({ arn }) => arn),
    ),
  )
  const sources = [...stack.of('AWS::Events::Rule'), ...stack.of('AWS::Scheduler::Schedule')]
  for (const { logicalId, properties } of sources) {
    const { Target, Targets = [] } = properties as WithTargets
    const strange = [...(Target ? [Target] : []), ...Targets].find(({ Arn }) => !known.has(Arn))
    if (strange) throw new Error(`${logicalId}: the local host has no target ${strange.Arn}.`)
  }
}

/**
 * Where a rule or schedule leaves what it could not deliver.
 * @param name physical name of the rule or schedule
 * @param arn of the target, where a rule has several
 */
export function deadLetterQueue(stack: Stack, name: string, arn: string): string | undefined {
  const sources = [...stack.of('AWS::Events::Rule'), ...stack.of('AWS::Scheduler::Schedule')]
  const source = sources.find((each) => each.name === name)?.properties as WithTargets | undefined
  const targets = [...(source?.Targets ?? []), ...(source?.Target ? [source.Target] : [])]
  const target = targets.find(({ Arn }) => Arn === arn) as DeadLetters | undefined
  return target?.DeadLetterConfig?.Arn
}
