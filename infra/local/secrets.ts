import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { AwsError, type Right } from './calls.ts'
import { damaged } from './journal.ts'
import { type GenerationRules, generate } from './secrets/generate.ts'
import type { Answer, Service } from './service.ts'

export type SecretSpec = {
  readonly name: string
  readonly arn: string
  readonly properties: Readonly<Record<string, unknown>>
}

type Version = {
  readonly id: string
  readonly value: string
  /** Seconds since the epoch. */
  readonly createdAt: number
  stages: string[]
}

type Kept = Record<string, Version[]>

/**
 * Secrets Manager: the secrets of the template, generated once per data folder and kept there.
 * Knows GetSecretValue and PutSecretValue.
 */
export class Secrets implements Service {
  readonly #file: string
  readonly #now: () => number
  readonly #specs: readonly SecretSpec[]
  readonly #kept: Kept

  private constructor(file: string, now: () => number, specs: readonly SecretSpec[], kept: Kept) {
    this.#file = file
    this.#now = now
    this.#specs = specs
    this.#kept = kept
  }

  /**
   * @param now the clock, milliseconds
   * @throws Error naming the file when it is damaged
   */
  static open(file: string, specs: readonly SecretSpec[], now: () => number): Secrets {
    const secrets = new Secrets(file, now, specs, existsSync(file) ? parse(file) : {})
    for (const spec of specs) {
      if (!secrets.#kept[spec.name]) secrets.#put(spec.name, initialValue(spec))
    }
    return secrets
  }

  call(action: string, input: Record<string, unknown>): Promise<Answer> {
    return Promise.resolve().then(() => this.#call(action, input))
  }

  /** Source: Secrets Manager user guide, "Secret encryption and decryption", "Permissions". */
  rights(action: string, { SecretId }: Record<string, unknown>): readonly Right[] {
    const spec = this.#specs.find(({ name, arn }) => SecretId === name || SecretId === arn)
    const resource = spec?.arn ?? String(SecretId)
    const key = spec?.properties['KmsKeyId']
    const kms = action === 'PutSecretValue' ? ['Decrypt', 'GenerateDataKey'] : ['Decrypt']
    const context = { 'kms:ViaService': `secretsmanager.${resource.split(':')[3]}.amazonaws.com` }
    return [
      { action: `secretsmanager:${action}`, resource },
      ...(typeof key === 'string'
        ? kms.map((name) => ({ action: `kms:${name}`, resource: key, context }))
        : []),
    ]
  }

  #call(action: string, input: Record<string, unknown>): Answer {
    const spec = this.#find(input['SecretId'])
    const about = (version: Version) => ({
      ARN: spec.arn,
      Name: spec.name,
      VersionId: version.id,
      VersionStages: version.stages,
    })
    if (action === 'GetSecretValue') {
      const version = this.#version(spec.name, input)
      return {
        output: { ...about(version), SecretString: version.value, CreatedDate: version.createdAt },
        resource: spec.arn,
      }
    }
    if (action === 'PutSecretValue') {
      const value = input['SecretString']
      if (typeof value !== 'string') {
        throw new AwsError('InvalidParameterException', 'You must provide SecretString.')
      }
      const version = this.#put(spec.name, value)
      return { output: about(version), resource: spec.arn }
    }
    throw new AwsError('UnknownOperationException', `The local host does not know ${action}.`)
  }

  #find(id: unknown): SecretSpec {
    const spec = this.#specs.find(({ name, arn }) => id === name || id === arn)
    if (spec) return spec
    throw new AwsError(
      'ResourceNotFoundException',
      "Secrets Manager can't find the specified secret.",
    )
  }

  #version(name: string, input: Record<string, unknown>): Version {
    const { VersionId, VersionStage = 'AWSCURRENT' } = input
    const found = this.#kept[name]?.find(({ id, stages }) =>
      VersionId === undefined ? stages.includes(String(VersionStage)) : id === VersionId,
    )
    if (found) return found
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for staging label: ${String(VersionStage)}`,
    )
  }

  /** The new version is current, the one before it previous; older ones are gone, as in AWS. */
  #put(name: string, value: string): Version {
    const [current] = this.#kept[name] ?? []
    const createdAt = this.#now() / 1000
    const id = uuidOf(`${name} ${createdAt} ${value}`)
    const version = { id, value, createdAt, stages: ['AWSCURRENT'] }
    this.#kept[name] = current ? [version, { ...current, stages: ['AWSPREVIOUS'] }] : [version]
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#kept), { mode: 0o600 })
    renameSync(`${this.#file}.new`, this.#file)
    return version
  }
}

function parse(file: string): Kept {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept
  } catch (cause) {
    throw damaged(file, cause)
  }
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}

function initialValue({ name, properties }: SecretSpec): string {
  const { SecretString, GenerateSecretString } = properties
  if (typeof SecretString === 'string') return SecretString
  const rules = (GenerateSecretString ?? {}) as GenerationRules
  const { SecretStringTemplate: template, GenerateStringKey: key } = rules
  const password = generate(name, rules)
  if (template === undefined || key === undefined) return password
  return JSON.stringify({ ...JSON.parse(template), [key]: password })
}
