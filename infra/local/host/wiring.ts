import { join } from 'node:path'
import { Bus } from '../bus.ts'
import type { Call } from '../calls.ts'
import type { Duplicator } from '../duplicates.ts'
import type { Front, LambdaApi } from '../front.ts'
import { Invocations } from '../invocations.ts'
import { MalwareProtection } from '../malware.ts'
import { Scheduler } from '../scheduler.ts'
import { Rotations } from '../secrets/rotation.ts'
import { type MachineSpec, StepFunctions } from '../states.ts'
import type { Stack } from '../template.ts'
import { FunctionError, type Workers } from '../workers.ts'
import { asyncRules } from './events.ts'
import { type Stores, type StoresOptions, specs } from './stores.ts'
import { deadLetterQueue, deliver, type Targets } from './targets.ts'

/** The host as far as it stands when its parts are joined. */
export type Context = Omit<StoresOptions, 'onEvent'> & Stores & { readonly duplicator: Duplicator }

export function openInvocations(context: Context, workers: Workers): Invocations {
  const { stack, folder, clock, work, queues, duplicator, closers } = context
  const invocations = Invocations.open({
    file: join(folder.path, 'invocations.jsonl'),
    clock,
    work,
    rules: asyncRules(stack),
    invoke: (arn, payload, requestId) => workers.invoke(arn, payload, requestId),
    toQueue: (arn, message) => queues.send(arn, message),
    copies: () => duplicator.copies(),
    later: (deliver) => duplicator.later(deliver),
  })
  closers.push(async () => invocations.close())
  return invocations
}

export async function openStates(context: Context, workers: Workers): Promise<StepFunctions> {
  const { stack, folder, clock, work, log, closers } = context
  const states = await StepFunctions.open({
    folder: folder.path,
    clock,
    work,
    machines: machineSpecs(stack),
    invoke: async (name, payload) => {
      try {
        return { payload: await workers.invoke(name, payload) }
      } catch (error) {
        return failureOf(error)
      }
    },
    onTransition: ({ execution, state, status }) => log.transition(execution, state || status),
  })
  closers.push(() => states.close())
  return states
}

/** Joins buckets, schedules and their targets. */
export function joinEvents(
  { stack, folder, clock, work, s3, queues, closers }: Context,
  targets: Targets,
): { readonly bus: Bus; readonly malware: MalwareProtection; readonly scheduler: Scheduler } {
  const giveUp = (name: string, arn: string, body: string, error: unknown) => {
    const queue = deadLetterQueue(stack, name, arn)
    if (queue === undefined) return
    const at = new Date(clock.now()).toISOString()
    queues.send(queue, { at, body, attributes: { ERROR_MESSAGE: String(error) } })
  }
  const bus = new Bus({
    clock,
    work,
    rules: specs(stack, 'AWS::Events::Rule'),
    deliver: (arn, payload) => deliver(targets, arn, payload),
    onFailure: async ({ rule, targetArn, payload }, error) =>
      giveUp(rule, targetArn, JSON.stringify(payload), error),
  })
  const malware = new MalwareProtection({
    plans: stack.of('AWS::GuardDuty::MalwareProtectionPlan'),
    s3,
    region: stack.region,
    account: stack.account,
    clock,
    work,
    put: (event) => bus.put(event),
  })
  const scheduler = new Scheduler({
    clock,
    work,
    folder: folder.path,
    schedules: specs(stack, 'AWS::Scheduler::Schedule'),
    deliver: ({ arn, input }) => deliver(targets, arn, JSON.parse(input)),
    onFailure: async ({ name, arn, input }, error) => giveUp(name, arn, input, error),
  })
  closers.push(async () => {
    bus.stop()
    scheduler.stop()
  })
  return { bus, malware, scheduler }
}

/** Lets what has a rotation schedule be rotated. */
export function openRotations(
  { stack, clock, work, secrets, log, closers }: Context,
  workers: Workers,
): Rotations {
  const rotations = new Rotations({
    clock,
    work,
    secrets,
    schedules: stack
      .of('AWS::SecretsManager::RotationSchedule')
      .map(({ properties }) => properties),
    invoke: (arn, payload) => workers.invoke(arn, payload),
    onFailure: (error) => log.problem(`rotation: ${String(error)}`),
  })
  closers.push(async () => rotations.stop())
  return rotations
}

export function startFront(
  context: Context,
  front: Front,
  services: { readonly states: StepFunctions; readonly lambda: LambdaApi },
): void {
  const { stack, clock, work, calls, credentials, dynamodb, mail, secrets, log } = context
  const told = ({ function: name, service, action, resource }: Call, status: number) =>
    log.detail('call', `${name} ${service}:${action} ${resource} ${status}`)
  front.start({
    region: stack.region,
    clock,
    work,
    calls,
    credentials,
    mail,
    json: { dynamodb, states: services.states, secretsmanager: secrets },
    lambda: services.lambda,
    functionArn: (name) => `arn:aws:lambda:${stack.region}:${stack.account}:function:${name}`,
    onCall: told,
  })
}

/** @throws Error with a sentence for a kind of state machine that the host does not run */
function machineSpecs(stack: Stack): readonly MachineSpec[] {
  return stack
    .of('AWS::StepFunctions::StateMachine')
    .map(({ logicalId, arn, name, properties }) => {
      const {
        StateMachineType = 'STANDARD',
        DefinitionString,
        DefinitionSubstitutions,
      } = properties
      if (StateMachineType !== 'STANDARD' || typeof DefinitionString !== 'string') {
        throw new Error(
          `${logicalId}: the local host runs STANDARD machines with a DefinitionString.`,
        )
      }
      const values = (DefinitionSubstitutions ?? {}) as Record<string, string>
      const definition = DefinitionString.replaceAll(
        /\$\{(\w+)\}/g,
        (whole, key: string) => values[key] ?? whole,
      )
      return { arn, name, definition }
    })
}

/** A function's failure as Step Functions names it. */
function failureOf(error: unknown): { error: string; cause: string } {
  return error instanceof FunctionError
    ? { error: error.name, cause: JSON.stringify(error.failure) }
    : { error: 'Lambda.AWSLambdaException', cause: String(error) }
}
