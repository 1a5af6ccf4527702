import { timetable } from '../../../infra/local/scheduler/timetable.ts'
import { each, type Rule } from './rule.ts'

/** Whether an expression is one that AWS takes, and comes up again. */
function comesUp(expression: unknown, zone: unknown = 'UTC'): boolean {
  try {
    const now = Date.parse('2026-11-23T00:00:00Z')
    return timetable(String(expression), String(zone), now).next(now) !== undefined
  } catch {
    return false
  }
}

/** CloudFormation's schemas take any text for these; AWS would refuse at deployment. */
export const times = {
  'a schedule has a time that comes': each('AWS::Scheduler::Schedule', (schedule) =>
    comesUp(schedule.at('ScheduleExpression'), schedule.at('ScheduleExpressionTimezone')),
  ),
  'a rule by the clock has a time that comes': each('AWS::Events::Rule', (rule) => {
    const expression = rule.at('ScheduleExpression')
    return expression === undefined || comesUp(expression)
  }),
} satisfies Record<string, Rule>
