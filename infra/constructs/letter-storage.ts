import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { acknowledge, acknowledgeMany } from './acknowledge.ts'
import type { HouseFunction } from './house-function.ts'
import { houseKey } from './house-key.ts'

export type LetterStorageProps = {
  /** The one origin whose pages may upload by script. */
  readonly siteOrigin: string
  /** How long an upload that no case took is kept. */
  readonly incomingDays: number
}

/** Letters: browsers put them under `incoming/`, accepted ones are copied to `letters/` and stay. */
export class LetterStorage extends Construct {
  readonly bucketName: string
  readonly #bucket: Bucket
  readonly #key: Key

  constructor(scope: Construct, id: string, { siteOrigin, incomingDays }: LetterStorageProps) {
    super(scope, id)
    this.#key = houseKey(this, 'Key', 'letters')
    this.#bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.#key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      cors: [
        {
          allowedMethods: [HttpMethods.POST],
          allowedOrigins: [siteOrigin],
          exposedHeaders: ['ETag'],
        },
      ],
      lifecycleRules: [
        {
          id: 'uploads-that-no-case-took',
          prefix: 'incoming/',
          expiration: Duration.days(incomingDays),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        { id: 'their-delete-markers', prefix: 'incoming/', expiredObjectDeleteMarker: true },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.bucketName = this.#bucket.bucketName
    this.#acknowledge()
    this.#sendEvents()
  }

  /** Signing an upload ticket: S3 checks the signer's rights when the browser posts. */
  grantUpload(to: HouseFunction): void {
    this.name(to)
    this.#grant(to, ['s3:PutObject'], 'incoming/*', ['kms:GenerateDataKey'])
  }

  /** Reading one version of an upload; its event says which, and where. */
  grantReadUploads(to: HouseFunction): void {
    this.#grant(to, ['s3:GetObjectVersion'], 'incoming/*', ['kms:Decrypt'])
  }

  /** Reading the scanner's verdict on one version of an upload. */
  grantReadVerdicts(to: HouseFunction): void {
    this.#grant(to, ['s3:GetObjectVersionTagging'], 'incoming/*', [])
  }

  /** Reading and tagging uploads as GuardDuty does; it also tries the bucket with an object of its own. */
  grantScan(to: Role): void {
    const uploads = this.#bucket.arnForObjects('incoming/*')
    const allow = (actions: readonly string[], resource: string, conditions?: object) =>
      to.addToPolicy(
        new PolicyStatement({
          actions: [...actions],
          resources: [resource],
          ...(conditions && { conditions: { ...conditions } }),
        }),
      )
    allow(['s3:GetObject', 's3:GetObjectVersion'], uploads)
    allow(
      [
        's3:GetObjectTagging',
        's3:GetObjectVersionTagging',
        's3:PutObjectTagging',
        's3:PutObjectVersionTagging',
      ],
      uploads,
    )
    allow(['s3:ListBucket', 's3:GetBucketLocation'], this.#bucket.bucketArn)
    allow(['s3:GetBucketNotification', 's3:PutBucketNotification'], this.#bucket.bucketArn)
    const trial = 'malware-protection-resource-validation-object'
    allow(['s3:PutObject'], this.#bucket.arnForObjects(trial))
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], this.#key.keyArn, {
      StringEquals: { 'kms:ViaService': `s3.${Stack.of(this).region}.amazonaws.com` },
    })
    acknowledgeMany(to, uploads, 'Letters come with their cases: one prefix of one bucket.')
  }

  /** Writing accepted letters. */
  grantKeep(to: HouseFunction): void {
    this.name(to)
    this.#grant(to, ['s3:PutObject'], 'letters/*', ['kms:GenerateDataKey'])
  }

  /** Reading one version of an accepted letter. */
  grantReadLetters(to: HouseFunction): void {
    this.name(to)
    this.#grant(to, ['s3:GetObjectVersion'], 'letters/*', ['kms:Decrypt'])
  }

  /** Names the bucket to a function that only links to it. */
  name(to: HouseFunction): void {
    to.environment('LETTERS_BUCKET', this.bucketName)
  }

  #grant(
    to: HouseFunction,
    actions: readonly string[],
    keys: string,
    kms: readonly string[],
  ): void {
    const objects = this.#bucket.arnForObjects(keys)
    to.allow(actions, [objects])
    acknowledgeMany(to.role, objects, 'Letters come with their cases: one prefix of one bucket.')
    if (kms.length > 0) to.allow(kms, [this.#key.keyArn])
  }

  #acknowledge(): void {
    acknowledge(
      this.#bucket,
      'Access logs would keep the address and browser of each person who uploads; what happened to a letter is in the history of its case.',
      'AwsSolutions-S1',
      'NIST.800.53.R5-S3BucketLoggingEnabled',
    )
    acknowledge(
      this.#bucket,
      'Letters stay in the one Indonesian region; versions keep what is overwritten or deleted, and a second copy would have to be erased as well.',
      'NIST.800.53.R5-S3BucketReplicationEnabled',
    )
  }

  /** The bucket's own `eventBridgeEnabled` adds a custom resource with a function of its own. */
  #sendEvents(): void {
    const { defaultChild } = this.#bucket.node
    if (!(defaultChild instanceof CfnBucket)) throw new Error('The bucket has no CfnBucket.')
    defaultChild.notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    }
  }
}
