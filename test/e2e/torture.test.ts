import { describe, expect, it } from 'vitest'
import { duplicatesOn } from '../torture/duplicates.ts'
import { tortureByDay } from '../torture/faults.ts'
import { withHost } from '../torture/house.ts'
import { tortureWithKills } from '../torture/kills.ts'

/**
 * A slice of `npm run office -- torture`, with TORTURE_SEED another one. A fault that it finds is
 * named so that `--match` of the command repeats it.
 */
const seed = Number(process.env['TORTURE_SEED'] ?? 20261123)
const quiet = { progress: () => undefined, found: () => undefined }

describe('A slice of the torture', () => {
  it('loses, doubles and sticks nothing: calls fail, events come twice and a day later', async () => {
    await withHost(async (seams) => {
      const { runs, faults } = await tortureByDay(seams, { seed, most: 4, ...quiet })
      expect({ seed, runs, faults }).toEqual({ seed, runs: 4, faults: [] })
      const twice = await duplicatesOn(seams, seed, [])
      expect({ seed, faults: twice.faults }).toEqual({ seed, faults: [] })
    })
  })

  it('loses nothing that was acknowledged before a kill -9', async () => {
    const { runs, counts, faults } = await tortureWithKills({ seed, most: 2, ...quiet })
    expect({ seed, runs, faults }).toEqual({ seed, runs: 2, faults: [] })
    expect(counts['requests acknowledged']).toBeGreaterThan(0)
  })
})
