import { ArnFormat, Stack } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { onlyRecorded, onlyTold } from '../../shared/domain/notices.ts'
import { acknowledgeMany } from './acknowledge.ts'
import type { CaseStorage } from './case-storage.ts'
import { type House, HouseFunction } from './house-function.ts'
import type { Keyring } from './keyring.ts'
import type { LetterStorage } from './letter-storage.ts'
import { ReviewMachine } from './review-machine.ts'

export type ReviewWorkflowProps = {
  readonly siteOrigin: string
  readonly requests: CaseStorage
  readonly office: CaseStorage
  readonly letters: LetterStorage
  readonly keyring: Keyring
}

/** Reviewers are asked, reminded, their superior called, until someone decides. */
export class ReviewWorkflow extends Construct {
  readonly functions: readonly HouseFunction[]
  readonly #name: string

  constructor(scope: Construct, id: string, house: House, props: ReviewWorkflowProps) {
    super(scope, id)
    this.#name = `${Stack.of(this).stackName}-request-review`
    const ask = this.#asking(house, props)
    new ReviewMachine(this, 'Machine', house, { name: this.#name, ask })
    this.functions = this.#deciding(house, props)
  }

  /** Starting a review, and looking whether it still runs. */
  grantStart(to: HouseFunction): void {
    to.environment('REVIEW_WORKFLOW_ARN', this.#arn('stateMachine'))
    to.allow(['states:StartExecution'], [this.#arn('stateMachine')])
  }

  grantLook(to: HouseFunction): void {
    to.environment('REVIEW_WORKFLOW_ARN', this.#arn('stateMachine'))
    const executions = `${this.#arn('execution')}:*`
    to.allow(['states:DescribeExecution'], [executions])
    acknowledgeMany(
      to.role,
      executions,
      'Reviews come with their cases: executions of one machine.',
    )
  }

  /**
   * Answering a waiting turn. A token is authorised on the machine that gave it, where its task is
   * a function's; only for activities it is the activity.
   */
  #grantResume(to: HouseFunction): void {
    to.environment('REVIEW_WORKFLOW_ARN', this.#arn('stateMachine'))
    to.allow(['states:SendTaskSuccess'], [this.#arn('stateMachine')])
  }

  /** Formatted from the fixed name: the machine's own attribute would make asking it a cycle. */
  #arn(resource: 'stateMachine' | 'execution'): string {
    return Stack.of(this).formatArn({
      service: 'states',
      resource,
      resourceName: this.#name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })
  }

  #asking(house: House, { requests, office }: ReviewWorkflowProps): HouseFunction {
    const ask = new HouseFunction(this, house, 'reviews/ask', {
      harmIfFailing: 'Reviewers and their superiors are not told of requests that wait for them',
      invokedBy: 'caller',
      timeout: 30,
    })
    requests.grant(ask, 'Query', 'PutItem', 'UpdateItem')
    office.grant(ask, 'Query')
    this.#grantResume(ask)

    const follow = new HouseFunction(this, house, 'reviews/follow', {
      harmIfFailing: 'Reviews of accepted letters do not start until the next sweep',
      invokedBy: 'stream',
      timeout: 30,
    })
    requests.grant(follow, 'GetItem', 'Query', 'UpdateItem')
    const passedOver = [...onlyRecorded, ...onlyTold]
    requests.addReader(follow, [{ event: 'INSERT', sk: 'EVENT#', passedOver }])
    office.grant(follow, 'GetItem')
    this.grantStart(follow)
    this.#grantResume(follow)
    return ask
  }

  #deciding(house: House, props: ReviewWorkflowProps): readonly HouseFunction[] {
    const { requests, office, letters, keyring } = props
    const environment = {
      OFFICE: JSON.stringify(house.stage.office),
      SITE_ORIGIN: props.siteOrigin,
    }
    const decide = new HouseFunction(this, house, 'reviews/decide', {
      harmIfFailing: 'Reviewers cannot decide: requests pass their promised day',
      invokedBy: 'caller',
      timeout: 15,
      environment,
    })
    requests.grant(decide, 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem')
    office.grant(decide, 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem')
    letters.name(decide)
    keyring.grantRead(decide)

    const letter = new HouseFunction(this, house, 'reviews/letter', {
      harmIfFailing: 'Reviewers cannot read the letter that they decide on',
      invokedBy: 'caller',
      timeout: 15,
      environment,
    })
    requests.grant(letter, 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem')
    office.grant(letter, 'BatchGetItem', 'Query')
    letters.grantReadLetters(letter)
    keyring.grantRead(letter)
    return [decide, letter]
  }
}
