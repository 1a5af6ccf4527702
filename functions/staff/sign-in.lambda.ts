import { keyring } from '../../shared/aws/keyring.ts'
import { DynamoOffice } from '../../shared/aws/office.ts'
import { DynamoSessions } from '../../shared/aws/sessions.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { Signer } from '../../shared/web/signing.ts'
import { makeSignIn } from './sign-in.tsx'

const office = officeFromEnvironment()
const signer = new Signer(keyring(setting('KEYS_SECRET')))
const staffing = new DynamoOffice(setting('OFFICE_TABLE'))
const sessions = new DynamoSessions(setting('OFFICE_TABLE'))
const world = { siteOrigin: siteOrigin(), signer, staffing, sessions, now: () => new Date() }

export const handler = httpHandler(makeSignIn({ office, ...world }), office)
