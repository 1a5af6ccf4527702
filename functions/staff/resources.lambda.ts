import { keyring } from '../../shared/aws/keyring.ts'
import { DynamoOffice } from '../../shared/aws/office.ts'
import { DynamoResources } from '../../shared/aws/resources.ts'
import { DynamoSchedule } from '../../shared/aws/schedule.ts'
import { DynamoSessions } from '../../shared/aws/sessions.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { Signer } from '../../shared/web/signing.ts'
import { makeResources } from './resources.tsx'

const office = officeFromEnvironment()
const signer = new Signer(keyring(setting('KEYS_SECRET')))
const sessions = new DynamoSessions(setting('OFFICE_TABLE'))
const staffing = new DynamoOffice(setting('OFFICE_TABLE'))
const schedule = new DynamoSchedule(setting('REQUESTS_TABLE'))
const capacity = new DynamoResources(setting('OFFICE_TABLE'))
const world = { siteOrigin: siteOrigin(), signer, sessions, now: () => new Date() }

export const handler = httpHandler(
  makeResources({ office, ...world, staffing, capacity, schedule }),
  office,
)
