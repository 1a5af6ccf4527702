/** A route of the HTTP API with the function behind it. */
export type Route = {
  /** `GET /permohonan/{reference}` or `$default`. */
  readonly key: string
  readonly functionArn: string
  readonly timeoutMs: number
}

export type Match = {
  readonly route: Route
  readonly pathParameters: Readonly<Record<string, string>>
}

type Pattern = {
  readonly route: Route
  readonly method: string
  readonly segments: readonly string[]
  readonly rank: string
}

/**
 * The router of an HTTP API: a full match before one with a greedy `{name+}`, literal segments
 * before variables, a method before ANY, and `$default` last. HEAD is a method like any other.
 * Source: API Gateway developer guide, "Create routes for HTTP APIs".
 */
export function createRouter(
  routes: readonly Route[],
): (method: string, path: string) => Match | undefined {
  const fallback = routes.find(({ key }) => key === '$default')
  const patterns = routes
    .filter((route) => route !== fallback)
    .map(parse)
    .sort((one, other) => (one.rank < other.rank ? -1 : 1))
  return (method, path) => {
    const segments = path.split('/')
    for (const pattern of patterns) {
      if (pattern.method !== 'ANY' && pattern.method !== method) continue
      const pathParameters = match(pattern.segments, segments)
      if (pathParameters) return { route: pattern.route, pathParameters }
    }
    return fallback && { route: fallback, pathParameters: {} }
  }
}

function parse(route: Route): Pattern {
  const [method = '', path = ''] = route.key.split(' ')
  const segments = path.split('/')
  const kinds = segments.map((segment) =>
    isGreedy(segment) ? '2' : isVariable(segment) ? '1' : '0',
  )
  const greedy = kinds.includes('2') ? '1' : '0'
  return {
    route,
    method,
    segments,
    rank: `${greedy}${kinds.join('')}${method === 'ANY' ? '1' : '0'}`,
  }
}

function match(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const greedy = pattern.findIndex(isGreedy)
  if (greedy === -1 ? segments.length !== pattern.length : segments.length <= greedy)
    return undefined
  const parameters: Record<string, string> = {}
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? ''
    if (isGreedy(expected)) parameters[expected.slice(1, -2)] = segments.slice(index).join('/')
    else if (isVariable(expected) && actual !== '') parameters[expected.slice(1, -1)] = actual
    else if (expected !== actual) return undefined
  }
  return parameters
}

function isVariable(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}')
}

function isGreedy(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('+}')
}
