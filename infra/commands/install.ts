import { parseArgs } from 'node:util'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { functionNameOf, stackNameOf } from '../names.ts'
import type { Stage } from '../stage.ts'
import { stageNamed } from '../stages.ts'
import type { Command } from './command.ts'

/**
 * Brings the stage's people and calendar into its tables where they are missing.
 * @returns what the function answers
 * @throws Error when the function fails
 */
export async function installStage(stage: Stage): Promise<string> {
  const client = new LambdaClient({ region: stage.region })
  const FunctionName = functionNameOf(stackNameOf(stage), 'operations/install')
  const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName }))
  const answer = new TextDecoder().decode(Payload)
  if (FunctionError === undefined) return answer
  throw new Error(`${FunctionName} failed (${FunctionError}): ${answer}. Its log says why.`)
}

export const install: Command = {
  summary: "brings a deployed stage's people and calendar where they are missing",
  usage: 'install --stage NAME',
  run: async (args, print) => {
    const { values } = parseArgs({ args: [...args], options: { stage: { type: 'string' } } })
    if (values.stage === undefined) throw new Error('Say which stage: --stage NAME.')
    print(`Installed: ${await installStage(stageNamed(values.stage))}`)
  },
}
