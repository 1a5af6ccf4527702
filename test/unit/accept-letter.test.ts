import { beforeEach, describe, expect, it } from 'vitest'
import { makeAcceptLetter } from '../../functions/requests/accept-letter.ts'
import { firstBreak } from '../../shared/domain/history.ts'
import { letterFaults } from '../../shared/domain/vocabulary.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { after, monday, tuesdayClose } from '../builders.ts'
import { objectCreated, World } from '../doubles/world.ts'

let world: World
let reference: string

beforeEach(async () => {
  world = await World.open()
  reference = await world.file()
})

const state = async () => (await world.stored(reference)).case

describe('a good letter', () => {
  it('starts the clock at S3’s time and is pinned by version and hash', async () => {
    const event = world.upload(reference, 'the letter')
    world.clock.pass({ hours: 2 })
    await world.acceptLetter(event)
    const { case: request, uploads } = await world.stored(reference)
    expect(request).toMatchObject({ status: 'received', receivedAt: monday, dueAt: tuesdayClose })
    expect(request.letterFile).toMatchObject({
      key: `letters/${reference}/1`,
      sha256: hashOf('the letter'),
      size: 10,
      type: 'pdf',
    })
    const { key, versionId } = request.letterFile!
    expect(world.letters.bytes(key, versionId)).toBe('the letter')
    expect(uploads).toEqual([
      { versionId: event.detail.object['version-id'], etag: event.detail.object.etag },
    ])
  })

  it('is accepted once, however often and late its event comes', async () => {
    const event = world.upload(reference)
    await Promise.all([world.acceptLetter(event), world.acceptLetter(event)])
    const before = world.dump()
    world.clock.pass({ days: 1 })
    await world.acceptLetter(event)
    expect(world.dump()).toBe(before)
    expect(await world.names(reference)).toEqual(['RequestSubmitted', 'LetterAccepted'])
  })

  it('is the first of two whose events come in any order', async () => {
    const [first, second] = [world.upload(reference, 'first'), world.upload(reference, 'second')]
    await world.acceptLetter(second)
    await world.acceptLetter(first)
    expect((await state()).letterFile?.sha256).toBe(hashOf('second'))
    expect(await world.names(reference)).toEqual(['RequestSubmitted', 'LetterAccepted'])
  })
})

describe('a bad letter', () => {
  it.each(letterFaults)(
    'that is %s is refused with that reason and the case waits on',
    async (fault) => {
      world.letters.judge = () => ({ ok: false, fault })
      await world.acceptLetter(world.upload(reference))
      const { case: request, events } = await world.stored(reference)
      expect(request).toMatchObject({ status: 'awaiting-letter', round: 0 })
      expect(request.receivedAt).toBeUndefined()
      expect(events.at(-1)).toMatchObject({ name: 'LetterRefused', data: { fault } })
    },
  )

  it.each([
    [0, 'empty'],
    [10 * 1024 * 1024 + 1, 'too-large'],
  ])('of %i bytes is not even opened', async (size, fault) => {
    world.letters.judge = () => {
      throw new Error('opened')
    }
    await world.acceptLetter(objectCreated(`incoming/${reference}/a`, 'v1', size, monday))
    expect((await world.stored(reference)).events.at(-1)?.data).toEqual({ fault, refusals: 1 })
  })

  it('is refused once, and a good one may follow', async () => {
    world.letters.judge = () => ({ ok: false, fault: 'encrypted' })
    const bad = world.upload(reference)
    await world.acceptLetter(bad)
    world.letters.judge = () => {
      throw new Error('opened again')
    }
    await world.acceptLetter(bad)
    world.letters.judge = () => ({ ok: true, type: 'png', sha256: hashOf('good'), size: 4 })
    await world.acceptLetter(world.upload(reference, 'good'))
    await world.acceptLetter(bad)
    expect(await world.names(reference)).toEqual([
      'RequestSubmitted',
      'LetterRefused',
      'LetterAccepted',
    ])
  })

  it('is not recorded when the inspector does not answer: the event comes again', async () => {
    world.letters.judge = () => {
      throw new Error('TooManyRequestsException')
    }
    const event = world.upload(reference)
    const before = world.dump()
    await expect(world.acceptLetter(event)).rejects.toThrow('TooManyRequests')
    expect(world.dump()).toBe(before)
  })
})

