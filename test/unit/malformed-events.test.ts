import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Change, occasionOf } from '../../functions/notifications/occasion.ts'
import { makeRotateKeys } from '../../functions/operations/rotate-keys.ts'
import { streamHandler } from '../../shared/web/pipelines.ts'
import { MemoryKeyVersions } from '../doubles/key-versions.ts'
import { World } from '../doubles/world.ts'

/** P21: so many of each handler. */
const numRuns = 10_000

let world: World
let reference: string
const ring = { current: 'k1', keys: { k1: 'the-first-key-of-the-tests-0123456789' } }
const rotate = makeRotateKeys({
  versions: new MemoryKeyVersions('v1', ring),
  newKey: () => 'the-next-key-of-the-tests-0123456789ab',
})

beforeAll(async () => {
  world = await World.open()
  reference = await world.review()
})

/** Events as they come, whose leaves are replaced and whose parts are lost. */
const genuine = (): readonly object[] => [
  world.upload('VC-2026-000000D'),
  { token: 't', reference, round: 1, attempt: 1, step: 0, act: 'remind' },
  { Step: 'createSecret', SecretId: 'Keys', ClientRequestToken: 'x'.repeat(36) },
  ...world.delivered.slice(0, 5),
]

const leaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(null, '', '__proto__', 'VC-2026-', 'incoming/', -1, 1e308, true, [], {}),
)

/** A copy of `value` in which some leaves are `leaves` and some parts are missing. */
function spoilt(value: unknown, draw: () => number, leaves: readonly unknown[]): unknown {
  const at = draw()
  if (typeof value !== 'object' || value === null) {
    return at < 0.4 ? leaves[Math.floor(at * 2.5 * leaves.length)] : value
  }
  if (at < 0.05) return leaves[0]
  if (Array.isArray(value)) return value.map((inner) => spoilt(inner, draw, leaves))
  const kept = Object.entries(value).filter(() => draw() > 0.15)
  return Object.fromEntries(kept.map(([key, inner]) => [key, spoilt(inner, draw, leaves)]))
}

const event = fc
  .record({
    which: fc.nat(),
    seed: fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
    leaves: fc.array(leaf, { minLength: 1, maxLength: 4 }),
    whole: fc.option(fc.jsonValue(), { freq: 5 }),
  })
  .map(({ which, seed, leaves, whole }) => {
    if (whole !== null) return whole
    const all = genuine()
    const draw = (): number => Number(seed.next().value)
    return spoilt(all[which % all.length], draw, leaves)
  })

const settle = async (work: Promise<unknown>) => (await Promise.allSettled([work]))[0]

type Handler = (input: never) => Promise<unknown>

describe.each<[string, () => Handler]>([
  ['accept-letter', () => world.acceptLetter],
  ['ask', () => world.ask],
  ['rotate-keys', () => rotate],
])('a malformed event to %s', (_, handlerOf) => {
  it('ends in an answer or an error, and changes no case', async () => {
    const before = world.store.dump()
    await fc.assert(
      fc.asyncProperty(event, async (input) => {
        const settled = await settle(handlerOf()(input as never))
        const trouble: unknown = settled.status === 'rejected' ? settled.reason : new Error()
        expect(trouble).toBeInstanceOf(Error)
        expect(world.store.dump() === before).toBe(true)
      }),
      { numRuns },
    )
  }, 120_000)
})

describe('a malformed record of a stream', () => {
  it('is reported as that record, and those before it are not', async () => {
    const read: string[] = []
    const handler = streamHandler(async (record) => {
      const change = record as unknown as Change
      read.push(String(record.eventID))
      const occasion = occasionOf(change)
      await (occasion && world.dispatch(occasion))
    })
    const before = world.store.dump()
    await fc.assert(
      fc.asyncProperty(event, async (input) => {
        const strange = { ...(input as object), eventID: 'b', dynamodb: { SequenceNumber: '2' } }
        const fine = { eventID: 'a', name: 'REMOVE', before: {}, after: {} }
        const Records = [fine, strange] as never
        const { batchItemFailures } = await handler({ Records })
        expect([[], [{ itemIdentifier: '2' }]]).toContainEqual(batchItemFailures)
        expect(world.store.dump() === before).toBe(true)
      }),
      { numRuns },
    )
  }, 120_000)
})
