import { lambdaRecheck } from '../../shared/aws/letter-recheck.ts'
import { DynamoOffice } from '../../shared/aws/office.ts'
import { DynamoRequests } from '../../shared/aws/requests.ts'
import { DynamoRounds } from '../../shared/aws/rounds.ts'
import { StepFunctionsWorkflow } from '../../shared/aws/workflow.ts'
import { setting } from '../../shared/web/environment.ts'
import { eventHandler } from '../../shared/web/pipelines.ts'
import { makeSweep } from './sweep.ts'

const store = new DynamoRequests(setting('REQUESTS_TABLE'))
const rounds = new DynamoRounds(setting('REQUESTS_TABLE'))
const office = new DynamoOffice(setting('OFFICE_TABLE'))
const recheck = lambdaRecheck(setting('ACCEPT_FUNCTION'))
const workflow = new StepFunctionsWorkflow(setting('REVIEW_WORKFLOW_ARN'))

export const handler = eventHandler(
  makeSweep({ store, rounds, office, workflow, recheck, now: () => new Date() }),
)
