import { DynamoOffice } from '../../shared/aws/office.ts'
import { DynamoRequests } from '../../shared/aws/requests.ts'
import { DynamoSessions } from '../../shared/aws/sessions.ts'
import { makeReference } from '../../shared/domain/reference.ts'
import { act } from '../../shared/domain/request.ts'
import type { ServiceRequest } from '../../shared/domain/request-case.ts'
import { staffRoles } from '../../shared/domain/vocabulary.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import type { Signer } from '../../shared/web/signing.ts'
import { issuedLinks, officeClock, request, staff, submission, walk, ways } from '../builders.ts'

const day = 24 * 3600 * 1000
const now = new Date()
export const yesterday = new Date(now.getTime() - day).toISOString()
/** Links, sessions and events of the benchmark are good until then (ISO instant). */
export const farAhead = new Date(now.getTime() + 60 * day).toISOString()

const referenceOf = (nth: number): string =>
  makeReference('VC', now.getUTCFullYear(), new Uint8Array(8).fill(nth))

const caseIn = (nth: number, status: keyof typeof ways, date: string): ServiceRequest => {
  const plain = request()
  const own = { reference: referenceOf(nth), event: { ...plain.event, date: date.slice(0, 10) } }
  return walk({ ...plain, ...own }, ways[status] ?? [], now.toISOString())
}

function completed(): ServiceRequest {
  const held = { attendance: 40 }
  const scheduled = caseIn(3, 'scheduled', yesterday)
  const acted = act(scheduled, { act: 'confirm-held', by: 'sekar', held }, now.toISOString())
  if (!acted.ok) throw new Error('The event of the benchmark cannot be held.')
  return acted.value.case
}

/** A case for each page that wants one in a state of its own. */
export const cases = {
  inReview: caseIn(0, 'in-review', farAhead),
  returned: caseIn(1, 'needs-correction', farAhead),
  scheduled: caseIn(2, 'scheduled', farAhead),
  completed: completed(),
}

/** The links that the reviewer of the case in review was mailed. */
export const links = issuedLinks({
  reference: cases.inReview.reference,
  stageVersion: cases.inReview.stageVersion,
  expiresAt: farAhead,
})

const secrets = { session: 'session-of-the-benchmark', device: 'device-of-the-benchmark' }
const mark = {
  session: hashOf(secrets.session),
  device: hashOf(secrets.device),
  person: links.person,
}

/** Writes everything by the product's own stores, so that it stands as they write it today. */
export async function writeSeeds(): Promise<void> {
  const store = new DynamoRequests('Requests')
  for (const state of Object.values(cases))
    await store.submit(submission(state.reference, { case: state }))
  await store.putLinks(links)
  const everywhere = staff.map((one) =>
    one.id === mark.person ? { ...one, roles: staffRoles } : one,
  )
  await new DynamoOffice('Office').install(everywhere, officeClock)
  const createdAt = yesterday
  const expiresAt = farAhead
  const { person } = mark
  const device = { person, createdAt, expiresAt, label: 'Peramban', remembered: true }
  const session = { person, device: mark.device, createdAt, expiresAt }
  await new DynamoSessions('Office').open('challenge', mark.session, session, device)
}

/** The cookies by which a browser may see all of it; the modules that set them render pages too. */
export async function cookiesOf(signer: Signer): Promise<readonly (readonly [string, string])[]> {
  const hour = 3600
  const access = Object.values(cases).map(async ({ reference }) => {
    const token = await signer.sign('case', { reference }, now, hour)
    return [`__Host-permohonan-${reference}`, token] as const
  })
  return [
    ...(await Promise.all(access)),
    ['__Host-sesi', secrets.session],
    ['__Host-sesi-terakhir', await signer.sign('seen', mark, now, hour)],
    ['__Host-perangkat', secrets.device],
  ]
}
