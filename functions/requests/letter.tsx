import type { Office } from '../../shared/contracts/office.ts'
import { parseReference } from '../../shared/domain/reference.ts'
import { hasAccess } from '../../shared/web/case-access.ts'
import { page, seeOther, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import { randomId, type Signer } from '../../shared/web/signing.ts'
import { LetterPage } from './letter.page.tsx'

/** A form that a browser posts straight to the bucket, its file field last. */
export type Ticket = { readonly url: string; readonly fields: Readonly<Record<string, string>> }

export type LetterPorts = {
  readonly office: Office
  readonly siteOrigin: string
  readonly signer: Signer
  /**
   * Signs an upload without a call: exact key, `minSize` (1) to `maxSize` bytes, `lifetime` seconds.
   * With `redirect` S3 sends the browser there afterwards, without it answers 201 with the object's
   * tag.
   */
  readonly ticket: (wanted: {
    key: string
    redirect?: string
    minSize?: number
    maxSize: number
    lifetime: number
    now: Date
  }) => Ticket | Promise<Ticket>
  readonly now: () => Date
}

/** S3 takes up to 20 MB, so that a letter over our 10 MB is refused by us, in words. */
const maxUpload = 20 * 1024 * 1024
const ticketLifetime = 15 * 60

/** The letter page: an upload ticket for the case that this browser may see. No AWS call. */
export function makeLetter({ office, siteOrigin, signer, ticket, now }: LetterPorts) {
  return async (event: WebEvent): Promise<WebAnswer> => {
    const reference = parseReference(event.pathParameters?.['reference'] ?? '')
    if (!reference || !(await hasAccess(event, signer, reference, now()))) {
      return seeOther(`/lacak${reference ? `?nomor=${reference}` : ''}`)
    }
    const wanted = {
      key: `incoming/${reference}/${randomId()}`,
      maxSize: maxUpload,
      lifetime: ticketLifetime,
      now: now(),
    }
    // An empty file too: without script only we can say what is wrong with it, in words.
    const redirect = `${siteOrigin}/permohonan/${reference}`
    const upload = await ticket({ ...wanted, redirect, minSize: 0 })
    const scripted = await ticket(wanted)
    return page(
      <LetterPage office={office} reference={reference} upload={upload} scripted={scripted} />,
      { postsTo: new URL(upload.url).origin },
    )
  }
}
