import { type Decision, decisions } from './vocabulary.ts'

/** Names one decision's link among those of an e-mail, which are kept under `id` (base64url). */
export const decisionLinkId = (id: string, decision: Decision): string => `${id}.${decision}`

/** Under which id a link is kept, and which decision it is for, where its own id tells one. */
export function linkNamed(linkId: string): { readonly id: string; readonly decision?: Decision } {
  const [id = '', word] = linkId.split('.')
  const decision = decisions.find((known) => known === word)
  return decision === undefined ? { id: linkId } : { id, decision }
}
