import type { ScheduleProperties } from './properties.ts'

/** One run of a schedule: `at` in milliseconds. */
export type Occasion = { at: number; execution: string; attempt: number }

/** The target's input: the template's with its keywords filled in, or the event that AWS sends. */
export function inputOf(name: string, properties: ScheduleProperties, occasion: Occasion): string {
  const [, partition, , region, account] = properties.Target.Arn.split(':')
  const path = `${properties.GroupName ?? 'default'}/${properties.Name ?? name}`
  const arn = `arn:${partition}:scheduler:${region}:${account}:schedule/${path}`
  const time = new Date(occasion.at).toISOString().replace(/\.\d+Z$/, 'Z')
  if (properties.Target.Input !== undefined) {
    return properties.Target.Input.replaceAll('<aws.scheduler.scheduled-time>', time)
      .replaceAll('<aws.scheduler.schedule-arn>', arn)
      .replaceAll('<aws.scheduler.execution-id>', occasion.execution)
      .replaceAll('<aws.scheduler.attempt-number>', String(occasion.attempt))
  }
  return JSON.stringify({
    version: '0',
    id: occasion.execution,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account,
    time,
    region,
    resources: [arn],
    detail: '{}',
  })
}
