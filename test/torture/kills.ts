import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generator } from '../../infra/local/duplicates.ts'
import type { Message } from '../../infra/local/mail.ts'
import { messageOf, type Torture, type Verdict } from './house.ts'
import {
  doubledDrafts,
  faultsOf,
  type Outcome,
  outcomeOf,
  repeated,
  worldOf,
} from './invariants.ts'
import { Journey } from './journeys.ts'
import { KilledHost } from './killed-host.ts'
import { Load, untilAnswered } from './load.ts'
import { Person } from './people.ts'
import { pause, Seams } from './seams.ts'

const applicants = 3
/**
 * A host works for up to so long before it is killed, in milliseconds; on a busy machine longer, by
 * what its start took, so that people get on.
 */
const longestLife = 2500
const lifePerStart = 1.5
/** One start in so many is killed before the host is ready, within this time. */
const earlyKills = 8
const shortestStart = 400

type Kills = { readonly at: number[]; readonly restarts: number[] }

/** kill -9 at random moments while people work; each time it goes on with the same folder. */
export async function tortureWithKills(options: Torture): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'siaran-killed-'))
  const host = await KilledHost.in(folder)
  const seams = new Seams(host.origin)
  try {
    await host.start()
    const { expected, reviewer } = await before(seams)
    const load = new Load(seams, applicants, reviewer)
    const kills: Kills = { at: [], restarts: [] }
    const stuck = load.stuck
    // Whoever meets something that they cannot get over ends the torture.
    await killAtRandom(host, seams, options, kills, stuck)
    await load.end()
    await repair(seams, load)
    const { faults, ...rest } = await verdictOf(seams, load, kills, expected)
    const verdict = { ...rest, faults: [...host.crashes, ...faults] }
    for (const fault of verdict.faults) options.found(fault)
    return verdict
  } catch (error) {
    const why = [messageOf(error), ...host.crashes].join('; ')
    throw new Error(`The torture broke off: ${why}`, { cause: error })
  } finally {
    await host.kill()
    await rm(folder, { recursive: true, force: true })
  }
}

/** One whole case in peace: what a case comes to, and a device that is remembered. */
async function before(seams: Seams): Promise<{ expected: Outcome; reviewer: Person }> {
  const reviewer = new Person(seams, untilAnswered)
  const journey = new Journey(seams, reviewer)
  for (const step of ['submit', 'upload', 'decide', 'rest'] as const) await journey.take(step)
  const expected = outcomeOf(await worldOf(seams), journey.reference)
  return { expected, reviewer }
}

async function killAtRandom(
  host: KilledHost,
  seams: Seams,
  { seed, most = 200, progress }: Torture,
  { at, restarts }: Kills,
  stuck: Promise<unknown>,
): Promise<void> {
  const random = generator(seed)
  // How far the host's clock is ahead; each form that is read moves it.
  let offset = 0
  while (at.length < most) {
    const lastStart = restarts.at(-1) ?? 0
    await Promise.race([pause(random() * Math.max(longestLife, lifePerStart * lastStart)), stuck])
    offset = await seams.now().then(
      (now) => now - Date.now(),
      () => offset,
    )
    at.push(Date.now() + offset)
    await host.kill()
    while (at.length < most && random() < 1 / earlyKills) {
      const starting = host.start().catch(() => 0)
      await pause(random() * shortestStart)
      at.push(Date.now() + offset)
      await host.kill()
      await starting
    }
    restarts.push(await host.start())
    progress(`kills ${at.length}/${most}`)
  }
}

/** Every retry and sweep has run, and what then waits for the reviewer is decided. */
async function repair(seams: Seams, load: Load): Promise<void> {
  await seams.settle()
  await seams.advance({ advance: 'PT1H30M' })
  await seams.settle()
  while (await load.decideNext());
  await seams.advance({ advance: 'PT46M' })
  await seams.settle()
}

async function verdictOf(
  seams: Seams,
  { acknowledged }: Load,
  kills: Kills,
  expected: Outcome,
): Promise<Verdict> {
  const { filed, uploaded, decided } = acknowledged
  const world = await worldOf(seams)
  let needless = 0
  const faults = [...filed].flatMap((reference) => {
    const came = outcomeOf(world, reference)
    const missing = needlessCalls(came, expected)
    needless += missing.length
    const wanted = { ...expected, mails: expected.mails.filter((mail) => !missing.includes(mail)) }
    const wrong = faultsOf(world, reference, (copies) => cutShort(copies, kills.at))
    return JSON.stringify(came) === JSON.stringify(wanted)
      ? wrong
      : [...wrong, `${reference} came to ${JSON.stringify(came)}`]
  })
  const cases = world.items.filter(({ sk, pk }) => sk === 'STATE' && pk.startsWith('CASE#'))
  const unknown = cases.length - filed.size - 1
  if (unknown !== 0) faults.push(`there are ${unknown} cases that nobody was told of`)
  faults.push(...doubledDrafts(world))
  faults.push(...(await seams.deadLetters()).map(({ body }) => `a dead letter: ${body}`))
  const restarts = kills.restarts.toSorted((one, other) => one - other)
  const counts = {
    'requests acknowledged': filed.size,
    'letters acknowledged': uploaded.size,
    'decisions acknowledged': decided.size,
    'e-mails repeated because a kill came between SES and the note of it': [...filed].flatMap(
      (reference) => repeated(world, reference),
    ).length,
    'calls to a reviewer that a kill held back until the other had decided': needless,
    'ms to restart (median)': Math.round(restarts[Math.floor(restarts.length / 2)] ?? 0),
    'ms to restart (longest)': Math.round(restarts.at(-1) ?? 0),
  }
  return { runs: kills.at.length, counts, faults }
}

/** Calls to decide that are missing where somebody else was called and has decided. */
function needlessCalls(came: Outcome, expected: Outcome): readonly string[] {
  const calls = expected.mails.filter((mail) => mail.includes('Mohon kajian'))
  const missing = calls.filter((call) => !came.mails.includes(call))
  return missing.length < calls.length && came.events.includes('RequestApproved') ? missing : []
}

/** How long before a kill an e-mail may have gone out whose note it cut short, by the clock (ms). */
const underWay = 10_000

/** Whether each further copy follows on a kill that may have cut the note of the one before short. */
function cutShort(copies: readonly Message[], kills: readonly number[]): boolean {
  return copies.slice(1).every((copy, before) => {
    const first = Date.parse(copies[before]?.at ?? '')
    return kills.some(
      (kill) => kill >= first - 100 && kill <= first + underWay && Date.parse(copy.at) >= kill,
    )
  })
}
