import { describe, expect, it } from 'vitest'
import { tortureWithDuplicates } from '../torture/duplicates.ts'
import { tortureWithFaults } from '../torture/faults.ts'
import { tortureWithKills } from '../torture/kills.ts'

/**
 * A slice of `npm run office -- torture`. With TORTURE_SEED another one; a failure names the fault
 * for `--match`.
 */
const seed = Number(process.env['TORTURE_SEED'] ?? 20261123)
const progress = (): void => undefined

describe('A slice of the torture', () => {
  it('loses, doubles and sticks nothing where calls to AWS fail', async () => {
    const { runs, faults } = await tortureWithFaults({ seed, most: 6, quick: true, progress })
    expect({ seed, runs, faults }).toEqual({ seed, runs: 6, faults: [] })
  })

  it('comes to the same where everything comes twice, shuffled and a day later', async () => {
    const { faults } = await tortureWithDuplicates({ seed, most: 1, quick: true, progress })
    expect({ seed, faults }).toEqual({ seed, faults: [] })
  })

  it('loses nothing that was acknowledged before a kill -9', async () => {
    const { runs, counts, faults } = await tortureWithKills({ seed, most: 2, progress })
    expect({ seed, runs, faults }).toEqual({ seed, runs: 2, faults: [] })
    expect(counts['requests acknowledged']).toBeGreaterThan(0)
  })
})
