import { checkRequestForm, type FieldError } from '../../shared/contracts/request-form.ts'
import { officeDate } from '../../shared/domain/dates.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { formOf, page, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import { challengeOf } from '../../shared/web/proof.ts'
import { csrfOf, fromOwnPage } from '../../shared/web/same-origin.ts'
import { randomId } from '../../shared/web/signing.ts'
import { confirm, doubtOf } from './confirm.tsx'
import { filedBefore, fileOnce, type SubmitPorts } from './filing.tsx'
import { RequestFormPage } from './request-form.page.tsx'
import { formLifetime, type Typed, typedIn } from './typed.ts'

/** The request form: GET hands it out with a signed draft id, POST files it once for that draft. */
export function makeSubmit(ports: SubmitPorts) {
  return async (event: WebEvent): Promise<WebAnswer> =>
    event.requestContext.http.method === 'POST' ? file(ports, event) : showForm(ports, event, {})
}

async function file(ports: SubmitPorts, event: WebEvent): Promise<WebAnswer> {
  const { signer, now } = ports
  const form = formOf(event)
  const typed = typedIn(form)
  const draft = form.get('draft') ?? ''
  const kept = { typed, draft, ticket: form.get('ticket') ?? undefined }
  if (!fromOwnPage(event, form, ports.siteOrigin)) {
    return showForm(ports, event, { ...kept, notice: 'foreign', status: 403 })
  }
  const known = await signer.verify('draft', draft, now())
  if (!known) return showForm(ports, event, { typed, notice: 'stale', status: 400 })
  // From the page that asks to send once more, back to the fields.
  if (form.has('ubah')) return showForm(ports, event, kept)
  const sent = {
    id: String(known.claims['id']),
    keyId: known.keyId,
    issued: Number(known.claims['iat']),
    contentHash: hashOf(JSON.stringify(typed)),
  }
  const checked = checkRequestForm(typed, officeDate(now().getTime()))
  if (!checked.ok) {
    // Filed while its dates were still ahead, and sent again: the same answer.
    const before = await ports.store.submittedBefore(sent.id)
    if (before?.contentHash === sent.contentHash) return filedBefore(ports, before, sent)
    return showForm(ports, event, { ...kept, errors: checked.errors, status: 400 })
  }
  const doubt = await doubtOf(ports, form, sent)
  if (doubt) return confirm(ports, event, doubt, { form: checked.form, typed, draft, sent })
  return fileOnce(ports, checked.form, sent)
}

type Shown = {
  readonly typed?: Typed
  /** Absent: a fresh one. */
  readonly draft?: string
  readonly ticket?: string | undefined
  readonly errors?: readonly FieldError[]
  readonly notice?: 'foreign' | 'stale'
  readonly status?: number
}

async function showForm(ports: SubmitPorts, event: WebEvent, shown: Shown): Promise<WebAnswer> {
  const { token, cookies } = csrfOf(event)
  const { draft, challenge } = await handOut(ports, shown.draft)
  return page(
    <RequestFormPage
      office={ports.office}
      csrf={token}
      draft={draft}
      challenge={challenge}
      ticket={shown.ticket}
      today={officeDate(ports.now().getTime())}
      typed={shown.typed ?? {}}
      errors={shown.errors ?? []}
      notice={shown.notice}
    />,
    { status: shown.status ?? 200, cookies },
  )
}

/** A draft with the work that belongs to it: the form's own, or a fresh one. */
async function handOut({ signer, now }: SubmitPorts, draft: string | undefined) {
  const known = await signer.verify('draft', draft, now())
  if (draft !== undefined && known) {
    const { claims, keyId } = known
    return { draft, challenge: await challengeOf(signer, { id: String(claims['id']), keyId }) }
  }
  const id = randomId()
  const fresh = await signer.sign('draft', { id }, now(), formLifetime)
  const keyId = await signer.currentKeyId()
  return { draft: fresh, challenge: await challengeOf(signer, { id, keyId }) }
}
