import { DynamoCounter } from '../../shared/aws/counter.ts'
import { keyring } from '../../shared/aws/keyring.ts'
import { DynamoRequests } from '../../shared/aws/requests.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { Signer } from '../../shared/web/signing.ts'
import { makeSubmit } from './submit.tsx'

const office = officeFromEnvironment()
const store = new DynamoRequests(setting('REQUESTS_TABLE'))
const counter = new DynamoCounter(setting('OFFICE_TABLE'))
const signer = new Signer(keyring(setting('KEYS_SECRET')))
const now = () => new Date()

export const handler = httpHandler(
  makeSubmit({ office, siteOrigin: siteOrigin(), store, counter, signer, now }),
  office,
)
