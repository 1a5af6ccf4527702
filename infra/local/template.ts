import { readAssembly } from './template/read.ts'
import { account, known, TemplateScope } from './template/scope.ts'

/** A resource of the template with its physical name and its properties resolved. */
export type Resource = {
  readonly logicalId: string
  readonly type: string
  readonly name: string
  /** The `Arn` attribute, or what `Ref` gives for types without one. */
  readonly arn: string
  /** Resolved for the types that the host acts on, empty for passive ones. */
  readonly properties: Readonly<Record<string, unknown>>
}

/** The stack that the host runs. */
export type Stack = {
  readonly name: string
  readonly region: string
  readonly account: string
  readonly resources: readonly Resource[]
  readonly outputs: Readonly<Record<string, string>>
  /** The resources of one type, in the order of the template. */
  readonly of: (type: string) => readonly Resource[]
  /** The folder that holds the code stored under an object key. */
  readonly asset: (objectKey: string) => string
}

/**
 * Reads a synthesized stack and resolves it for this machine.
 * @param out folder that synthesis wrote (cdk.out)
 * @param siteOrigin what the API's endpoint resolves to, `http://127.0.0.1:PORT`
 * @throws Error with a sentence, also for a resource type, property or function that the host does not know
 */
export function readStack(out: string, siteOrigin: string): Stack {
  const { stack, region, template, asset } = readAssembly(out)
  const scope = new TemplateScope(template, { stack, region, siteOrigin })
  const resources = scope.present().map(([logicalId, raw]): Resource => {
    const place = `${logicalId} (${raw.Type})`
    const type = known(raw, place)
    return {
      logicalId,
      type: raw.Type,
      name: scope.named(logicalId).name,
      arn: type.attributes?.['Arn'] ? scope.attribute(logicalId, 'Arn') : scope.ref(logicalId),
      properties: type.properties ? scope.resolveIn(place, raw.Properties ?? {}) : {},
    }
  })
  return {
    name: stack,
    region,
    account,
    resources,
    outputs: scope.outputs(),
    of: (type) => resources.filter((resource) => resource.type === type),
    asset,
  }
}
