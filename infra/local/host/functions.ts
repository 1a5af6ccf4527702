import { dirname, join } from 'node:path'
import type { Holder } from '../service.ts'
import type { Resource, Stack } from '../template.ts'
import type { FunctionSpec } from '../workers/instance.ts'

/** Where a function finds AWS on this machine. */
export type Endpoints = {
  /** Every service but S3. */
  readonly front: string
  readonly s3: string
}

/**
 * The functions of the stack, each with the environment that Lambda would give it.
 * @throws Error with a sentence when the template asks for another runtime or kind of code
 */
export function functionSpecs(
  stack: Stack,
  holders: readonly Holder[],
  endpoints: Endpoints,
): readonly FunctionSpec[] {
  return stack.of('AWS::Lambda::Function').map((resource): FunctionSpec => {
    const { properties, name, arn } = resource
    const { file, handler } = codeOf(stack, resource)
    const memoryMb = Number(properties['MemorySize'] ?? 128)
    const holder = holders.find(({ function: id }) => id === resource.logicalId)
    const { Variables = {} } = (properties['Environment'] ?? {}) as {
      Variables?: Record<string, string>
    }
    return {
      name,
      arn,
      bundle: file,
      handler,
      memoryMb,
      timeoutSeconds: Number(properties['Timeout'] ?? 3),
      reserved: properties['ReservedConcurrentExecutions'] as number | undefined,
      environment: Object.assign(
        {},
        Variables,
        runtimeVariables(stack, name, memoryMb),
        endpointVariables(endpoints),
        holder && credentialVariables(holder),
        { LAMBDA_TASK_ROOT: dirname(file) },
      ),
    }
  })
}

function codeOf(stack: Stack, { logicalId, properties }: Resource) {
  const { Code, Handler, Runtime } = properties
  const { S3Key } = (Code ?? {}) as { S3Key?: string }
  const [module, handler] = String(Handler).split('.')
  if (S3Key === undefined || !module || !handler || !String(Runtime).startsWith('nodejs')) {
    throw new Error(`${logicalId}: the local host runs Node bundles out of assets only.`)
  }
  return { file: join(stack.asset(S3Key), `${module}.cjs`), handler }
}

/** Source: Lambda developer guide, "Defined runtime environment variables". */
function runtimeVariables(stack: Stack, name: string, memoryMb: number): Record<string, string> {
  return {
    AWS_REGION: stack.region,
    AWS_DEFAULT_REGION: stack.region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    TZ: ':UTC',
  }
}

function endpointVariables({ front, s3 }: Endpoints): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_DYNAMODB: front,
    AWS_ENDPOINT_URL_LAMBDA: front,
    AWS_ENDPOINT_URL_S3: s3,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: front,
    AWS_ENDPOINT_URL_SES: front,
    AWS_ENDPOINT_URL_SFN: front,
  }
}

function credentialVariables(holder: Holder): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: holder.accessKeyId,
    AWS_SECRET_ACCESS_KEY: holder.secretAccessKey,
    AWS_SESSION_TOKEN: holder.sessionToken,
  }
}
