import { parseArgs } from 'node:util'
import { stackNameOf } from '../names.ts'
import { stageNamed } from '../stages.ts'
import type { Command } from './command.ts'

export const stage: Command = {
  summary: 'checks a stage and prints its values',
  usage: 'stage [--stage NAME]',
  run: async (args, print) => {
    const { values } = parseArgs({
      args: [...args],
      options: { stage: { type: 'string', default: 'local' } },
    })
    const { calendar, ...found } = stageNamed(values.stage)
    const years = calendar.decreedYears?.join(', ') ?? 'every year'
    print(`Stage ${found.name} is right. Its stack is ${stackNameOf(found)}.`)
    print(`Calendar: ${calendar.timeZone}, decreed for ${years}.`)
    print(JSON.stringify(found, undefined, 2))
  },
}
