import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { CfnRotationSchedule, Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { type House, HouseFunction } from './house-function.ts'
import { houseKey } from './house-key.ts'

/** Two keys a year; older ones stay, so the ring of ten years is 2 kB. */
const rotationDays = 180

/**
 * The keys that sign links, drafts and codes: `{ "current": "k1", "k1": "…" }`. AWS makes the first
 * one and a function the next, so no secret is in the repository, the template or an environment.
 */
export class Keyring extends Construct {
  readonly #secret: Secret
  readonly #key: Key

  constructor(scope: Construct, id: string, house: House) {
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
    this.#rotate(house)
  }

  grantRead(to: HouseFunction): void {
    to.environment('KEYS_SECRET', this.#secret.secretArn)
    to.allow(['secretsmanager:GetSecretValue'], [this.#secret.secretArn])
    to.allow(['kms:Decrypt'], [this.#key.keyArn])
  }

  /** CDK's own rotation grants the function random passwords and every use of the key: not needed. */
  #rotate(house: House): void {
    const rotate = new HouseFunction(this, house, 'operations/rotate-keys', {
      harmIfFailing:
        'The keys that sign links and codes grow old; whoever has stolen one can use it on',
      invokedBy: 'caller',
      timeout: 30,
    })
    this.grantRead(rotate)
    rotate.allow(
      ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'],
      [this.#secret.secretArn],
    )
    rotate.allow(['kms:GenerateDataKey'], [this.#key.keyArn])
    rotate.lambda.addPermission('Rotation', {
      principal: new ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceAccount: Stack.of(this).account,
    })
    const schedule = new CfnRotationSchedule(this, 'Rotation', {
      secretId: this.#secret.secretArn,
      rotationLambdaArn: rotate.lambda.functionArn,
      rotationRules: { automaticallyAfterDays: rotationDays },
      // The first key is as old as the stack.
      rotateImmediatelyOnUpdate: false,
    })
    schedule.node.addDependency(rotate)
  }
}
