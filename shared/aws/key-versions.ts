import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager'
import type { KeyVersions } from '../contracts/ports.ts'
import type { Keyring } from '../domain/keyring.ts'
import { ringOf, textOf } from './secret-ring.ts'

const client = new SecretsManagerClient({})

/** The versions of the keyring's secret, as a rotation moves them on. */
export class SecretVersions implements KeyVersions {
  readonly #secret: string

  constructor(secret: string) {
    this.#secret = secret
  }

  async current(): Promise<{ readonly version: string; readonly ring: Keyring }> {
    const found = await client.send(new GetSecretValueCommand({ SecretId: this.#secret }))
    return { version: found.VersionId ?? '', ring: ringOf(found.SecretString) }
  }

  async pending(version: string): Promise<Keyring | undefined> {
    try {
      const asked = { SecretId: this.#secret, VersionId: version, VersionStage: 'AWSPENDING' }
      return ringOf((await client.send(new GetSecretValueCommand(asked))).SecretString)
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined
      throw error
    }
  }

  async propose(version: string, ring: Keyring): Promise<void> {
    await client.send(
      new PutSecretValueCommand({
        SecretId: this.#secret,
        ClientRequestToken: version,
        SecretString: textOf(ring),
        VersionStages: ['AWSPENDING'],
      }),
    )
  }

  async promote(version: string, from: string): Promise<void> {
    await client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: this.#secret,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: version,
        RemoveFromVersionId: from,
      }),
    )
  }
}
