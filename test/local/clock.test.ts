import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Clock } from '../../infra/local/clock.ts'
import { Work } from '../../infra/local/work.ts'

const START = Date.parse('2026-11-23T09:00:00+07:00')
const DAY = 24 * 3600 * 1000

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate)
}

let work: Work
let clock: Clock

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START })
  work = new Work()
  clock = new Clock(new SharedArrayBuffer(8), () => work.settled())
})
afterEach(() => {
  clock.stop()
  vi.useRealTimers()
})

describe('the clock', () => {
  it('fires each timer at its own time, in order, when it is moved', async () => {
    const fired: [string, number][] = []
    clock.schedule(START + 3 * DAY, () => void fired.push(['third', clock.now()]))
    clock.schedule(START + DAY, () => {
      fired.push(['first', clock.now()])
      clock.schedule(START + 2 * DAY, () => void fired.push(['second', clock.now()]))
    })
    clock.schedule(START + 5 * DAY, () => void fired.push(['later', clock.now()]))
    await clock.advance(START + 4 * DAY)
    expect(fired).toEqual([
      ['first', START + DAY],
      ['second', START + 2 * DAY],
      ['third', START + 3 * DAY],
    ])
    expect(clock.now()).toBe(START + 4 * DAY)
  })

  it('lets timers of one instant fire in the order of their making', async () => {
    const fired: number[] = []
    for (const n of [1, 2, 3]) clock.schedule(START + DAY, () => void fired.push(n))
    await clock.advance(START + DAY)
    expect(fired).toEqual([1, 2, 3])
  })

  it('waits between two timers until the work of the first is done', async () => {
    const told: string[] = []
    clock.schedule(START + 1000, () => {
      void work.track(async () => {
        await turns(20)
        told.push(`work done at ${clock.now() - START}`)
      })
    })
    clock.schedule(START + 2000, () => void told.push('next timer'))
    await clock.advance(START + DAY)
    expect(told).toEqual(['work done at 1000', 'next timer'])
  })

  it('forgets a timer that was called off, also from another timer of that instant', async () => {
    const fired: string[] = []
    const callOff = clock.schedule(START + 2000, () => void fired.push('called off'))
    clock.schedule(START + 1000, () => callOff())
    await clock.advance(START + DAY)
    expect(fired).toEqual([])
  })

  it('fires what is due already without being moved, but never at once', async () => {
    let synchronous = true
    const fired = new Promise<boolean>((resolve) => {
      clock.schedule(START - DAY, () => resolve(synchronous))
    })
    synchronous = false
    expect(await fired).toBe(false)
  })

  it('fires by itself while other work is in flight', async () => {
    const lasting = Promise.withResolvers<void>()
    const busy = work.track(() => lasting.promise)
    await new Promise<void>((resolve) => {
      clock.schedule(START, resolve)
    })
    lasting.resolve()
    await busy
    expect(clock.now()).toBe(START)
  })

  it('moves in the order of the requests and never back', async () => {
    const times: number[] = []
    clock.schedule(START + 2 * DAY, () => void times.push(clock.now()))
    await Promise.all([clock.advance(START + 3 * DAY), clock.advance(START + DAY)])
    expect(times).toEqual([START + 2 * DAY])
    expect(clock.now()).toBe(START + 3 * DAY)
  })

  it('holds timers of more than 24 days', async () => {
    let fired = 0
    clock.schedule(START + 100 * DAY, () => {
      fired += 1
    })
    await clock.advance(START + 99 * DAY)
    expect(fired).toBe(0)
    await clock.advance(START + 100 * DAY)
    expect(fired).toBe(1)
  })

  it('shares its offset with the worker threads', async () => {
    const shared = new SharedArrayBuffer(8)
    const moved = new Clock(shared, () => work.settled())
    await moved.advance(START + DAY)
    expect(new Float64Array(shared)[0]).toBe(DAY)
    moved.stop()
  })
})

describe('work in flight', () => {
  it('is settled at once when there is none', async () => {
    await expect(work.settled()).resolves.toBeUndefined()
  })

  it('is settled when the last of several is done, failed ones included', async () => {
    const order: string[] = []
    const failing = work.track(async () => {
      await turns(3)
      order.push('failed')
      throw new Error('on purpose')
    })
    const lasting = work.track(async () => {
      await turns(9)
      order.push('done')
    })
    const settled = work.settled().then(() => order.push('settled'))
    await expect(failing).rejects.toThrow('on purpose')
    await Promise.all([lasting, settled])
    expect(order).toEqual(['failed', 'done', 'settled'])
  })

  it('is not settled while work that ends starts other work', async () => {
    let done = false
    void work.track(async () => {
      await turns(1)
      void work.track(async () => {
        await turns(5)
        done = true
      })
    })
    await work.settled()
    expect(done).toBe(true)
  })
})
