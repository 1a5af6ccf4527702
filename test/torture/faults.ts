import { generator } from '../../infra/local/duplicates.ts'
import { chosen, messageOf, type Torture, type Verdict, withHost } from './house.ts'
import { faultsOf, type Outcome, outcomeOf, repeated, worldOf } from './invariants.ts'
import { Journey, type Step } from './journeys.ts'
import { nameOf, type Planned, planOf } from './plan.ts'
import type { Seams } from './seams.ts'

/** A case decided the same hour, and one of which everybody is reminded. */
const quick = ['submit', 'upload', 'sweep', 'decide', 'rest'] as const
const long = ['submit', 'upload', 'remind', 'sweep', 'escalate', 'sweep', 'decide', 'rest'] as const
type Course = readonly Step[]

/** Cases on one host: its seams give all of them at each look. */
const perHost = { quick: 40, long: 10 }

type Clean = { readonly outcome: Outcome; readonly plan: readonly Planned[] }

/** Each AWS call of each journey fails once in each way, on a case of its own. */
export async function tortureWithFaults(options: Torture): Promise<Verdict> {
  const random = generator(options.seed)
  const near = await withHost((seams) => cleanRun(seams, quick, options))
  const far = await withHost((seams) => cleanRun(seams, long, options))
  const farPlan = far.plan.filter(({ step }) => step === 'remind' || step === 'escalate')
  const plan = chosen([...near.plan, ...farPlan], options.most, random)
  const tally = new Tally(options, near.plan.length + farPlan.length, plan.length)
  const isFar = (each: Planned): boolean => farPlan.includes(each)
  const nearOnes = plan.filter((each) => !isFar(each))
  await inLanes(nearOnes, quick, near.outcome, perHost.quick, tally)
  await inLanes(plan.filter(isFar), long, far.outcome, perHost.long, tally)
  return tally.verdict()
}

/** The same on a host that runs already, without the turns that wait for a night. */
export async function tortureByDay(seams: Seams, options: Torture): Promise<Verdict> {
  const clean = await cleanRun(seams, quick, options)
  const plan = chosen(clean.plan, options.most, generator(options.seed))
  const tally = new Tally(options, clean.plan.length, plan.length)
  for (const planned of plan) await run(seams, quick, planned, clean.outcome, tally)
  return tally.verdict()
}

/** A journey without faults, twice: the first warms the functions up, the second is recorded. */
async function cleanRun(seams: Seams, course: Course, { match = '' }: Torture): Promise<Clean> {
  await follow(new Journey(seams), course)
  const journey = new Journey(seams)
  const plan: Planned[] = []
  await follow(journey, course, async (step, take) => {
    const before = (await seams.calls()).length
    await take()
    plan.push(...planOf(step, (await seams.calls()).slice(before)))
  })
  const world = await worldOf(seams)
  const wrong = faultsOf(world, journey.reference)
  if (wrong.length > 0) throw new Error(`Without any fault: ${wrong.join('; ')}`)
  const seen = new Set<string>()
  return {
    outcome: outcomeOf(world, journey.reference),
    // A step that comes twice in the course is planned once.
    plan: plan.filter((each) => {
      const name = nameOf(each)
      return name.includes(match) && !seen.has(name) && seen.add(name)
    }),
  }
}

async function follow(
  journey: Journey,
  course: Course,
  around: (step: Step, take: () => Promise<void>) => Promise<void> = (_, take) => take(),
): Promise<void> {
  for (const step of course) await around(step, () => journey.take(step))
}

/** In two lanes, each with a host at a time. */
async function inLanes(
  plan: readonly Planned[],
  course: Course,
  expected: Outcome,
  perHost: number,
  tally: Tally,
): Promise<void> {
  const waiting = [...plan]
  const lane = async (): Promise<void> => {
    for (let own = waiting.splice(0, perHost); own.length > 0; own = waiting.splice(0, perHost)) {
      await withHost(async (seams) => {
        for (const planned of own) await run(seams, course, planned, expected, tally)
      })
    }
  }
  await Promise.all([lane(), lane()])
}

async function run(
  seams: Seams,
  course: Course,
  planned: Planned,
  expected: Outcome,
  tally: Tally,
): Promise<void> {
  const journey = new Journey(seams)
  const letters = (await seams.deadLetters()).length
  const wrong: string[] = []
  try {
    await follow(journey, course, async (step, take) => {
      if (step !== planned.step) return take()
      await seams.plant(planned.fault)
      try {
        await take()
      } finally {
        tally.meets(await seams.endFaults())
      }
    })
    wrong.push(...(await faultsAfter(seams, journey.reference, planned, expected, tally)))
  } catch (error) {
    wrong.push(messageOf(error))
  }
  const [parked] = (await seams.deadLetters()).slice(letters)
  tally.adds(planned, parked ? [...wrong, `a dead letter: ${parked.body}`] : wrong)
}

async function faultsAfter(
  seams: Seams,
  reference: string,
  { fault }: Planned,
  expected: Outcome,
  tally: Tally,
): Promise<readonly string[]> {
  const world = await worldOf(seams)
  // SES knows no idempotency token: where its answer is lost, the identical e-mail goes out again.
  const answerLost = fault.service === 'ses' && fault.when === 'after'
  if (answerLost) tally.repeats(repeated(world, reference).length)
  const wrong = faultsOf(world, reference, () => answerLost)
  const came = outcomeOf(world, reference)
  const same = JSON.stringify(came) === JSON.stringify(expected)
  return same ? wrong : [...wrong, `came to ${JSON.stringify(came)}`]
}

/** The running count. */
class Tally {
  readonly #options: Torture
  readonly #possible: number
  readonly #chosen: number
  readonly #journeys = new Map<string, number>()
  readonly #faults: string[] = []
  #runs = 0
  #met = 0
  #repeated = 0

  constructor(options: Torture, possible: number, chosen: number) {
    this.#options = options
    this.#possible = possible
    this.#chosen = chosen
  }

  meets(calls: number): void {
    if (calls > 0) this.#met += 1
  }

  repeats(mails: number): void {
    this.#repeated += mails
  }

  adds(planned: Planned, wrong: readonly string[]): void {
    const { journey } = planned
    this.#runs += 1
    this.#journeys.set(journey, (this.#journeys.get(journey) ?? 0) + 1)
    for (const text of wrong) {
      const fault = `${nameOf(planned)}: ${text}`
      this.#faults.push(fault)
      this.#options.found(fault)
    }
    this.#options.progress(`faults ${this.#runs}/${this.#chosen}, ${this.#faults.length} wrong`)
  }

  verdict(): Verdict {
    const counts = {
      ...Object.fromEntries(this.#journeys),
      'possible faults': this.#possible,
      'faults that a call met': this.#met,
      'e-mails repeated because SES’s answer was lost': this.#repeated,
    }
    return { runs: this.#runs, counts, faults: this.#faults }
  }
}
