import type { Fact } from './email.ts'

/** What mail programs take for an address: a scheme, www., an @, or letters.letters. */
const linkLike = /\S*(?:\/\/|www\.|@|[\p{L}\d-]\.\p{L}{2})\S*/giu

/**
 * Mail programs turn addresses in plain text into links, so a stranger's text could carry one in
 * our name. A zero-width space after each sign that holds an address together prevents that; what
 * people see stays the same. Only an e-mail's actions and the office's own contacts are links.
 */
export const unlinked = (text: string): string =>
  text.replace(linkLike, (address) => address.replace(/[.:/@]/g, '$&\u200B'))

/** A fact's value as the e-mail shows it. */
export const factText = ([, value, kind]: Fact): string =>
  kind === 'exact' ? value : unlinked(value)
