import { keyring } from '../../shared/aws/keyring.ts'
import { uploadTicket } from '../../shared/aws/upload-ticket.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { httpHandler } from '../../shared/web/pipelines.ts'
import { Signer } from '../../shared/web/signing.ts'
import { makeLetter } from './letter.tsx'

const office = officeFromEnvironment()
const signer = new Signer(keyring(setting('KEYS_SECRET')))
const ticket = uploadTicket(setting('LETTERS_BUCKET'))
const now = () => new Date()

export const handler = httpHandler(
  makeLetter({ office, siteOrigin: siteOrigin(), signer, ticket, now }),
  office,
)