describe('an upload that nobody waits for', () => {
  it.each(['incoming/nonsense/a', 'incoming/VC-2026-1111111/a', 'incoming/', ''])(
    'at %j is left alone',
    async (key) => {
      const before = world.dump()
      await world.acceptLetter(objectCreated(key, 'v1', 5, monday))
      expect(world.dump()).toBe(before)
    },
  )

  it('of a case that is under review or decided changes nothing', async () => {
    await world.acceptLetter(world.upload(reference))
    await world.settle()
    const late = world.upload(reference, 'late')
    for (const change of [
      () => Promise.resolve(),
      async () => {
        const path = await world.enter(browser, world.linkIn('sekar@office.example', 'Tolak'))
        await browser.post(path, { decision: 'reject', reason: 'Penuh.', stage: '2' })
      },
    ]) {
      await change()
      const before = world.dump()
      await world.acceptLetter(late)
      expect(world.dump()).toBe(before)
    }
    expect((await state()).status).toBe('rejected')
  })

  it('before the return of the request is not its correction, also when its event comes late', async () => {
    await world.acceptLetter(world.upload(reference, 'first'))
    await world.settle()
    world.clock.pass({ minutes: 1 })
    const early = world.upload(reference, 'sent twice')
    world.clock.pass({ minutes: 30 })
    const path = await world.enter(browser, world.linkIn('sekar@office.example', 'Kembalikan'))
    await browser.post(path, { decision: 'return', reason: 'Tanpa cap.', stage: '2' })
    await world.acceptLetter(early)
    expect((await state()).status).toBe('needs-correction')
    world.clock.pass({ hours: 1 })
    await world.acceptLetter(world.upload(reference, 'corrected'))
    expect(await state()).toMatchObject({ status: 'received', round: 2 })
    expect((await state()).letterFile).toMatchObject({
      key: `letters/${reference}/2`,
      sha256: hashOf('corrected'),
    })
  })

  let browser: ReturnType<World['browser']>
  beforeEach(() => {
    browser = world.browser()
  })
})

describe('a case that changes while its letter is judged', () => {
  const racing = (times: number) => {
    let left = times
    return makeAcceptLetter({
      ...world.timed,
      store: {
        load: (ref) => world.store.load(ref),
        awaitScan: (...scan) => world.store.awaitScan(...scan),
        save: async (...save) => {
          left -= 1
          return left >= 0 ? 'conflict' : world.store.save(...save)
        },
      },
    })
  }

  it('is read again, and the letter recorded once', async () => {
    await racing(3)(world.upload(reference))
    const { events, uploads } = await world.stored(reference)
    expect(events.map(({ name }) => name)).toEqual(['RequestSubmitted', 'LetterAccepted'])
    expect(uploads).toHaveLength(1)
    expect(firstBreak(events, hashOf)).toBeUndefined()
  })

  it('is left to the event’s next delivery when it does not come to rest', async () => {
    await expect(racing(99)(world.upload(reference))).rejects.toThrow('kept changing')
    expect((await state()).status).toBe('awaiting-letter')
  })
})

describe('a letter in a year without a decree', () => {
  it('is accepted, and the limit waits', async () => {
    world.clock.at = '2027-12-31T02:00:00.000Z'
    const late = await world.file(world.browser(), { eventDate: '2028-01-20' })
    await world.acceptLetter(world.upload(late))
    const { case: request } = await world.stored(late)
    expect(request).toMatchObject({ status: 'received', waitingForYear: 2028 })
    expect(request.receivedAt).toBe(after('2027-12-31T02:00:00.000Z', {}))
  })
})
