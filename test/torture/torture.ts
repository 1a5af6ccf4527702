import { tortureWithDuplicates } from './duplicates.ts'
import { tortureWithFaults } from './faults.ts'
import type { Torture, Verdict } from './house.ts'
import { tortureWithKills } from './kills.ts'

/** Every kind of torture, by the name under which it is asked for. */
export const tortures: Readonly<Record<string, (options: Torture) => Promise<Verdict>>> = {
  faults: tortureWithFaults,
  duplicates: tortureWithDuplicates,
  kills: tortureWithKills,
}
