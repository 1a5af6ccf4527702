import { keyring } from '../../shared/aws/keyring.ts'
import { S3Downloads } from '../../shared/aws/letter-downloads.ts'
import { reviewDesk } from '../../shared/aws/review-desk.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { Signer } from '../../shared/web/signing.ts'
import { makeReviewLetter } from './letter.ts'

const office = officeFromEnvironment()
const signer = new Signer(keyring(setting('KEYS_SECRET')))
const ports = reviewDesk({ requests: setting('REQUESTS_TABLE'), office: setting('OFFICE_TABLE') })
const letters = new S3Downloads(setting('LETTERS_BUCKET'))
const now = () => new Date()
const world = { office, siteOrigin: siteOrigin(), signer, letters, now, ...ports }

export const handler = httpHandler(makeReviewLetter(world), office)
