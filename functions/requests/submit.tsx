import type { Office } from '../../shared/contracts/office.ts'
import type { RequestStore } from '../../shared/contracts/ports.ts'
import {
  checkRequestForm,
  type FieldError,
  type RequestForm,
  requestFields,
} from '../../shared/contracts/request-form.ts'
import { officeDate } from '../../shared/domain/dates.ts'
import { newRequest } from '../../shared/domain/request-case.ts'
import { grantAccess } from '../../shared/web/case-access.ts'
import { type Draft, hashOf, referenceOf, trackingCodeOf } from '../../shared/web/credentials.ts'
import { formOf, page, seeOther, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import { csrfOf, fromOwnPage } from '../../shared/web/same-origin.ts'
import { randomId, type Signer } from '../../shared/web/signing.ts'
import { factsOf } from './facts.ts'
import { RequestFormPage } from './request-form.page.tsx'
import { SubmittedBeforePage } from './submitted-before.page.tsx'

export type SubmitPorts = {
  readonly office: Office
  readonly siteOrigin: string
  readonly store: Pick<RequestStore, 'submit' | 'submittedBefore'>
  readonly signer: Signer
  readonly now: () => Date
}

/** What was typed, by field name; lists for fields that repeat. */
export type Typed = Readonly<Record<string, string | readonly string[]>>

/** How long a form may stay open (seconds): 30 days, so that a lunch break or a weekend loses nothing. */
const formLifetime = 30 * 24 * 3600

/** The request form: GET hands it out with a signed draft id, POST files it once for that draft. */
export function makeSubmit(ports: SubmitPorts) {
  return async (event: WebEvent): Promise<WebAnswer> =>
    event.requestContext.http.method === 'POST' ? file(ports, event) : showForm(ports, event, {})
}

async function file(ports: SubmitPorts, event: WebEvent): Promise<WebAnswer> {
  const { signer, now } = ports
  const form = formOf(event)
  const typed = typedIn(form)
  if (!fromOwnPage(event, form, ports.siteOrigin)) {
    return showForm(ports, event, {
      typed,
      draft: form.get('draft'),
      notice: 'foreign',
      status: 403,
    })
  }
  const draft = await signer.verify('draft', form.get('draft') ?? undefined, now())
  if (!draft) return showForm(ports, event, { typed, notice: 'stale', status: 400 })
  const origin = { id: String(draft.claims['id']), keyId: draft.keyId }
  const contentHash = hashOf(JSON.stringify(typed))
  const checked = checkRequestForm(typed, officeDate(now().getTime()))
  if (!checked.ok) {
    // Filed while its dates were still ahead, and sent again: the same answer.
    const known = await ports.store.submittedBefore(origin.id)
    if (known?.contentHash === contentHash) return receipt(ports, known.reference)
    return showForm(ports, event, {
      typed,
      draft: form.get('draft'),
      errors: checked.errors,
      status: 400,
    })
  }
  return submit(ports, checked.form, {
    ...origin,
    contentHash,
    issued: Number(draft.claims['iat']),
  })
}

async function submit(
  ports: SubmitPorts,
  form: RequestForm,
  draft: Draft & { readonly contentHash: string; readonly issued: number },
): Promise<WebAnswer> {
  const { signer, store, office } = ports
  const { id, keyId, contentHash, issued } = draft
  const now = ports.now()
  const year = Number(officeDate(issued * 1000).slice(0, 4))
  const codeHash = hashOf(await trackingCodeOf(signer, draft))
  for (let attempt = 0; ; attempt += 1) {
    const reference = await referenceOf(signer, draft, year, attempt)
    const { person, ...facts } = factsOf(form)
    const state = newRequest({ reference, submittedAt: now.toISOString(), ...facts })
    const submission = { case: state, person, draft: { id, keyId }, codeHash, contentHash }
    const result = await store.submit(submission)
    if (result.outcome === 'reference-taken') continue
    if (result.outcome === 'stored') return receipt(ports, reference)
    if (result.contentHash === contentHash) return receipt(ports, result.reference)
    return page(<SubmittedBeforePage office={office} reference={result.reference} />, {
      status: 409,
      cookies: [await grantAccess(signer, result.reference, now)],
    })
  }
}

/** The case is filed: the browser goes on to its letter, now or whenever the same form comes again. */
async function receipt({ signer, now }: SubmitPorts, reference: string): Promise<WebAnswer> {
  const access = await grantAccess(signer, reference, now())
  return seeOther(`/permohonan/${reference}/surat`, [access])
}

async function showForm(
  { office, signer, now }: SubmitPorts,
  event: WebEvent,
  shown: {
    typed?: Typed
    draft?: string | null
    errors?: readonly FieldError[]
    notice?: 'foreign' | 'stale'
    status?: number
  },
): Promise<WebAnswer> {
  const { token, cookies } = csrfOf(event)
  const draft = shown.draft ?? (await signer.sign('draft', { id: randomId() }, now(), formLifetime))
  return page(
    <RequestFormPage
      office={office}
      csrf={token}
      draft={draft}
      today={officeDate(now().getTime())}
      typed={shown.typed ?? {}}
      errors={shown.errors ?? []}
      notice={shown.notice}
    />,
    { status: shown.status ?? 200, cookies },
  )
}

function typedIn(form: URLSearchParams): Typed {
  const typed: Record<string, string | readonly string[]> = {}
  for (const field of requestFields) {
    if (!form.has(field)) continue
    typed[field] = field === 'equipment' ? form.getAll(field) : (form.get(field) ?? '')
  }
  return typed
}
