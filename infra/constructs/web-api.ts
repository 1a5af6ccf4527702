import { Stack } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53'
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets'
import { Construct } from 'constructs'
import type { Route } from '../../shared/web/routes.ts'
import { acknowledge } from './acknowledge.ts'
import type { House, HouseFunction } from './house-function.ts'

/** Neither path, query, address nor agent: a path may hold a token, the rest says who it was. */
const accessLog = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
  integrationStatus: '$context.integrationStatus',
  integrationError: '$context.integrationErrorMessage',
})

/** Requests a second over all visitors; an office answers tens a day. */
const throttle = { rateLimit: 50, burstLimit: 100 }

/** The public address: an HTTP API whose routes are those of shared/web/routes.ts. */
export class WebApi extends Construct {
  /** Where browsers reach the service, e.g. https://siaran.example. */
  readonly origin: string
  /** What the domain's DNS must point to, where no hosted zone of ours does it. */
  readonly target: { readonly name: string; readonly zone: string } | undefined
  readonly #api: HttpApi

  constructor(scope: Construct, id: string, house: House) {
    super(scope, id)
    const { domain } = house.stage
    this.#api = new HttpApi(this, 'Api', {
      apiName: Stack.of(this).stackName,
      createDefaultStage: false,
      // One address only: cookies and mailed links belong to the domain.
      disableExecuteApiEndpoint: domain !== undefined,
    })
    this.origin = domain ? `https://${domain.name}` : this.#api.apiEndpoint
    const domainName = domain && this.#domain(domain)
    if (domainName && !domain.hostedZone) {
      this.target = {
        name: domainName.regionalDomainName,
        zone: domainName.regionalHostedZoneId,
      }
    }
    new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle,
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          house.logs.group(this, 'AccessLog', `/aws/vendedlogs/apis/${Stack.of(this).stackName}`),
        ),
        format: AccessLogFormat.custom(accessLog),
      },
      ...(domainName && { domainMapping: { domainName } }),
    })
  }

  /**
   * Opens every route. HEAD does not match a GET route, and the gateway's own 404 carries none of
   * our headers: so each GET gets its HEAD, and all else goes to the fallback.
   * @throws Error naming a route whose function does not exist
   */
  open(routes: readonly Route[], fallback: string, functions: readonly HouseFunction[]): void {
    const integrations = new Map(
      functions.map((f) => [
        f.name,
        new HttpLambdaIntegration(f.name, f.lambda, {
          // One permission for all routes of a function. It names stage, method and path, and so
          // misses $default, whose source is stage/$default: that one has a permission of its own.
          scopePermissionToRoute: f.name === fallback,
        }),
      ]),
    )
    const add = (method: HttpMethod | undefined, path: string, name: string) => {
      const integration = integrations.get(name)
      if (!integration) throw new Error(`${path} is answered by ${name}, which does not exist.`)
      const route = new HttpRoute(this, method ? `${method} ${path}` : 'Fallback', {
        httpApi: this.#api,
        routeKey: method ? HttpRouteKey.with(path, method) : HttpRouteKey.DEFAULT,
        integration,
        authorizer: new HttpNoneAuthorizer(),
      })
      acknowledge(
        route,
        'Everyone may ask; the functions decide by link, code and cookie who gets which answer.',
        'AwsSolutions-APIG4',
      )
    }
    for (const route of routes) {
      add(HttpMethod[route.method], route.path, route.function)
      if (route.method === 'GET') add(HttpMethod.HEAD, route.path, route.function)
    }
    add(undefined, '', fallback)
  }

  #domain({ name, certificateArn, hostedZone }: NonNullable<House['stage']['domain']>): DomainName {
    const domainName = new DomainName(this, 'Domain', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
    })
    if (hostedZone) {
      new ARecord(this, 'Address', {
        zone: HostedZone.fromHostedZoneAttributes(this, 'Zone', {
          hostedZoneId: hostedZone.id,
          zoneName: hostedZone.name,
        }),
        recordName: `${name}.`,
        target: RecordTarget.fromAlias(
          new ApiGatewayv2DomainProperties(
            domainName.regionalDomainName,
            domainName.regionalHostedZoneId,
          ),
        ),
      })
    }
    return domainName
  }
}
