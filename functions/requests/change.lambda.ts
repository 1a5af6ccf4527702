import { keyring } from '../../shared/aws/keyring.ts'
import { DynamoOffice } from '../../shared/aws/office.ts'
import { DynamoRequests } from '../../shared/aws/requests.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { Signer } from '../../shared/web/signing.ts'
import { makeChange } from './change.tsx'

const office = officeFromEnvironment()
const store = new DynamoRequests(setting('REQUESTS_TABLE'))
const calendar = new DynamoOffice(setting('OFFICE_TABLE'))
const signer = new Signer(keyring(setting('KEYS_SECRET')))
const clock = () => calendar.clock()
const world = { office, siteOrigin: siteOrigin(), store, signer, clock, now: () => new Date() }

export const handler = httpHandler(makeChange(world), office)
