import * as z from 'zod/mini'
import type { OfficeStore, RequestStore, StoredRequest } from '../../shared/contracts/ports.ts'
import { act, type RequestEvent } from '../../shared/domain/request.ts'
import { currentDecision, type ServiceRequest } from '../../shared/domain/request-case.ts'
import type { RequestCommand } from '../../shared/domain/request-commands.ts'
import type { Product } from '../../shared/domain/request-facts.ts'
import type { Failure, MeetingProvider, Providers } from '../../shared/providers/ports.ts'
import { log } from '../../shared/web/log.ts'
import { lacking, wantedMeeting, wantedStream } from './wanted.ts'

/** What the workflow hands over. `last`: nobody asks again, so a silent provider is put on the work list. */
const ProvisionInput = z.strictObject({
  reference: z.string(),
  round: z.number(),
  last: z.boolean(),
})

export type ProvisionPorts = {
  readonly store: Pick<RequestStore, 'load' | 'save'>
  readonly office: Pick<OfficeStore, 'staff'>
  readonly providers: () => Promise<Providers>
  /** The same for ever for one request. */
  readonly passcode: (request: StoredRequest) => Promise<string>
  readonly now: () => Date
}

/** The workflow tries again what ends with this. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable'
}

type Provisioned = { readonly product: Product; readonly failures: readonly Failure[] }

/**
 * Makes what an approved request lacks (meeting, stream) and records it. Done again it finds what it
 * made. Where a provider refuses, or stays silent to the last, the request waits for a link by staff;
 * the approval stands.
 * @throws ProviderUnavailable where asking again may help
 */
export function makeProvision(ports: ProvisionPorts) {
  return async (input: unknown): Promise<{ readonly outcome: Outcome }> => {
    const { reference, round, last } = ProvisionInput.parse(input)
    const stored = await ports.store.load(reference)
    if (!stored) throw new Error('The workflow provisions a case that does not exist.')
    if (!concerns(stored.case, round)) return { outcome: 'not-needed' }
    const made = await provisioned(ports, stored)
    for (const failure of made.failures) {
      log.warn('provision-failed', {
        reference,
        problem: problemOf(failure),
        detail: failure.detail,
      })
    }
    const waits = made.failures.some(({ outcome }) => outcome === 'unavailable')
    if (waits && !last) throw new ProviderUnavailable('A provider does not answer.')
    return { outcome: await record(ports, stored.case, made) }
  }
}

type Outcome = 'not-needed' | 'provisioned' | 'awaiting-link'

/** Whether the request is approved in that round, and the office makes what it lacks. */
const concerns = (request: ServiceRequest, round: number): boolean =>
  request.round === round &&
  ['approved', 'awaiting-link', 'scheduled'].includes(request.status) &&
  lacking(request).length > 0

/** Asks the providers for what is lacking; what they cannot make is told beside what they made. */
async function provisioned(ports: ProvisionPorts, stored: StoredRequest): Promise<Provisioned> {
  const lacks = lacking(stored.case)
  const { meetings, streams } = await ports.providers()
  let product: Product = {}
  const failures: Failure[] = []
  if (meetings && lacks.includes('meeting')) {
    const made = await meeting(ports, meetings.provider, stored)
    if ('meeting' in made) {
      const { id, joinUrl, passcode } = made.meeting
      product = { ...product, meetingId: id, joinUrl, passcode }
    } else failures.push(made)
  }
  if (streams && lacks.includes('stream')) {
    const made = await streams.provider.ensure(wantedStream(stored.case))
    if ('stream' in made) product = { ...product, streamUrl: made.stream.watchUrl }
    else failures.push(made)
  }
  return { product, failures }
}

/** Zoom takes only its own users as alternative hosts: without them rather than no meeting. */
async function meeting(
  { office, passcode }: ProvisionPorts,
  meetings: MeetingProvider,
  stored: StoredRequest,
): ReturnType<MeetingProvider['ensure']> {
  const serving = stored.case.assignment?.staff ?? []
  const staff = (await office.staff()).filter(({ id }) => serving.includes(id))
  const wanted = wantedMeeting(stored.case, await passcode(stored))
  const hosts = staff.map(({ email }) => email)
  const made = await meetings.ensure({ ...wanted, alternativeHosts: hosts })
  const refused = made.outcome === 'refused' && made.reason === 'not-accepted'
  return refused && hosts.length > 0 ? meetings.ensure(wanted) : made
}

/** Writes the outcome onto the request as it is now; it may have been decided otherwise meanwhile. */
async function record(
  { store, now }: ProvisionPorts,
  { reference, round }: ServiceRequest,
  made: Provisioned,
): Promise<Outcome> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const stored = await store.load(reference)
    if (!stored || !concerns(stored.case, round)) return 'not-needed'
    const commands = commandsFor(stored.case, made)
    const outcome = made.failures.length > 0 ? 'awaiting-link' : 'provisioned'
    if (commands.length === 0) return made.failures.length > 0 ? outcome : 'not-needed'
    const acted = allOf(stored.case, commands, now().toISOString())
    if ((await store.save(stored, acted.case, acted.events)) === 'saved') return outcome
  }
  throw new Error('The case kept changing while its link was recorded.')
}

function commandsFor(request: ServiceRequest, made: Provisioned): readonly RequestCommand[] {
  const { product, failures } = made
  const links: RequestCommand[] =
    Object.keys(product).length === 0
      ? []
      : [{ act: 'provision', product: { ...request.product, ...product } }]
  const [failure] = failures
  // Who is told once that a link is awaited need not be told again.
  if (!failure || (request.status === 'awaiting-link' && links.length === 0)) return links
  const problem = problemOf(failure)
  return [...links, { act: 'await-link', problem, to: servingOrDeciding(request) }]
}

/** As records and logs hold it; `sentenceOfProblem` reads it. */
const problemOf = ({ provider, reason }: Failure): string => `${provider}/${reason}`

const servingOrDeciding = (request: ServiceRequest): readonly string[] => {
  const decider = currentDecision(request)?.by
  const all = [...(request.assignment?.staff ?? []), ...(decider === undefined ? [] : [decider])]
  return [...new Set(all)]
}

function allOf(request: ServiceRequest, commands: readonly RequestCommand[], now: string) {
  let state = request
  const events: RequestEvent[] = []
  for (const command of commands) {
    const acted = act(state, command, now)
    if (!acted.ok) throw new Error(`An approved case does not allow ${command.act}.`)
    state = acted.value.case
    events.push(...acted.value.events)
  }
  return { case: state, events }
}
