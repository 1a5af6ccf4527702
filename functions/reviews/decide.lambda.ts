import { bucketOrigin } from '../../shared/aws/bucket-origin.ts'
import { keyring } from '../../shared/aws/keyring.ts'
import { reviewDesk } from '../../shared/aws/review-desk.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { Signer } from '../../shared/web/signing.ts'
import { makeDecide } from './decide.tsx'

const office = officeFromEnvironment()
const signer = new Signer(keyring(setting('KEYS_SECRET')))
const ports = reviewDesk({ requests: setting('REQUESTS_TABLE'), office: setting('OFFICE_TABLE') })
const lettersOrigin = bucketOrigin(setting('LETTERS_BUCKET'))
const now = () => new Date()
const world = { siteOrigin: siteOrigin(), signer, lettersOrigin, now, ...ports }

export const handler = httpHandler(makeDecide({ office, ...world }), office)
