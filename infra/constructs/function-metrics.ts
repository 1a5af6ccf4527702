import { Duration, Stack } from 'aws-cdk-lib'
import { type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { FilterPattern, type IFilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { dashed } from '../names.ts'
import type { HouseAlarms } from './house-alarms.ts'
import type { HouseFunction, HouseFunctionProps } from './house-function.ts'

/** What Lambda counts of a function: `Invocations`, `Errors`, `Duration` … */
export const ofFunction = (
  { lambda }: HouseFunction,
  metricName: string,
  { statistic = Stats.SUM, minutes = 5 }: { statistic?: string; minutes?: number } = {},
): Metric => lambda.metric(metricName, { statistic, period: Duration.minutes(minutes) })

/**
 * Metric of the log lines of a function that a pattern matches.
 * @param field takes the largest value of this field, e.g. `$.lag`, in place of the lines' number
 */
export function ofLines(
  of: HouseFunction,
  name: string,
  pattern: IFilterPattern,
  field?: string,
): Metric {
  const filter = new MetricFilter(of, name, {
    logGroup: of.logs,
    filterPattern: pattern,
    metricNamespace: Stack.of(of).stackName,
    metricName: `${dashed(of.name)}-${name}`,
    metricValue: field ?? '1',
  })
  return filter.metric({
    statistic: field === undefined ? Stats.SUM : Stats.MAXIMUM,
    period: Duration.minutes(5),
  })
}

/** The lines of `log.error` (shared/web/log.ts). Lambda's own say ERROR; it counts those as errors. */
export const errorLines = (of: HouseFunction): Metric =>
  ofLines(of, 'error-lines', FilterPattern.stringValue('$.level', '=', 'error'))

/** Gives a function its alarms: an error that it answers with a page shows in its log alone. */
export function watchFunction(
  of: HouseFunction,
  alarms: HouseAlarms,
  { harmIfFailing: harm, timeout }: HouseFunctionProps,
): void {
  const chapter = dashed(of.name)
  const watch = (what: string, metric: Metric, from = 1): void =>
    alarms.watch(`${chapter}-${what}`, { metric, harm, chapter, from })
  watch('errors', ofFunction(of, 'Errors'))
  watch('error-lines', of.errorLines)
  if (!of.failures) return
  watch('failures', of.failures.metricApproximateNumberOfMessagesVisible())
  // It works through what waits, so slowness comes before failure: 80 % of its time, in ms.
  watch('slow', ofFunction(of, 'Duration', { statistic: Stats.MAXIMUM }), timeout * 800)
  if (of.invokedBy !== 'stream') return
  // 15 minutes, in ms; a stream forgets after 24 hours.
  watch('behind', ofFunction(of, 'IteratorAge', { statistic: Stats.MAXIMUM }), 900_000)
}
