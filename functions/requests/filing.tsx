import type { Office } from '../../shared/contracts/office.ts'
import type { OfficeStore, RequestStore } from '../../shared/contracts/ports.ts'
import type { RequestForm } from '../../shared/contracts/request-form.ts'
import { officeDate } from '../../shared/domain/dates.ts'
import { newRequest } from '../../shared/domain/request-case.ts'
import { grantAccess } from '../../shared/web/case-access.ts'
import { type Draft, hashOf, referenceOf, trackingCodeOf } from '../../shared/web/credentials.ts'
import { page, seeOther, type WebAnswer } from '../../shared/web/http.ts'
import type { Signer } from '../../shared/web/signing.ts'
import { factsOf } from './facts.ts'
import { SubmittedBeforePage } from './submitted-before.page.tsx'

export type SubmitPorts = {
  readonly office: Office
  readonly siteOrigin: string
  readonly store: Pick<RequestStore, 'submit' | 'submittedBefore'>
  readonly counter: Pick<OfficeStore, 'count'>
  readonly signer: Signer
  readonly now: () => Date
}

/** A form as it came: its draft, when that was handed out (seconds), and a hash of its answers. */
export type Sent = Draft & { readonly contentHash: string; readonly issued: number }

/** Files the form once for its draft; whatever comes with the same draft later gets its answer. */
export async function fileOnce(
  ports: SubmitPorts,
  form: RequestForm,
  sent: Sent,
): Promise<WebAnswer> {
  const { signer, store } = ports
  const { id, keyId, contentHash, issued } = sent
  const year = Number(officeDate(issued * 1000).slice(0, 4))
  const codeHash = hashOf(await trackingCodeOf(signer, sent))
  const submittedAt = ports.now().toISOString()
  for (let attempt = 0; ; attempt += 1) {
    const reference = await referenceOf(signer, sent, year, attempt)
    const { person, ...facts } = factsOf(form)
    const state = newRequest({ reference, submittedAt, ...facts })
    const submission = { case: state, person, draft: { id, keyId }, codeHash, contentHash }
    const result = await store.submit(submission)
    if (result.outcome === 'stored') return receipt(ports, reference)
    if (result.outcome !== 'reference-taken') return filedBefore(ports, result, sent)
  }
}

/** The draft is a case already: the same answers get the same answer, others change nothing. */
export async function filedBefore(
  ports: SubmitPorts,
  known: { readonly reference: string; readonly contentHash: string },
  { contentHash }: Sent,
): Promise<WebAnswer> {
  const { office, signer, now } = ports
  if (known.contentHash === contentHash) return receipt(ports, known.reference)
  return page(<SubmittedBeforePage office={office} reference={known.reference} />, {
    status: 409,
    cookies: [await grantAccess(signer, known.reference, now())],
  })
}

/** The case is filed: the browser goes on to its letter, now or whenever the same form comes again. */
async function receipt({ signer, now }: SubmitPorts, reference: string): Promise<WebAnswer> {
  const access = await grantAccess(signer, reference, now())
  return seeOther(`/permohonan/${reference}/surat`, [access])
}
