import { keyring } from '../../shared/aws/keyring.ts'
import { DynamoSessions } from '../../shared/aws/sessions.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { Signer } from '../../shared/web/signing.ts'
import { makeDesk } from './desk.tsx'

const office = officeFromEnvironment()
const signer = new Signer(keyring(setting('KEYS_SECRET')))
const sessions = new DynamoSessions(setting('OFFICE_TABLE'))
const world = { siteOrigin: siteOrigin(), signer, sessions, now: () => new Date() }

export const handler = httpHandler(makeDesk({ office, ...world }), office)
