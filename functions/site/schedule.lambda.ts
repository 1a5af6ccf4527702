import { DynamoSchedule } from '../../shared/aws/schedule.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { makeSchedule } from './schedule.ts'

const office = officeFromEnvironment()
const schedule = new DynamoSchedule(setting('REQUESTS_TABLE'))
const deps = { office, siteOrigin: siteOrigin(), schedule, now: () => new Date() }
export const handler = httpHandler(makeSchedule(deps), office)
