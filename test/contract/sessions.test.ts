import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoOffice } from '../../shared/aws/office.ts'
import { DynamoSessions } from '../../shared/aws/sessions.ts'
import type { Device, OfficeStore } from '../../shared/contracts/ports.ts'
import type { Session, SessionStore } from '../../shared/contracts/sessions.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { after, monday, officeClock, staff } from '../builders.ts'
import { MemoryOffice } from '../doubles/office.ts'
import { MemorySessions } from '../doubles/sessions.ts'
import { Aws, tables } from './aws.ts'

let number = 0
const fresh = (what: string): string => {
  number += 1
  return hashOf(`${what}-${number}`)
}

const deviceOf = (own: Partial<Device> = {}): Device => ({
  person: 'sekar',
  createdAt: monday,
  expiresAt: after(monday, { hours: 12 }),
  label: 'Firefox di Windows',
  remembered: false,
  ...own,
})

const sessionOf = (own: Partial<Session> = {}): Session => ({
  person: 'sekar',
  device: fresh('device'),
  createdAt: monday,
  expiresAt: after(monday, { hours: 12 }),
  ...own,
})

describe.each([
  [
    'in memory',
    () => {
      const office = new MemoryOffice()
      const sessions = new MemorySessions(office)
      return Promise.resolve({ office, sessions, close: () => {} })
    },
  ],
  [
    'in DynamoDB',
    async () => {
      const aws = await Aws.open('dynamodb')
      const office = new DynamoOffice(tables.office)
      const sessions = new DynamoSessions(tables.office)
      return { office, sessions, close: () => aws.close() }
    },
  ],
] as const)('sessions %s', (_, open) => {
  let office: OfficeStore
  let sessions: SessionStore
  let close: () => Promise<void> | void

  beforeAll(async () => {
    ;({ office, sessions, close } = await open())
    await office.install(staff, officeClock)
  })
  afterAll(() => close())

  /** A challenge that was asked for now. */
  async function asked(person = 'sekar'): Promise<string> {
    const id = fresh('challenge')
    const expiresAt = after(monday, { minutes: 10 })
    const challenge = { id, keyId: 'k1', person, askedAt: monday, expiresAt }
    await office.challenge(challenge, monday, 1000)
    return id
  }

  /** Opens a session on a device of its own. */
  async function opened(own: Partial<Device> = {}) {
    const hash = fresh('session')
    const device = deviceOf(own)
    const session = sessionOf({ person: device.person })
    expect(await sessions.open(await asked(), hash, session, device)).toBe(true)
    return { hash, session, device }
  }

  it('give session, device and person in one view', async () => {
    const { hash, session, device } = await opened()
    const keys = { session: hash, device: session.device, person: 'sekar' }
    const person = staff.find(({ id }) => id === 'sekar')
    expect(await sessions.view(keys)).toEqual({ session, device, person })
  })

  it('show what is there where the rest is not', async () => {
    const { hash, session } = await opened()
    const nothing = { session: undefined, device: undefined, person: undefined }
    expect(await sessions.view({ session: hash })).toEqual({ ...nothing, session })
    const strange = { session: fresh('none'), device: fresh('none'), person: 'nobody' }
    expect(await sessions.view(strange)).toEqual(nothing)
  })

  it('are opened once by a challenge, whoever else comes with it', async () => {
    const challenge = await asked()
    const hashes = Array.from({ length: 10 }, () => fresh('session'))
    const answers = await Promise.all(
      hashes.map((hash) => sessions.open(challenge, hash, sessionOf(), deviceOf())),
    )
    expect(answers.filter(Boolean)).toHaveLength(1)
    const views = await Promise.all(hashes.map((session) => sessions.view({ session })))
    expect(views.map(({ session }) => session !== undefined)).toEqual(answers)
    expect(await office.tryChallenge(challenge, monday, 5)).toBeUndefined()
    expect(await sessions.open('unknown', fresh('session'), sessionOf(), undefined)).toBe(false)
  })

  it('can be opened on a device that is known already', async () => {
    const { session } = await opened()
    const hash = fresh('session')
    const again = sessionOf({ device: session.device })
    expect(await sessions.open(await asked(), hash, again, undefined)).toBe(true)
    const { device } = await sessions.view({ session: hash, device: again.device })
    expect(device).toEqual(deviceOf())
  })

  it('end at once', async () => {
    const { hash, session } = await opened()
    const at = after(monday, { hours: 1 })
    await sessions.end(hash, at)
    expect((await sessions.view({ session: hash })).session).toEqual({ ...session, expiresAt: at })
    await sessions.end(fresh('none'), at)
    const { session: other } = await sessions.view({ session: fresh('none') })
    expect(other).toBeUndefined()
  })

  it('list the devices of their person that are not over, the newest first', async () => {
    const person = 'yoga'
    const early = await opened({ person })
    const late = await opened({ person, createdAt: after(monday, { hours: 1 }) })
    await opened({ person: 'head' })
    const hash = fresh('device')
    const decision = deviceOf({ person, createdAt: after(monday, { hours: 2 }), remembered: true })
    await office.remember(await asked(), hash, decision)
    expect(await sessions.devices(person, monday)).toEqual([
      { hash, device: decision },
      { hash: late.session.device, device: late.device },
      { hash: early.session.device, device: early.device },
    ])
    expect(await sessions.devices(person, after(monday, { hours: 12 }))).toEqual([])
    expect(await sessions.devices('nobody', monday)).toEqual([])
  })

  it('end a device of their person only', async () => {
    const { session, device } = await opened({ person: 'section' })
    const hash = session.device
    const at = after(monday, { hours: 1 })
    expect(await sessions.revoke('head', hash, at)).toBe(false)
    expect(await sessions.devices('section', monday)).toEqual([{ hash, device }])
    expect(await sessions.revoke('section', hash, at)).toBe(true)
    expect(await sessions.devices('section', at)).toEqual([])
    const view = await sessions.view({ session: fresh('none'), device: hash })
    expect(view.device?.expiresAt).toBe(at)
    expect(await sessions.revoke('section', fresh('none'), at)).toBe(false)
  })
})
