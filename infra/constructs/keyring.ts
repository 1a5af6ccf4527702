import { RemovalPolicy } from 'aws-cdk-lib'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import type { HouseFunction } from './house-function.ts'
import { houseKey } from './house-key.ts'

/**
 * The keys that sign links, drafts and codes: `{ "current": "k1", "k1": "…" }`. AWS makes the first
 * one, so no secret is in the repository, the template or an environment.
 */
export class Keyring extends Construct {
  readonly #secret: Secret
  readonly #key: Key

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.#key = houseKey(this, 'Key', 'signing keys')
    this.#secret = new Secret(this, 'Secret', {
      description: 'Siaran: signing keys by id; "current" names the one that signs',
      encryptionKey: this.#key,
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ current: 'k1' }),
        generateStringKey: 'k1',
        // 64 of 62 symbols are 381 bits.
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }

  grantRead(to: HouseFunction): void {
    to.environment('KEYS_SECRET', this.#secret.secretArn)
    to.allow(['secretsmanager:GetSecretValue'], [this.#secret.secretArn])
    to.allow(['kms:Decrypt'], [this.#key.keyArn])
  }
}
