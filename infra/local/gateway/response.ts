/** What goes back to the client. */
export type Reply = {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly cookies: readonly string[]
  readonly body: Buffer
}

type Answer = {
  readonly statusCode?: unknown
  readonly headers?: Readonly<Record<string, unknown>>
  readonly cookies?: readonly unknown[]
  readonly body?: unknown
  readonly isBase64Encoded?: unknown
}

/** Headers that belong to one connection or that the gateway writes itself. */
const ownHeaders = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
])

/** An answer of the gateway itself: JSON, and no header of ours. */
export function ownReply(status: number, message: string): Reply {
  return json(status, { message })
}

/**
 * A function's answer in format 2.0. An answer without `statusCode` is itself the JSON body of a
 * 200; a malformed one is 500, as API Gateway does.
 */
export function createReply(result: unknown): Reply {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    return json(200, result)
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = result as Answer
  const status = Number(statusCode)
  if (!Number.isInteger(status) || status < 100 || status > 599 || typeof body !== 'string') {
    return ownReply(500, 'Internal Server Error')
  }
  return {
    status,
    headers: Object.entries(headers)
      .filter(([name]) => !ownHeaders.has(name.toLowerCase()))
      .map(([name, value]) => [name, String(value)] as const),
    cookies: cookies.map(String),
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  }
}

function json(status: number, value: unknown): Reply {
  return {
    status,
    headers: [['content-type', 'application/json']],
    cookies: [],
    body: Buffer.from(JSON.stringify(value)),
  }
}
