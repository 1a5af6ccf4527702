import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoOffice } from '../../shared/aws/office.ts'
import type { Challenge, OfficeStore } from '../../shared/contracts/ports.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { after, monday, officeClock, staff } from '../builders.ts'
import { MemoryOffice } from '../doubles/office.ts'
import { Aws, tables } from './aws.ts'

let number = 0
const fresh = (what: string): string => {
  number += 1
  return `${what}-${number}`
}

const challengeOf = (own: Partial<Challenge> = {}): Challenge => ({
  id: fresh('challenge'),
  keyId: 'k1',
  person: fresh('person'),
  askedAt: monday,
  expiresAt: after(monday, { minutes: 10 }),
  ...own,
})

describe.each([
  ['in memory', () => Promise.resolve({ office: new MemoryOffice(), close: () => {} })],
  [
    'in DynamoDB',
    async () => {
      const aws = await Aws.open('dynamodb')
      return { office: new DynamoOffice(tables.office), close: () => aws.close() }
    },
  ],
] as const)('the office %s', (_, open) => {
  let office: OfficeStore
  let close: () => Promise<void> | void

  beforeAll(async () => {
    const opened = await open()
    office = opened.office
    close = opened.close
  })
  afterAll(() => close())

  it('says what is missing before people and calendar are there', async () => {
    expect(await office.staff()).toEqual([])
    await expect(office.clock()).rejects.toThrow('The office has no calendar')
  })

  it('takes people and calendar, and writes again only what is missing', async () => {
    const [first, ...others] = staff
    expect(await office.install([first!], officeClock)).toBe(2)
    const renamed = { ...first!, name: 'Somebody else' }
    const moved = { ...officeClock, receiptRule: 'next-working-day' } as const
    expect(await office.install([renamed, ...others], moved)).toBe(others.length)
    expect(await office.install([renamed, ...others], moved)).toBe(0)
    expect(await office.staff()).toEqual([...staff].sort((a, b) => (a.id < b.id ? -1 : 1)))
    expect(await office.clock()).toEqual(officeClock)
  })

  describe('a code', () => {
    it('is asked for five times an hour, and again in the next', async () => {
      const person = fresh('person')
      const ask = (now: string) => office.challenge(challengeOf({ person }), now, 5)
      const answers: boolean[] = []
      for (let times = 0; times < 7; times += 1) answers.push(await ask(monday))
      expect(answers).toEqual([true, true, true, true, true, false, false])
      expect(await ask(after(monday, { hours: 1 }))).toBe(true)
      expect(await office.challenge(challengeOf(), monday, 5)).toBe(true)
    })

    it('takes five tries, counted down', async () => {
      const challenge = challengeOf()
      await office.challenge(challenge, monday, 5)
      const left: (number | undefined)[] = []
      for (let times = 0; times < 6; times += 1)
        left.push((await office.tryChallenge(challenge.id, monday, 5))?.triesLeft)
      expect(left).toEqual([4, 3, 2, 1, 0, undefined])
    })

    it('takes five tries at once as well', async () => {
      const challenge = challengeOf()
      await office.challenge(challenge, monday, 5)
      const tries = await Promise.all(
        Array.from({ length: 30 }, () => office.tryChallenge(challenge.id, monday, 5)),
      )
      expect(tries.filter(Boolean)).toHaveLength(5)
    })

    it('gives its challenge back until it expires', async () => {
      const challenge = challengeOf()
      await office.challenge(challenge, monday, 5)
      const tryAt = (now: string) => office.tryChallenge(challenge.id, now, 5)
      expect((await tryAt(after(monday, { minutes: 9 })))?.challenge).toEqual(challenge)
      expect(await tryAt(after(monday, { minutes: 10 }))).toBeUndefined()
      expect(await office.tryChallenge('unknown', monday, 5)).toBeUndefined()
    })

    it('is mailed once, by one, and by another when the first is gone', async () => {
      const { id, ...rest } = challengeOf()
      await office.challenge({ id, ...rest }, monday, 5)
      const claims = await Promise.all(
        Array.from({ length: 10 }, () => office.claimCode(id, monday)),
      )
      expect(claims.filter(Boolean)).toHaveLength(1)
      expect(await office.claimCode(id, after(monday, { minutes: 1 }))).toBe(false)
      expect(await office.claimCode(id, after(monday, { minutes: 2 }))).toBe(true)
      await office.codeSent(id)
      expect(await office.claimCode(id, after(monday, { minutes: 9 }))).toBe(false)
      expect(await office.claimCode('unknown', monday)).toBe(false)
    })

    it('can be mailed at once by another when the right was given back', async () => {
      const challenge = challengeOf()
      await office.challenge(challenge, monday, 5)
      await office.claimCode(challenge.id, monday)
      await office.releaseCode(challenge.id)
      expect(await office.claimCode(challenge.id, monday)).toBe(true)
      expect(await office.claimCode(challenge.id, monday)).toBe(false)
    })

    it('makes one device, whoever else comes with it', async () => {
      const challenge = challengeOf()
      await office.challenge(challenge, monday, 5)
      const device = {
        person: challenge.person,
        createdAt: monday,
        expiresAt: after(monday, { hours: 12 }),
        label: 'Firefox di Windows',
        remembered: false,
      }
      const remembered = await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          office.remember(challenge.id, hashOf(`${challenge.id} ${at}`), device),
        ),
      )
      expect(remembered.filter(Boolean)).toHaveLength(1)
      expect(await office.tryChallenge(challenge.id, monday, 5)).toBeUndefined()
      expect(await office.remember('unknown', hashOf('device'), device)).toBe(false)
    })
  })

  describe('a counter', () => {
    it('counts each key by the hour', async () => {
      const key = fresh('key')
      expect(await office.countOf(key, monday)).toBe(0)
      expect(await office.count(key, monday)).toBe(1)
      expect(await office.count(key, after(monday, { minutes: 59 }))).toBe(2)
      expect(await office.countOf(key, monday)).toBe(2)
      expect(await office.countOf(fresh('key'), monday)).toBe(0)
      expect(await office.count(key, after(monday, { hours: 1 }))).toBe(1)
    })

    it('loses no count of many at once', async () => {
      const key = fresh('key')
      const counts = await Promise.all(Array.from({ length: 20 }, () => office.count(key, monday)))
      expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
    })
  })
})
