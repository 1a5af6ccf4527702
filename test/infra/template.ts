import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** A value inside JSON by its path, e.g. `at(table, 'SSESpecification.SSEEnabled')`. */
export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value)
}

export const list = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

/** The logical id that a Ref or GetAtt names. */
export const idOf = (reference: unknown): string | undefined =>
  (at(reference, 'Ref') ?? at(at(reference, 'Fn::GetAtt'), '0')) as string | undefined

/** A value as text, with references as their logical ids in angle brackets. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return value
  const joined = at(value, 'Fn::Join')
  if (joined) return list(at(joined, '1')).map(shown).join('')
  return `<${idOf(value)}>`
}

export class Resource {
  readonly id: string
  readonly type: string
  readonly deletionPolicy: unknown
  readonly dependsOn: readonly unknown[]
  readonly updateReplacePolicy: unknown
  readonly #properties: unknown

  constructor(id: string, raw: unknown) {
    this.id = id
    this.type = String(at(raw, 'Type'))
    this.deletionPolicy = at(raw, 'DeletionPolicy')
    this.dependsOn = list(at(raw, 'DependsOn'))
    this.updateReplacePolicy = at(raw, 'UpdateReplacePolicy')
    this.#properties = at(raw, 'Properties') ?? {}
  }

  at(path: string): unknown {
    return at(this.#properties, path)
  }

  list(path: string): readonly unknown[] {
    return list(this.at(path))
  }
}

export type Statement = {
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly condition: unknown
}

/** A template as CloudFormation reads it. */
export type TemplateJson = {
  readonly Resources: Record<string, { Type: string; Properties?: object }>
}

/** A synthesized template, asked for what it says. */
export class Template {
  readonly resources: readonly Resource[]
  readonly outputs: unknown
  readonly json: TemplateJson

  constructor(source: string | TemplateJson) {
    const template: TemplateJson =
      typeof source === 'string' ? JSON.parse(readFileSync(source, 'utf8')) : source
    this.json = template
    this.outputs = at(template, 'Outputs')
    this.resources = Object.entries(template.Resources).map(([id, raw]) => new Resource(id, raw))
  }

  of(type: string): readonly Resource[] {
    return this.resources.filter((resource) => resource.type === type)
  }

  /** The only resource of a type. */
  one(type: string, where: (resource: Resource) => boolean = () => true): Resource {
    const found = this.of(type).filter(where)
    if (found.length !== 1) throw new Error(`The template holds ${found.length} of ${type}.`)
    return found[0]!
  }

  /** A function by `journey/name`. */
  function(name: string): Resource {
    const deployed = `Siaran-${name.replace('/', '-')}`
    return this.one('AWS::Lambda::Function', (found) => found.at('FunctionName') === deployed)
  }

  /** What a role may do, by statement. */
  statements(role: string | undefined): readonly Statement[] {
    const policies = this.of('AWS::IAM::Policy').filter((policy) =>
      policy.list('Roles').some((of) => idOf(of) === role),
    )
    const inline = this.resources.find(({ id }) => id === role)?.list('Policies') ?? []
    const documents = [
      ...policies.map((policy) => policy.at('PolicyDocument')),
      ...inline.map((policy) => at(policy, 'PolicyDocument')),
    ]
    return documents
      .flatMap((document) => list(at(document, 'Statement')))
      .map((statement) => ({
        actions: list(at(statement, 'Action')).map(String),
        resources: list(at(statement, 'Resource')).map(shown),
        condition: at(statement, 'Condition'),
      }))
  }
}

/** What the local host runs: `npm run synth` writes it, and the tests' setup before them. */
export const local = (): Template => new Template(join(root, 'cdk.out/Siaran.template.json'))
