import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startHost } from '../../infra/local/host.ts'
import { Bench } from './host-bench.ts'

let bench: Bench
beforeEach(() => {
  bench = new Bench()
})
afterEach(() => bench.remove())

describe('a template that it cannot run', () => {
  it.each([
    [
      'a target that is not in it',
      {
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: { EventPattern: {}, Targets: [{ Arn: 'arn:aws:sns:x:y:z', Id: 'T' }] },
        },
      },
      /Rule: the local host has no target arn:aws:sns:x:y:z/,
    ],
    [
      'a failure destination that is no queue of it',
      {
        Config: {
          Type: 'AWS::Lambda::EventInvokeConfig',
          Properties: {
            FunctionName: 'f',
            Qualifier: '$LATEST',
            DestinationConfig: { OnFailure: { Destination: 'arn:aws:sns:x:y:z' } },
          },
        },
      },
      /Config: the local host has no target arn:aws:sns:x:y:z/,
    ],
    [
      'an express state machine',
      {
        Machine: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { StateMachineType: 'EXPRESS', DefinitionString: '{}' },
        },
      },
      /Machine: the local host runs STANDARD/,
    ],
    [
      'inline code',
      {
        Fn: {
          Type: 'AWS::Lambda::Function',
          Properties: { Code: { ZipFile: 'x' }, Handler: 'index.handler', Runtime: 'nodejs24.x' },
        },
      },
      /Fn: the local host runs Node bundles/,
    ],
    [
      'a stream that is not of its tables',
      {
        Fn: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: { EventSourceArn: 'arn:aws:kinesis:x', FunctionName: 'f' },
        },
      },
      /reads streams of the template's tables only/,
    ],
  ])('stops the start: %s', async (_, resources, sentence) => {
    bench.assembly.write(resources)
    await expect(bench.start()).rejects.toThrow(sentence)
  })

  it('stops the start when there is none, and leaves the port free', async () => {
    rmSync(bench.assembly.out, { recursive: true })
    await expect(bench.start()).rejects.toThrow(/npm run synth/)
  })

  it('says which port is taken', async () => {
    bench.assembly.write({})
    const { siteOrigin } = await bench.start()
    const port = Number(new URL(siteOrigin).port)
    const other = { out: bench.assembly.out, folder: `${bench.assembly.folder}-2`, port }
    await expect(startHost(other)).rejects.toThrow(`Port ${port} is in use.`)
  })
})
