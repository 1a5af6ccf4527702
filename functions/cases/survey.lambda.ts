import { keyring } from '../../shared/aws/keyring.ts'
import { DynamoRequests } from '../../shared/aws/requests.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { Signer } from '../../shared/web/signing.ts'
import { makeSurvey } from './survey.tsx'

const office = officeFromEnvironment()
const store = new DynamoRequests(setting('REQUESTS_TABLE'))
const signer = new Signer(keyring(setting('KEYS_SECRET')))
const world = { siteOrigin: siteOrigin(), store, signer, now: () => new Date() }

export const handler = httpHandler(makeSurvey({ office, ...world }), office)
