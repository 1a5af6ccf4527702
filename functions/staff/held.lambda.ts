import { keyring } from '../../shared/aws/keyring.ts'
import { DynamoOffice } from '../../shared/aws/office.ts'
import { DynamoRequests } from '../../shared/aws/requests.ts'
import { DynamoSessions } from '../../shared/aws/sessions.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { Signer } from '../../shared/web/signing.ts'
import { makeHeld } from './held.tsx'

const office = officeFromEnvironment()
const signer = new Signer(keyring(setting('KEYS_SECRET')))
const sessions = new DynamoSessions(setting('OFFICE_TABLE'))
const staffing = new DynamoOffice(setting('OFFICE_TABLE'))
const store = new DynamoRequests(setting('REQUESTS_TABLE'))
const world = { siteOrigin: siteOrigin(), signer, sessions, staffing, store, now: () => new Date() }

export const handler = httpHandler(makeHeld({ office, ...world }), office)
