import { checkPattern } from './pattern.ts'
import { isPath, type Target } from './target.ts'

/** A rule of the template: resolved properties of AWS::Events::Rule. */
export type RuleSpec = { name: string; properties: Record<string, unknown> }

export type Rule = {
  name: string
  enabled: boolean
  pattern: object
  targets: readonly Target[]
}

const KNOWN: readonly string[] = [
  'Description',
  'EventBusName',
  'EventPattern',
  'Name',
  'RoleArn',
  'State',
  'Targets',
]
const KNOWN_OF_TARGET: readonly string[] = [
  'Arn',
  'DeadLetterConfig',
  'Id',
  'Input',
  'InputPath',
  'InputTransformer',
  'RetryPolicy',
  'RoleArn',
]

/** Reads a rule; throws Error naming the rule and what the host does not know of it. */
export function readRule({ name, properties }: RuleSpec): Rule {
  const refuse = (problem: string) => new Error(`Rule "${name}": ${problem}.`)
  if ('ScheduleExpression' in properties) {
    throw refuse('property "ScheduleExpression" is not run; use AWS::Scheduler::Schedule')
  }
  refuseUnknown(properties, KNOWN, refuse)
  const { EventBusName: bus = 'default', EventPattern: pattern, State: state } = properties
  if (bus !== 'default') throw refuse('the local host has the default event bus only')
  try {
    checkPattern(pattern)
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error))
  }
  const targets = (properties['Targets'] ?? []) as Target[]
  for (const target of targets) {
    refuseUnknown(target, KNOWN_OF_TARGET, refuse)
    const map = target.InputTransformer?.InputPathsMap ?? {}
    const wrong = [target.InputPath ?? '$', ...Object.values(map)].find((path) => !isPath(path))
    if (wrong !== undefined) throw refuse(`the path "${wrong}" is not known to the local host`)
  }
  return { name, enabled: state !== 'DISABLED', pattern: pattern as object, targets }
}

function refuseUnknown(
  given: object,
  known: readonly string[],
  refuse: (problem: string) => Error,
): void {
  const unknown = Object.keys(given).find((property) => !known.includes(property))
  if (unknown !== undefined) throw refuse(`property "${unknown}" is not known to the local host`)
}
