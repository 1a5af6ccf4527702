import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn'
import type { Workflow } from '../contracts/ports.ts'

const client = new SFNClient({})

/** The review's state machine. `arn` is the machine's; executions are named by the record. */
export class StepFunctionsWorkflow implements Workflow {
  readonly #arn: string

  constructor(arn: string) {
    this.#arn = arn
  }

  async start(name: string, input: object): Promise<void> {
    try {
      await client.send(
        new StartExecutionCommand({
          stateMachineArn: this.#arn,
          name,
          input: JSON.stringify(input),
        }),
      )
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error
    }
  }

  async running(name: string): Promise<boolean> {
    try {
      const executionArn = `${this.#arn.replace(':stateMachine:', ':execution:')}:${name}`
      const { status } = await client.send(new DescribeExecutionCommand({ executionArn }))
      return status === 'RUNNING'
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return false
      throw error
    }
  }

  async resume(token: string, output: object): Promise<void> {
    try {
      await client.send(
        new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(output) }),
      )
    } catch (error) {
      const late =
        error instanceof TaskTimedOut ||
        error instanceof TaskDoesNotExist ||
        error instanceof InvalidToken
      if (!late) throw error
    }
  }
}
