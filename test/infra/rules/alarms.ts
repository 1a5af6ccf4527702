import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { at, idOf, root } from '../template.ts'
import { each, type Rule } from './rule.ts'

/** The anchors of the runbook's chapters. */
const chapters = new Set(
  [...readFileSync(join(root, 'docs/runbook.md'), 'utf8').matchAll(/^#{2,3} (.+)$/gm)].map(
    ([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
  ),
)

/** Who is woken reads what a person suffers, and where to read on. */
export const alarms = {
  'an alarm says the harm, and a chapter of the runbook that is there': each(
    'AWS::CloudWatch::Alarm',
    (alarm) => {
      const text = String(alarm.at('AlarmDescription'))
      const chapter = /^.{20,}\. See docs\/runbook\.md#([a-z0-9-]+)\.$/.exec(text)?.[1]
      return chapter !== undefined && chapters.has(chapter)
    },
  ),
  'a function raises an alarm when it fails': each('AWS::Lambda::Function', ({ id }, template) =>
    template
      .of('AWS::CloudWatch::Alarm')
      .some(
        (alarm) =>
          alarm.at('MetricName') === 'Errors' &&
          alarm.list('Dimensions').some((dimension) => idOf(at(dimension, 'Value')) === id),
      ),
  ),
} satisfies Record<string, Rule>
