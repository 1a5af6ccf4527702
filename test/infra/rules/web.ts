import { list } from '../template.ts'
import { each, type Rule } from './rule.ts'

/** What a line may hold: a path may hold a token; query, address and agent say who it was. */
const loggable = new Set([
  'requestId',
  'requestTime',
  'routeKey',
  'status',
  'responseLatency',
  'responseLength',
  'integrationStatus',
  'integrationErrorMessage',
])

const throttled = (settings: unknown): boolean => {
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = (settings ?? {}) as {
    readonly ThrottlingRateLimit?: number
    readonly ThrottlingBurstLimit?: number
  }
  return Number(rate) > 0 && Number(burst) > 0
}

/** The HTTP API bears a crowd, and tells nobody who was in it. */
export const web = {
  'a stage of an HTTP API is throttled': each(
    'AWS::ApiGatewayV2::Stage',
    (stage) =>
      throttled(stage.at('DefaultRouteSettings')) &&
      Object.values(stage.at('RouteSettings') ?? {}).every(throttled),
  ),
  'an access log holds neither path, query, address nor agent': each(
    'AWS::ApiGatewayV2::Stage',
    (stage) => {
      const [format] = list(stage.at('AccessLogSettings.Format')).map(String)
      if (format === undefined) return false
      const names = [...format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name ?? '')
      return names.every((name) => loggable.has(name))
    },
  ),
} satisfies Record<string, Rule>
