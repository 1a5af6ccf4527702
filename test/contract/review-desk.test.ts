import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reviewDesk } from '../../shared/aws/review-desk.ts'
import type { DecisionView, OfficeStore, RequestStore } from '../../shared/contracts/ports.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { after, issuedLinks, link, monday, officeClock, staff, submission } from '../builders.ts'
import { MemoryDesk } from '../doubles/desk.ts'
import { MemoryOffice } from '../doubles/office.ts'
import { MemoryRequests } from '../doubles/requests.ts'
import { Aws, tables } from './aws.ts'

type Desk = { view(link: string, ref: string, device: string | undefined): Promise<DecisionView> }
type Opened = {
  readonly store: RequestStore
  readonly staffing: OfficeStore
  readonly desk: Desk
  readonly close: () => Promise<void> | void
}
const reference = 'VC-2026-0000000'

describe.each<[string, () => Promise<Opened>]>([
  [
    'in memory',
    () => {
      const [store, staffing] = [new MemoryRequests(), new MemoryOffice()]
      const desk = new MemoryDesk(store, staffing)
      return Promise.resolve({ store, staffing, desk, close: () => {} })
    },
  ],
  [
    'in DynamoDB',
    async () => {
      const aws = await Aws.open('dynamodb')
      return { ...reviewDesk(tables), close: () => aws.close() }
    },
  ],
])('the review desk %s', (_, open) => {
  let opened: Opened
  const device = {
    person: 'sekar',
    createdAt: monday,
    expiresAt: after(monday, { hours: 12 }),
    label: 'Firefox di Windows',
    remembered: false,
  }

  beforeAll(async () => {
    opened = await open()
    const { store, staffing } = opened
    await staffing.install(staff, officeClock)
    await store.submit(submission(reference))
    await store.putLinks(issuedLinks({ reference }))
    const challenge = {
      id: 'challenge',
      keyId: 'k1',
      person: 'sekar',
      askedAt: monday,
      expiresAt: after(monday, { minutes: 10 }),
    }
    await staffing.challenge(challenge, monday, 5)
    await staffing.remember('challenge', hashOf('device'), device)
  })
  afterAll(() => opened.close())

  it('shows link, case, people and device together', async () => {
    const { desk, store, staffing } = opened
    expect(await desk.view('links-1.approve', reference, hashOf('device'))).toEqual({
      link: link({ reference }),
      stored: await store.load(reference),
      staff: await staffing.staff(),
      device,
    })
  })

  it('shows what is there where the rest is not', async () => {
    const { desk, staffing } = opened
    const nothing = { link: undefined, stored: undefined, device: undefined }
    expect(await desk.view('unknown', 'VC-2026-1111111', hashOf('other'))).toEqual({
      ...nothing,
      staff: await staffing.staff(),
    })
    expect((await desk.view('links-1.approve', reference, undefined)).device).toBeUndefined()
  })
})
