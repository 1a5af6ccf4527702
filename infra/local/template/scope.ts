import { noValue, resolve, type Scope } from './intrinsics.ts'
import type { RawResource, RawTemplate } from './read.ts'
import { type Named, resourceTypes } from './types.ts'

export const account = '000000000000'

/** @throws Error when the host does not know the resource's type or one of its properties */
export function known(raw: RawResource, place: string) {
  const type = resourceTypes[raw.Type]
  if (!type) throw new Error(`The local host does not know the resource type of ${place}.`)
  const { properties } = type
  const unknown = Object.keys(raw.Properties ?? {}).find((name) => !properties?.includes(name))
  if (properties && unknown) {
    throw new Error(`The local host does not know the property ${unknown} of ${place}.`)
  }
  return type
}

/** Answers the references of one template; names are computed on demand, so their order is free. */
export class TemplateScope implements Scope {
  readonly #template: RawTemplate
  readonly #here: { stack: string; region: string; siteOrigin: string }
  readonly #open = new Set<string>()

  constructor(template: RawTemplate, here: { stack: string; region: string; siteOrigin: string }) {
    this.#template = template
    this.#here = here
  }

  /** The resources whose condition, if any, holds. */
  present(): readonly [string, RawResource][] {
    return Object.entries(this.#template.Resources).filter(
      ([, { Condition }]) => Condition === undefined || this.condition(Condition),
    )
  }

  outputs(): Readonly<Record<string, string>> {
    const present = Object.entries(this.#template.Outputs ?? {}).filter(
      ([, { Condition }]) => Condition === undefined || this.condition(Condition),
    )
    return Object.fromEntries(
      present.map(([name, { Value }]) => [name, String(this.#within(`output ${name}`, Value))]),
    )
  }

  resolveIn(place: string, properties: Readonly<Record<string, unknown>>) {
    return this.#within(place, properties) as Readonly<Record<string, unknown>>
  }

  ref(name: string): string {
    const pseudo = this.#pseudo(name)
    // `noValue` travels as a symbol through `resolve`, which removes what holds it.
    if (pseudo !== undefined) return pseudo as string
    const parameter = this.#template.Parameters?.[name]
    if (parameter) return this.#parameter(name, parameter)
    const named = this.named(name)
    return this.#type(name).ref?.(named) ?? named.name
  }

  attribute(logicalId: string, attribute: string): string {
    const of = this.#type(logicalId).attributes?.[attribute]
    if (!of) {
      const type = this.#template.Resources[logicalId]?.Type
      throw new Error(
        `the local host does not know the attribute ${attribute} of ${logicalId} (${type})`,
      )
    }
    return of(this.named(logicalId))
  }

  condition(name: string): boolean {
    const condition = this.#template.Conditions?.[name]
    if (condition === undefined) throw new Error(`The template has no condition ${name}.`)
    return this.#once(`condition ${name}`, () => Boolean(resolve(condition, this)))
  }

  mapping(map: string, key: string, second: string): unknown {
    const value = this.#template.Mappings?.[map]?.[key]?.[second]
    if (value === undefined)
      throw new Error(`the template maps nothing at ${map}, ${key}, ${second}`)
    return value
  }

  named(logicalId: string): Named {
    const raw = this.#template.Resources[logicalId]
    const { nameProperty } = this.#type(logicalId)
    const given = nameProperty === undefined ? undefined : raw?.Properties?.[nameProperty]
    const { stack, region, siteOrigin } = this.#here
    const made = `${stack}-${logicalId}`
    const own = raw?.Type === 'AWS::S3::Bucket' ? made.toLowerCase() : made
    const name =
      given === undefined ? own : this.#once(`the name of ${logicalId}`, () => resolve(given, this))
    return { name: String(name), logicalId, region, account, siteOrigin }
  }

  #type(logicalId: string) {
    const raw = this.#template.Resources[logicalId]
    if (!raw) throw new Error(`the template refers to ${logicalId}, which it does not hold`)
    return known(raw, `${logicalId} (${raw.Type})`)
  }

  #pseudo(name: string): string | symbol | undefined {
    const { stack, region } = this.#here
    const values: Readonly<Record<string, string | symbol>> = {
      'AWS::AccountId': account,
      'AWS::NoValue': noValue,
      'AWS::Partition': 'aws',
      'AWS::Region': region,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stack}/local`,
      'AWS::StackName': stack,
      'AWS::URLSuffix': 'amazonaws.com',
    }
    return values[name]
  }

  #parameter(name: string, parameter: { readonly Default?: string | number }): string {
    if (parameter.Default === undefined) {
      throw new Error(`The parameter ${name} has no default; the local host gives none.`)
    }
    return String(parameter.Default)
  }

  #within(place: string, value: unknown): unknown {
    try {
      return resolve(value, this)
    } catch (cause) {
      throw new Error(`${place}: ${(cause as Error).message}.`, { cause })
    }
  }

  /** A name that needs itself would never end. */
  #once<T>(what: string, compute: () => T): T {
    if (this.#open.has(what)) throw new Error(`${what} refers to itself`)
    this.#open.add(what)
    try {
      return compute()
    } finally {
      this.#open.delete(what)
    }
  }
}
