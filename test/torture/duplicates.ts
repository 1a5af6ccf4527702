import { generator } from '../../infra/local/duplicates.ts'
import { type Torture, type Verdict, withHost } from './house.ts'
import { doubledDrafts, faultsOf, type Outcome, outcomeOf, worldOf } from './invariants.ts'
import { Journey, type Step } from './journeys.ts'
import type { Seams } from './seams.ts'

/** Cases whose deliveries mix. */
const casesPerRun = 3
/** Runs of the whole command: each has a seed of its own, derived from the given one. */
const allRuns = 25

const turns = ['remind', 'escalate'] as const

/** Everything asynchronous comes twice and shuffled, and all of it again a day later. */
export async function tortureWithDuplicates(options: Torture): Promise<Verdict> {
  const random = generator(options.seed)
  const runs = Math.min(allRuns, options.most ?? allRuns)
  const faults: string[] = []
  let calls = 0
  for (let run = 1; run <= runs; run += 1) {
    const seed = Math.floor(random() * 2 ** 31)
    const found = await withHost((seams) => duplicatesOn(seams, seed, turns))
    calls += found.calls
    for (const text of found.faults) {
      const fault = `duplicates with seed ${seed}: ${text}`
      faults.push(fault)
      options.found(fault)
    }
    options.progress(`duplicates ${run}/${runs}, ${faults.length} wrong`)
  }
  const counts = { cases: runs * casesPerRun, 'AWS calls behind them': calls }
  return { runs, counts, faults }
}

/**
 * One run on a host that runs already.
 * @param between the turns of the review that pass before the decision
 */
export async function duplicatesOn(
  seams: Seams,
  seed: number,
  between: readonly Step[],
): Promise<{ faults: readonly string[]; calls: number }> {
  const expected = await undisturbed(seams, between)
  await seams.duplicates({ on: true, seed, again: 'P1D' })
  const journeys = await together(seams, between)
  await seams.duplicates({ on: false, seed })
  const before = await cameTo(seams, journeys)
  await seams.advance({ advance: 'P1DT1H' })
  await seams.settle()
  const later = await cameTo(seams, journeys)
  const world = await worldOf(seams)
  const wrong = [
    ...journeys.flatMap(({ reference }) => faultsOf(world, reference)),
    ...doubledDrafts(world),
    ...(await seams.deadLetters()).map(({ body }) => `a dead letter: ${body}`),
    ...different(before, expected, 'came to'),
    ...different(later, expected, 'a day later came to'),
  ]
  return { faults: wrong, calls: (await seams.calls()).length }
}

/** One case alone, while everything comes once. */
async function undisturbed(seams: Seams, between: readonly Step[]): Promise<Outcome> {
  const journey = new Journey(seams)
  for (const step of ['submit', 'upload', ...between, 'decide', 'rest'] as const) {
    await journey.take(step)
  }
  return outcomeOf(await worldOf(seams), journey.reference)
}

/** Several cases step by step, so that what they cause is under way at once. */
async function together(seams: Seams, between: readonly Step[]): Promise<readonly Journey[]> {
  const journeys = Array.from({ length: casesPerRun }, () => new Journey(seams))
  for (const step of ['submit', 'upload'] as const) {
    await Promise.all(journeys.map((journey) => journey.take(step)))
  }
  // One at a time: the clock has one hand, and the reviewer's newest code must be this door's.
  for (const step of [...between, 'decide'] as const) {
    for (const journey of journeys) await journey.take(step)
  }
  await journeys[0]?.take('rest')
  return journeys
}

async function cameTo(seams: Seams, journeys: readonly Journey[]): Promise<readonly Outcome[]> {
  const world = await worldOf(seams)
  return journeys.map(({ reference }) => outcomeOf(world, reference))
}

const different = (came: readonly Outcome[], expected: Outcome, how: string): readonly string[] =>
  came
    .map((outcome) => JSON.stringify(outcome))
    .filter((text) => text !== JSON.stringify(expected))
    .map((text) => `a case ${how} ${text}`)
