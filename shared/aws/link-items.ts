import type { ActionLink, IssuedLinks } from '../contracts/ports.ts'
import { linkNamed } from '../domain/action-link.ts'
import type { Decision } from '../domain/vocabulary.ts'
import { fromItem, type Item } from './dynamodb.ts'
import { linkKey } from './keys.ts'

/** The links of an e-mail, in one item. */
export const linksItem = (links: IssuedLinks): object => ({
  ...linkKey(links.id),
  ...links,
  expiresAtIso: links.expiresAt,
  expiresAt: Math.floor(Date.parse(links.expiresAt) / 1000),
})

/** One decision's link, or that of a letter. In release 0.1.0 each decision's had an item of its own. */
type LinksItem = Omit<ActionLink, 'expiresAt'> & {
  expiresAtIso: string
  decisions?: readonly Decision[]
}

/** The link that is asked for; undefined where the item has none for that decision. */
export function linkOf(item: Item, linkId: string): ActionLink | undefined {
  const { expiresAtIso, decisions = [], ...kept } = fromItem<LinksItem>(item)
  const { reference, person, stageVersion, round, dates } = kept
  const decision = linkNamed(linkId).decision ?? kept.decision
  if (decision !== kept.decision && !decisions.some((known) => known === decision)) return undefined
  // One of several is not named by what they have in common.
  if (decision === undefined && decisions.length > 0) return undefined
  const expiresAt = expiresAtIso
  return { id: linkId, reference, person, decision, stageVersion, round, expiresAt, dates }
}
