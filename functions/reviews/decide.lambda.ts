import { keyring } from '../../shared/aws/keyring.ts'
import { reviewDesk } from '../../shared/aws/review-desk.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { Signer } from '../../shared/web/signing.ts'
import { makeDecide } from './decide.tsx'

const office = officeFromEnvironment()
const signer = new Signer(keyring(setting('KEYS_SECRET')))
const ports = reviewDesk({ requests: setting('REQUESTS_TABLE'), office: setting('OFFICE_TABLE') })
const now = () => new Date()

export const handler = httpHandler(
  makeDecide({ office, siteOrigin: siteOrigin(), signer, now, ...ports }),
  office,
)
