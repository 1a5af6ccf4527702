import { keyring } from '../../shared/aws/keyring.ts'
import { DynamoOffice } from '../../shared/aws/office.ts'
import { DynamoRequests } from '../../shared/aws/requests.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { Signer } from '../../shared/web/signing.ts'
import { makeTrack } from './track.tsx'

const office = officeFromEnvironment()
const store = new DynamoRequests(setting('REQUESTS_TABLE'))
const counter = new DynamoOffice(setting('OFFICE_TABLE'))
const signer = new Signer(keyring(setting('KEYS_SECRET')))
const clock = () => counter.clock()
const world = { siteOrigin: siteOrigin(), store, counter, clock, now: () => new Date() }

export const handler = httpHandler(makeTrack({ office, signer, ...world }), office)
