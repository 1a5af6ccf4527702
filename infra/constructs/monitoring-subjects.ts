import type { Stack } from 'aws-cdk-lib'
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { Table } from 'aws-cdk-lib/aws-dynamodb'
import { Rule } from 'aws-cdk-lib/aws-events'
import { FilterPattern } from 'aws-cdk-lib/aws-logs'
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import { ConfigurationSet } from 'aws-cdk-lib/aws-ses'
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import type { IConstruct } from 'constructs'
import { ofLines } from './function-metrics.ts'
import { HouseFunction } from './house-function.ts'

/** A resource's name in the alarm, and its name in its metrics. */
type Named = readonly [id: string, name: string]

/** What is watched, as its metrics name it. */
export type Monitored = {
  readonly functions: readonly HouseFunction[]
  readonly sweep: HouseFunction
  readonly apis: readonly string[]
  /** ARNs. */
  readonly machines: readonly string[]
  /** Configuration sets. */
  readonly mail: readonly string[]
  /** Schedule groups. */
  readonly groups: readonly string[]
  readonly rules: readonly Named[]
  readonly tables: readonly Named[]
  /** How long the oldest due case has waited when the sweep begins; seconds. */
  readonly lag: Metric
  readonly decidedInTime: Metric
  readonly decidedLate: Metric
}

/** Looks for them in the finished stack, so that none can be forgotten. */
export function subjectsOf(stack: Stack): Monitored {
  const functions = all(stack, HouseFunction)
  const sweep = named(functions, 'operations/sweep')
  const follow = named(functions, 'reviews/follow')
  const event = (name: string) => FilterPattern.stringValue('$.event', '=', name)
  const decided = (onTime: boolean) =>
    FilterPattern.all(event('request-decided'), FilterPattern.booleanValue('$.onTime', onTime))
  return {
    functions,
    sweep,
    apis: all(stack, HttpApi).map(({ apiId }) => apiId),
    machines: all(stack, StateMachine).map(({ stateMachineArn }) => stateMachineArn),
    mail: all(stack, ConfigurationSet).map(({ configurationSetName }) => configurationSetName),
    groups: all(stack, ScheduleGroup).map(({ scheduleGroupName }) => scheduleGroupName),
    rules: all(stack, Rule).map(({ node, ruleName }) => [node.id, ruleName]),
    // A table's own id is the same in each storage.
    tables: all(stack, Table).map(({ node, tableName }) => [node.scope?.node.id ?? '', tableName]),
    lag: ofLines(sweep, 'lag', event('sweep-ended'), '$.lagSeconds'),
    decidedInTime: ofLines(follow, 'decided-in-time', decided(true)),
    decidedLate: ofLines(follow, 'decided-late', decided(false)),
  }
}

const all = <T extends IConstruct>(
  root: IConstruct,
  type: abstract new (...args: never[]) => T,
): readonly T[] => root.node.findAll().filter((found): found is T => found instanceof type)

function named(functions: readonly HouseFunction[], name: string): HouseFunction {
  const found = functions.find((of) => of.name === name)
  if (!found) throw new Error(`${name} is to be watched and does not exist.`)
  return found
}
