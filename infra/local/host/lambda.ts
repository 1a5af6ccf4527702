import { AwsError } from '../calls.ts'
import { parseObject } from '../front/protocol.ts'
import type { LambdaApi } from '../front.ts'
import type { Invocations } from '../invocations.ts'
import { FunctionError, type Workers } from '../workers.ts'

/** The Lambda API's Invoke: waits for the answer, or takes the event over to deliver it later. */
export function createLambdaApi(workers: Workers, invocations: Invocations): LambdaApi {
  return async (name, type, payload) => {
    const spec = workers.find(name)
    if (!spec) {
      throw new AwsError('ResourceNotFoundException', `Function not found: ${name}`, 404)
    }
    const event = payload.length === 0 ? {} : parseObject(payload)
    const resource = spec.arn
    if (type === 'Event') {
      invocations.send(spec.arn, event)
      return { status: 202, headers: {}, body: '', resource }
    }
    const headers = { 'x-amz-executed-version': '$LATEST', 'content-type': 'application/json' }
    try {
      const answer = await workers.invoke(spec.arn, event)
      return { status: 200, headers, body: JSON.stringify(answer), resource }
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error
      const failed = { ...headers, 'x-amz-function-error': 'Unhandled' }
      return { status: 200, headers: failed, body: JSON.stringify(error.failure), resource }
    }
  }
}
