import type { RetryPolicy } from '../retries.ts'

/** A schedule of the template: resolved properties of AWS::Scheduler::Schedule. */
export type ScheduleSpec = { name: string; properties: Record<string, unknown> }

export type ScheduleProperties = {
  ScheduleExpression: string
  ScheduleExpressionTimezone?: string
  State?: 'ENABLED' | 'DISABLED'
  Name?: string
  GroupName?: string
  StartDate?: string
  EndDate?: string
  Target: { Arn: string; Input?: string; RetryPolicy?: RetryPolicy }
}

// Roles, keys and descriptions change nothing on one machine; a flexible window begins at its start.
const KNOWN: readonly string[] = [
  'Description',
  'EndDate',
  'FlexibleTimeWindow',
  'GroupName',
  'KmsKeyArn',
  'Name',
  'ScheduleExpression',
  'ScheduleExpressionTimezone',
  'StartDate',
  'State',
  'Target',
]
const KNOWN_OF_TARGET: readonly string[] = [
  'Arn',
  'DeadLetterConfig',
  'Input',
  'RetryPolicy',
  'RoleArn',
]

/** Reads the properties; throws Error naming the schedule and what the host does not know of it. */
export function readSchedule({ name, properties }: ScheduleSpec): ScheduleProperties {
  const refuse = (problem: string) => new Error(`Schedule "${name}": ${problem}.`)
  const target = properties['Target']
  if (typeof target !== 'object' || target === null) throw refuse('property "Target" is missing')
  for (const [known, given] of [
    [KNOWN, properties],
    [KNOWN_OF_TARGET, target],
  ] as const) {
    const unknown = Object.keys(given).find((property) => !known.includes(property))
    if (unknown !== undefined) {
      throw refuse(`property "${unknown}" is not known to the local host`)
    }
  }
  if (typeof properties['ScheduleExpression'] !== 'string') {
    throw refuse('property "ScheduleExpression" is missing')
  }
  if (!('Arn' in target) || typeof target.Arn !== 'string') {
    throw refuse('property "Target.Arn" is missing')
  }
  return properties as ScheduleProperties
}
