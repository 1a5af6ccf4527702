import { describe, expect, it } from 'vitest'
import { fallback, routes } from '../../shared/web/routes.ts'
import { idOf, local, shown } from './template.ts'

const template = local()

/** Route key → `journey/name` of the function that answers. */
const answers = Object.fromEntries(
  template.of('AWS::ApiGatewayV2::Route').map((route) => {
    const target = shown(route.at('Target')).match(/<(\w+)>$/)?.[1]
    const integration = template.one('AWS::ApiGatewayV2::Integration', ({ id }) => id === target)
    return [route.at('RouteKey'), idOf(integration.at('IntegrationUri'))]
  }),
)
const deployed = (name: string): string => template.function(name).id

describe('the HTTP API', () => {
  it('has exactly the listed routes, a HEAD for each GET, and an answer for all else', () => {
    const expected = routes.flatMap((route) => [
      [`${route.method} ${route.path}`, deployed(route.function)],
      ...(route.method === 'GET' ? [[`HEAD ${route.path}`, deployed(route.function)]] : []),
    ])
    expect(answers).toEqual({
      ...Object.fromEntries(expected),
      $default: deployed(fallback),
    })
  })

  it('may invoke each function that answers; $default is a source of two parts', () => {
    const sources = template
      .of('AWS::Lambda::Permission')
      .filter((permission) => permission.at('Principal') === 'apigateway.amazonaws.com')
      .map((permission) => [
        idOf(permission.at('FunctionName')),
        shown(permission.at('SourceArn')).replace(/^.*<\w+>\//, ''),
      ])
    const byRoute = new Set(routes.map((route) => deployed(route.function)))
    expect(Object.fromEntries(sources)).toEqual({
      ...Object.fromEntries([...byRoute].map((id) => [id, '*/*/*'])),
      [deployed(fallback)]: '*/*',
    })
  })

  it('answers scripts of no other site', () => {
    expect(template.one('AWS::ApiGatewayV2::Api').at('CorsConfiguration')).toBeUndefined()
  })
})

describe('its stage', () => {
  const stage = template.one('AWS::ApiGatewayV2::Stage')

  it('bears 50 requests a second, and 100 at once', () => {
    expect(stage.at('DefaultRouteSettings')).toEqual({
      ThrottlingRateLimit: 50,
      ThrottlingBurstLimit: 100,
    })
  })
})

it('a case number in an address is a parameter of its route, so that no log line holds it', () => {
  const literal = Object.keys(answers).filter((key) => /[A-Z]{2,3}-\d{4}/.test(key))
  expect(literal).toEqual([])
})
