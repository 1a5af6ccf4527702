import { Duration } from 'aws-cdk-lib'
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import type { CaseStorage } from './case-storage.ts'
import { type House, HouseFunction } from './house-function.ts'
import type { Keyring } from './keyring.ts'
import type { LetterStorage } from './letter-storage.ts'
import { MalwareScan } from './malware-scan.ts'

export type RequestIntakeProps = {
  readonly siteOrigin: string
  readonly requests: CaseStorage
  readonly office: CaseStorage
  readonly letters: LetterStorage
  readonly keyring: Keyring
}

/** From the form to an accepted letter, where the promised time begins to run. */
export class RequestIntake extends Construct {
  readonly functions: readonly HouseFunction[]
  readonly #accept: HouseFunction

  constructor(scope: Construct, id: string, house: House, props: RequestIntakeProps) {
    super(scope, id)
    const environment = {
      OFFICE: JSON.stringify(house.stage.office),
      SITE_ORIGIN: props.siteOrigin,
    }
    const submit = new HouseFunction(this, house, 'requests/submit', {
      harmIfFailing: 'Agencies cannot file a request',
      invokedBy: 'caller',
      timeout: 10,
      environment,
    })
    props.requests.grant(submit, 'GetItem', 'PutItem')
    props.office.grant(submit, 'UpdateItem')
    props.keyring.grantRead(submit)

    const letter = new HouseFunction(this, house, 'requests/letter', {
      harmIfFailing: 'Applicants cannot upload their letter, so their request is not received',
      invokedBy: 'caller',
      timeout: 10,
      environment,
    })
    props.letters.grantUpload(letter)
    props.keyring.grantRead(letter)

    const change = new HouseFunction(this, house, 'requests/change', {
      harmIfFailing: 'Applicants cannot correct, cancel or move their request',
      invokedBy: 'caller',
      timeout: 10,
      environment,
    })
    props.requests.grant(change, 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem')
    props.office.grant(change, 'GetItem')
    props.keyring.grantRead(change)

    this.functions = [submit, letter, change]
    this.#accept = this.#acceptance(house, props)
  }

  /** Telling of an upload again, as S3 did. */
  grantRecheck(to: HouseFunction): void {
    to.environment('ACCEPT_FUNCTION', this.#accept.lambda.functionName)
    to.allow(['lambda:InvokeFunction'], [this.#accept.lambda.functionArn])
  }

  /** S3 tells of an upload; the letter is judged apart, so that a harmful file stops only itself. */
  #acceptance(house: House, { requests, office, letters }: RequestIntakeProps): HouseFunction {
    const inspect = new HouseFunction(this, house, 'requests/inspect-letter', {
      harmIfFailing: 'Letters are not judged, so no request begins',
      invokedBy: 'caller',
      // A PDF of 292 KB took 366 MB to walk.
      memory: 1024,
      timeout: 30,
    })
    letters.grantReadUploads(inspect)

    const accept = new HouseFunction(this, house, 'requests/accept-letter', {
      harmIfFailing: 'Letters arrive and nobody is asked to review them: the promised day is lost',
      invokedBy: 'event',
      // The inspector's 30 s, then the copy and the transaction.
      timeout: 60,
    })
    requests.grant(accept, 'Query', 'PutItem', 'UpdateItem')
    office.grant(accept, 'GetItem')
    letters.grantReadUploads(accept)
    letters.grantKeep(accept)
    accept.environment('INSPECT_FUNCTION', inspect.lambda.functionName)
    accept.allow(['lambda:InvokeFunction'], [inspect.lambda.functionArn])
    this.#tell(accept, 'LetterUploaded', 'A letter was uploaded', {
      source: ['aws.s3'],
      detailType: ['Object Created'],
      detail: {
        bucket: { name: [letters.bucketName] },
        object: { key: [{ prefix: 'incoming/' }] },
      },
    })
    accept.environment('MALWARE_SCAN', house.stage.malwareScan)
    if (house.stage.malwareScan === 'guardduty') this.#scan(accept, letters)
    return accept
  }

  /** The scanner tells of its verdict, and S3 keeps it beside the version. */
  #scan(accept: HouseFunction, letters: LetterStorage): void {
    new MalwareScan(this, 'MalwareScan', letters)
    letters.grantReadVerdicts(accept)
    this.#tell(accept, 'LetterScanned', 'A letter was looked through for malware', {
      source: ['aws.guardduty'],
      detailType: ['GuardDuty Malware Protection Object Scan Result'],
      detail: {
        s3ObjectDetails: {
          bucketName: [letters.bucketName],
          objectKey: [{ prefix: 'incoming/' }],
        },
      },
    })
  }

  #tell(to: HouseFunction, id: string, description: string, eventPattern: EventPattern): void {
    new Rule(this, id, {
      description,
      eventPattern,
      targets: [
        new LambdaFunction(to.lambda, {
          ...(to.failures && { deadLetterQueue: to.failures }),
          maxEventAge: Duration.hours(24),
        }),
      ],
    })
  }
}
