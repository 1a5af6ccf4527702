import type { ActionLink, RecordedEvent, StoredRequest } from '../../shared/contracts/ports.ts'
import { type Decision, decisions } from '../../shared/domain/vocabulary.ts'
import type { DispatchPorts } from './ports.ts'

/** How long an e-mail's link lives (seconds): 60 days, longer than any review is waited for. */
const lifetime = 60 * 24 * 3600

/**
 * Links for one recipient of one event: own ones per decision. Their ids are derived from the case's
 * key, so that a retry mails the same links; the address holds nothing but the signed id.
 */
export async function linksFor<const Name extends Decision | 'letter'>(
  { signer, store, siteOrigin }: DispatchPorts,
  stored: StoredRequest,
  event: RecordedEvent,
  person: string,
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const issued = new Date(event.at)
  const expiresAt = new Date(issued.getTime() + lifetime * 1000).toISOString()
  const made = await Promise.all(
    names.map(async (name) => {
      const words = `${event.reference} ${event.version} ${person} ${name}`
      const bytes = await signer.derive('action-link', stored.draft.keyId, words)
      const id = Buffer.from(bytes.subarray(0, 16)).toString('base64url')
      const token = await signer.sign('link', { id }, issued, lifetime)
      return { name, id, url: `${siteOrigin}/${name === 'letter' ? 's' : 't'}/${token}` }
    }),
  )
  const { stageVersion, round, reference } = stored.case
  await store.putLinks(
    made.map(({ name, id }): ActionLink => {
      const decision = decisions.find((known) => known === name)
      return { id, reference, person, decision, stageVersion, round, expiresAt }
    }),
  )
  return Object.fromEntries(made.map(({ name, url }) => [name, url])) as Record<Name, string>
}
