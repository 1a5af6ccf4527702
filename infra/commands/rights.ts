import { platformAsks } from '../rights/platform.ts'
import { recordJourney } from '../rights/record.ts'
import { isTight, reportLines } from '../rights/report.ts'
import { callAsks, review } from '../rights/review.ts'
import { policiesOf, readTemplate } from '../rights/template.ts'
import { synthesizeOnce } from '../synthesis.ts'
import type { Command } from './command.ts'

export const rights: Command = {
  summary: 'walks the journey on a fresh local host and holds every role against it',
  usage: 'rights',
  run: async (_, print) => {
    const { out } = await synthesizeOnce('local')
    const template = readTemplate(out)
    const calls = await recordJourney(out)
    const asks = [...platformAsks(template), ...callAsks(template, calls)]
    const found = review(policiesOf(template), asks)
    print(`${calls.length} calls to AWS were recorded.`)
    for (const line of reportLines(template, found)) print(line)
    if (!isTight(found)) process.exitCode = 1
  },
}
