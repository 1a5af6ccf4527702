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

/** What each call does with the secret's own KMS key. */
const ownKeyRights: Readonly<Record<string, readonly string[]>> = {
  GetSecretValue: ['Decrypt'],
  PutSecretValue: ['Decrypt', 'GenerateDataKey'],
}

type Kept = Record<string, Version[]>

/**
 * Secrets Manager: the secrets of the template, generated once per data folder and kept there.
 * Knows GetSecretValue, PutSecretValue and UpdateSecretVersionStage.
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
      if (!secrets.#kept[spec.name]) secrets.#put(spec.name, initialValue(spec), {})
    }
    return secrets
  }

  /** When the current version was made, milliseconds. */
  changedAt(id: string): number {
    return this.#version(this.#find(id).name, {}).createdAt * 1000
  }

  call(action: string, input: Record<string, unknown>): Promise<Answer> {
    return Promise.resolve().then(() => this.#call(action, input))
  }

  /** Source: Secrets Manager user guide, "Secret encryption and decryption", "Permissions". */
  rights(action: string, { SecretId }: Record<string, unknown>): readonly Right[] {
    const spec = this.#specs.find(({ name, arn }) => SecretId === name || SecretId === arn)
    const resource = spec?.arn ?? String(SecretId)
    const key = spec?.properties['KmsKeyId']
    const kms = ownKeyRights[action] ?? []
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
      const version = this.#put(spec.name, value, input)
      return { output: about(version), resource: spec.arn }
    }
    if (action === 'UpdateSecretVersionStage') {
      this.#move(spec.name, input)
      return { output: { ARN: spec.arn, Name: spec.name }, resource: spec.arn }
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

  /** A version under the stages that it is put in: the current one, unless the caller says else. */
  #put(name: string, value: string, input: Record<string, unknown>): Version {
    const createdAt = this.#now() / 1000
    const { ClientRequestToken: token } = input
    const id = typeof token === 'string' ? token : uuidOf(`${name} ${createdAt} ${value}`)
    const known = this.#kept[name]?.find((version) => version.id === id)
    if (known?.value === value) return known
    if (known) {
      throw new AwsError('ResourceExistsException', 'A version with that token has another value.')
    }
    const version: Version = { id, value, createdAt, stages: [] }
    this.#kept[name] = [version, ...(this.#kept[name] ?? [])]
    const stages = (input['VersionStages'] as string[] | undefined) ?? ['AWSCURRENT']
    for (const stage of stages) this.#label(name, stage, version)
    this.#keep()
    return version
  }

  #move(name: string, { VersionStage: stage, ...input }: Record<string, unknown>): void {
    const holder = this.#kept[name]?.find(({ stages }) => stages.includes(String(stage)))
    const to = this.#kept[name]?.find(({ id }) => id === input['MoveToVersionId'])
    if (!to || (holder && holder.id !== input['RemoveFromVersionId'])) {
      throw new AwsError('InvalidParameterException', 'The stage is not where it is moved from.')
    }
    this.#label(name, String(stage), to)
    this.#keep()
  }

  /** A stage is on one version; what was current is previous. Versions without a stage are gone. */
  #label(name: string, stage: string, to: Version): void {
    const versions = this.#kept[name] ?? []
    const before = versions.find(({ stages }) => stages.includes(stage))
    for (const version of versions) version.stages = version.stages.filter((own) => own !== stage)
    to.stages = [...to.stages, stage]
    if (stage === 'AWSCURRENT' && before && before !== to) this.#label(name, 'AWSPREVIOUS', before)
    this.#kept[name] = versions.filter(({ stages }) => stages.length > 0)
  }

  #keep(): void {
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#kept), { mode: 0o600 })
    renameSync(`${this.#file}.new`, this.#file)
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
