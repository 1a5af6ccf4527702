import { changeOf } from '../../shared/aws/change.ts'
import { keyring } from '../../shared/aws/keyring.ts'
import { SesMailer } from '../../shared/aws/mailer.ts'
import { reviewDesk } from '../../shared/aws/review-desk.ts'
import { officeZone } from '../../shared/domain/dates.ts'
import { officeFromEnvironment, setting, siteOrigin } from '../../shared/web/environment.ts'
import { streamHandler } from '../../shared/web/pipelines.ts'
import { Signer } from '../../shared/web/signing.ts'
import { makeDispatch } from './dispatch.ts'
import { type Image, occasionOf } from './occasion.ts'

const office = officeFromEnvironment()
const desk = reviewDesk({ requests: setting('REQUESTS_TABLE'), office: setting('OFFICE_TABLE') })
const signer = new Signer(keyring(setting('KEYS_SECRET')))
const sender = { name: office.name, address: setting('MAIL_SENDER') }
const mailer = new SesMailer(sender, setting('MAIL_CONFIGURATION_SET'))
const world = { office, siteOrigin: siteOrigin(), signer, mailer, now: () => new Date(), ...desk }
const dispatch = makeDispatch({ ...world, sender: sender.address, timeZone: officeZone })

export const handler = streamHandler(async (record) => {
  const occasion = occasionOf(changeOf<Image>(record))
  await (occasion && dispatch(occasion))
})
