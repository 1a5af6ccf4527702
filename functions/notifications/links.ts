import type { RecordedEvent, StoredRequest } from '../../shared/contracts/ports.ts'
import { decisionLinkId } from '../../shared/domain/action-link.ts'
import { datesTouched, slotsOf } from '../../shared/domain/event-slots.ts'
import { type Decision, decisions } from '../../shared/domain/vocabulary.ts'
import type { DispatchPorts } from './ports.ts'

/** How long an e-mail's link lives (seconds): 60 days, longer than any review is waited for. */
const lifetime = 60 * 24 * 3600

type Parts = readonly [ports: DispatchPorts, stored: StoredRequest, event: RecordedEvent]

/** A reviewer's links to one e-mail's case, one for each decision. */
export async function decisionLinks(
  person: string,
  ...parts: Parts
): Promise<Record<Decision, string>> {
  const [ports, , event] = parts
  const id = await issue(parts, person, 'decision', decisions)
  const url = async (decision: Decision) => linkTo(ports, event, 't', decisionLinkId(id, decision))
  const [approve, reject, back] = await Promise.all([url('approve'), url('reject'), url('return')])
  return { approve, reject, return: back }
}

/** The applicant's link to send a letter by. */
export async function letterLink(...parts: Parts): Promise<string> {
  const [ports, , event] = parts
  return linkTo(ports, event, 's', await issue(parts, 'applicant', 'letter', []))
}

/** The applicant's link to the survey; it holds nothing but the request's number. */
export async function surveyLink(
  { signer, siteOrigin }: DispatchPorts,
  { case: { reference } }: StoredRequest,
  { at }: RecordedEvent,
): Promise<string> {
  return `${siteOrigin}/survei/${await signer.sign('survey', { reference }, new Date(at), lifetime)}`
}

/**
 * Keeps the links of one recipient of one event. Their id is derived from the case's key, so that a
 * retry mails the same ones.
 */
async function issue(
  [{ signer, store }, stored, event]: Parts,
  person: string,
  use: 'decision' | 'letter',
  made: readonly Decision[],
): Promise<string> {
  const words = `${event.reference} ${event.version} ${person} ${use}`
  const bytes = await signer.derive('action-link', stored.draft.keyId, words)
  const id = Buffer.from(bytes.subarray(0, 16)).toString('base64url')
  const { stageVersion, round, reference } = stored.case
  const expiresAt = new Date(Date.parse(event.at) + lifetime * 1000).toISOString()
  const dates = made.length > 0 ? datesTouched(slotsOf(stored.case.event)) : []
  const links = { id, reference, person, decisions: made, stageVersion, round, expiresAt, dates }
  await store.putLinks(links)
  return id
}

/** The address holds nothing but the signed id. */
async function linkTo(
  { signer, siteOrigin }: DispatchPorts,
  { at }: RecordedEvent,
  path: 's' | 't',
  id: string,
): Promise<string> {
  return `${siteOrigin}/${path}/${await signer.sign('link', { id }, new Date(at), lifetime)}`
}
