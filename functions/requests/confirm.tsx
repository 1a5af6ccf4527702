import type { RequestForm } from '../../shared/contracts/request-form.ts'
import { page, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import { isProof } from '../../shared/web/proof.ts'
import { askToWait, type Wait, waitLeft } from '../../shared/web/proof-wait.ts'
import { csrfOf } from '../../shared/web/same-origin.ts'
import { ConfirmPage } from './confirm.page.tsx'
import { filedBefore, type Sent, type SubmitPorts } from './filing.tsx'
import { formLifetime, type Typed } from './typed.ts'

/** Seconds within which nobody reads and answers the form. */
const leastAge = 3

/**
 * trap: the field that people do not see was filled · unproven: no work was done for it, or it came
 * too fast · early: the wait is not over.
 */
export type Doubt = 'trap' | 'unproven' | 'early'

/**
 * Why a complete form might be a machine's; undefined where it shows the opposite, by a proof of work
 * or by the wait that stands in for one. No AWS call.
 */
export async function doubtOf(
  { signer, now }: SubmitPorts,
  form: URLSearchParams,
  sent: Sent,
): Promise<{ readonly why: Doubt; readonly wait: Wait | undefined } | undefined> {
  const at = now()
  const wait = await waitLeft(signer, form.get('ticket') ?? undefined, sent.id, at)
  if (form.get('website')) return { why: 'trap', wait }
  if (wait) return wait.left > 0 ? { why: 'early', wait } : undefined
  const fast = at.getTime() / 1000 < sent.issued + leastAge
  const proven = !fast && (await isProof(signer, sent, form.get('proof') ?? ''))
  return proven ? undefined : { why: 'unproven', wait }
}

/**
 * The slower path: shows what was typed and asks to send it once more after a wait. A form that was
 * filed before needs neither: it gets its answer again.
 */
export async function confirm(
  ports: SubmitPorts,
  event: WebEvent,
  { why, wait }: NonNullable<Awaited<ReturnType<typeof doubtOf>>>,
  shown: {
    readonly form: RequestForm
    readonly typed: Typed
    readonly draft: string
    readonly sent: Sent
  },
): Promise<WebAnswer> {
  const { form, typed, draft, sent } = shown
  const known = await ports.store.submittedBefore(sent.id)
  if (known) return filedBefore(ports, known, sent)
  const asked = wait ?? (await askToWait(ports, event, sent.id, formLifetime))
  const { token, cookies } = csrfOf(event)
  return page(
    <ConfirmPage
      office={ports.office}
      why={why}
      wait={asked}
      form={form}
      hidden={{ ...typed, csrf: token, draft, ticket: asked.ticket }}
    />,
    { status: why === 'early' ? 429 : 200, cookies },
  )
}
