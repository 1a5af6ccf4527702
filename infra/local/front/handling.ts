import type { IncomingHttpHeaders } from 'node:http'
import { AwsError, type Right } from '../calls.ts'
import { refused } from '../mail/answer.ts'
import { type Mail, mailAction } from '../mail.ts'
import type { Answer, Service } from '../service.ts'
import {
  jsonAnswer,
  jsonError,
  jsonServices,
  type ParsedCall,
  parseJsonCall,
  type WireAnswer,
} from './protocol.ts'

export type WireRequest = {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** The Lambda API, as far as functions may call it. */
export type LambdaApi = (
  functionName: string,
  type: string,
  payload: Buffer,
) => Promise<WireAnswer & { readonly resource: string }>

export type Services = {
  /** By signing name: dynamodb, states, secretsmanager. */
  readonly json: Readonly<Record<string, Service>>
  readonly mail: Pick<Mail, 'send' | 'rights'>
  readonly lambda: LambdaApi
  /** The ARN of a function by its name, whether there is one or not. */
  readonly functionArn: (name: string) => string
}

/** What one call came to: `answer` is for the wire, the rest for the record. */
export type Outcome = Omit<Answer, 'output'> & { readonly answer: WireAnswer }

/** A call on its way: what it is, what AWS would ask its caller's role for, and how to do it. */
export type Handling = ParsedCall & {
  readonly rights: () => readonly Right[] | Promise<readonly Right[]>
  readonly run: () => Promise<Outcome>
}

/**
 * Finds who answers a call.
 * @param service signing name of the service, from the signature
 * @throws AwsError UnknownOperationException when nobody does
 */
export function handle(services: Services, service: string, request: WireRequest): Handling {
  const { headers, body, url } = request
  const known = services.json[service]
  if (known && jsonServices[service]) {
    const { action, input } = parseJsonCall(service, headers, body)
    const run = async () => {
      const { output, ...rest } = await known.call(action, input)
      return { answer: jsonAnswer(output), ...rest }
    }
    return { action, input, rights: () => known.rights(action, input), run }
  }
  if (service === 'ses') {
    const run = async () => {
      const answer = await services.mail.send({ body, headers })
      return { answer, resource: answer.resource }
    }
    const rights = () => services.mail.rights({ body, headers })
    return { action: mailAction(body), input: {}, rights, run }
  }
  const invoked = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(url.split('?')[0] ?? '')
  if (service === 'lambda' && invoked) {
    const name = decodeURIComponent(invoked[1] ?? '')
    const type = String(headers['x-amz-invocation-type'] ?? 'RequestResponse')
    const run = async () => {
      const { resource, ...answer } = await services.lambda(name, type, body)
      return { answer, resource }
    }
    const rights = () => [{ action: 'lambda:InvokeFunction', resource: services.functionArn(name) }]
    return { action: 'Invoke', input: { FunctionName: name }, rights, run }
  }
  throw new AwsError('UnknownOperationException', `The local host has no such call of ${service}.`)
}

/** An error in the protocol of the service. */
export function refuse(service: string, action: string, error: unknown): WireAnswer {
  return service === 'ses' ? refused(action, '', error) : jsonError(error)
}

/** What a call names, where it failed before its service could say. */
export function namedIn(input: Record<string, unknown>): string {
  const names = ['TableName', 'stateMachineArn', 'executionArn', 'SecretId', 'FunctionName']
  const named = names.map((name) => input[name]).find((value) => typeof value === 'string')
  if (named !== undefined) return named
  const requests = input['RequestItems']
  if (typeof requests === 'object' && requests !== null) return Object.keys(requests).join(',')
  const items = Array.isArray(input['TransactItems']) ? input['TransactItems'] : []
  const tables = items.flatMap((item: object) =>
    Object.values(item).map(({ TableName }: { TableName?: unknown }) => String(TableName)),
  )
  return [...new Set(tables)].join(',')
}
