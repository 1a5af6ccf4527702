import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DecidePorts } from '../../functions/reviews/ports.ts'
import { DynamoResources } from '../../shared/aws/resources.ts'
import { reviewDesk } from '../../shared/aws/review-desk.ts'
import type { OfficeStore, RequestStore } from '../../shared/contracts/ports.ts'
import type { ResourceStore } from '../../shared/contracts/resources.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import {
  after,
  issuedLinks,
  link,
  monday,
  officeClock,
  resources,
  staff,
  submission,
} from '../builders.ts'
import { MemoryDesk } from '../doubles/desk.ts'
import { MemoryOffice } from '../doubles/office.ts'
import { MemoryRequests } from '../doubles/requests.ts'
import { MemoryResources } from '../doubles/resources.ts'
import { Aws, tables } from './aws.ts'

type Opened = {
  readonly store: RequestStore
  readonly staffing: OfficeStore
  readonly desk: DecidePorts['desk']
  readonly resources: ResourceStore
  readonly close: () => Promise<void> | void
}
const reference = 'VC-2026-0000000'

describe.each<[string, () => Promise<Opened>]>([
  [
    'in memory',
    () => {
      const [store, staffing] = [new MemoryRequests(), new MemoryOffice()]
      const resources = new MemoryResources()
      const desk = new MemoryDesk(store, staffing, resources)
      return Promise.resolve({ store, staffing, desk, resources, close: () => {} })
    },
  ],
  [
    'in DynamoDB',
    async () => {
      const aws = await Aws.open('dynamodb')
      const resources = new DynamoResources(tables.office)
      return { ...reviewDesk(tables), resources, close: () => aws.close() }
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
    expect(await desk.view('links-1.approve', reference, hashOf('device'), [])).toEqual({
      link: link({ reference }),
      stored: await store.load(reference),
      staff: await staffing.staff(),
      device,
      capacity: undefined,
    })
  })

  it('shows what the office has to give on the dates that are asked for', async () => {
    const { desk, store, resources: kept } = opened
    await kept.install(resources)
    const stored = await store.load(reference)
    if (!stored) throw new Error('The case is not there.')
    const slots = [{ purpose: 'event', from: monday, to: after(monday, { hours: 2 }) }] as const
    const assignment = { account: 'zoom-utama', staff: [], slots }
    const held = { ...stored.case, assignment, version: stored.case.version + 1 }
    await store.save(stored, held, [])
    const { capacity } = await desk.view('links-1.approve', reference, undefined, ['2026-11-23'])
    expect(capacity?.dates).toEqual(['2026-11-23'])
    expect(capacity?.resources.map(({ id }) => id).sort()).toEqual(
      resources.map(({ id }) => id).sort(),
    )
    expect(capacity?.days).toEqual([
      {
        date: '2026-11-23',
        resource: 'zoom-utama',
        version: 1,
        claims: [{ ...slots[0], reference }],
      },
    ])
    expect((await desk.capacity(['2026-11-24'])).days).toEqual([])
  })

  it('shows what is there where the rest is not', async () => {
    const { desk, staffing } = opened
    const nothing = {
      link: undefined,
      stored: undefined,
      device: undefined,
      capacity: undefined,
    }
    expect(await desk.view('unknown', 'VC-2026-1111111', hashOf('other'), [])).toEqual({
      ...nothing,
      staff: await staffing.staff(),
    })
    expect((await desk.view('links-1.approve', reference, undefined, [])).device).toBeUndefined()
  })
})
