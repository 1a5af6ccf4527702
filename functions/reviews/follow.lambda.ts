import { changeOf } from '../../shared/aws/change.ts'
import { DynamoOffice } from '../../shared/aws/office.ts'
import { DynamoRequests } from '../../shared/aws/requests.ts'
import { DynamoRounds } from '../../shared/aws/rounds.ts'
import { StepFunctionsWorkflow } from '../../shared/aws/workflow.ts'
import type { RecordedEvent } from '../../shared/contracts/ports.ts'
import { setting } from '../../shared/web/environment.ts'
import { streamHandler } from '../../shared/web/pipelines.ts'
import { makeFollow } from './follow.ts'

const store = new DynamoRequests(setting('REQUESTS_TABLE'))
const rounds = new DynamoRounds(setting('REQUESTS_TABLE'))
const office = new DynamoOffice(setting('OFFICE_TABLE'))
const workflow = new StepFunctionsWorkflow(setting('REVIEW_WORKFLOW_ARN'))
const follow = makeFollow({ store, rounds, office, workflow })

export const handler = streamHandler(async (record) => {
  const { event } = changeOf<{ event?: RecordedEvent }>(record).after
  await (event && follow(event))
})
