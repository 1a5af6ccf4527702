import { HtmlValidate } from 'html-validate'

const validator = new HtmlValidate({ extends: ['html-validate:standard'] })

/** What html-validate finds in a document as it was sent, a line per finding. */
export async function htmlFindings(html: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
  )
}

/** Code or looks within the document, which the CSP would stop: they belong in files. */
export function inlineFindings(html: string): readonly string[] {
  return [...html.matchAll(/\sstyle=|<style|\son\w+="|<script(?![^>]* src=)|javascript:/gi)].map(
    ([found]) => `inline: ${found}`,
  )
}

/** Addresses in the document that lead to another host than `own` (origins). */
export function foreignHosts(html: string, own: readonly string[]): readonly string[] {
  const addresses = [...html.matchAll(/\s(?:href|src|action|formaction|poster|srcset)="([^"]*)"/gi)]
  return addresses
    .map(([, address = '']) => address.replaceAll('&amp;', '&'))
    .filter((address) => /^(?:[a-z]+:)?\/\//i.test(address))
    .filter((address) => !own.includes(new URL(address, 'https://relative.example').origin))
}
