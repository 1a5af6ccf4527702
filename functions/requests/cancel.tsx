import { checkCancelReason } from '../../shared/contracts/cancel-form.ts'
import { applicantMay } from '../../shared/domain/applicant-moves.ts'
import { page, seeOther, type WebAnswer } from '../../shared/web/http.ts'
import { csrfOf } from '../../shared/web/same-origin.ts'
import { CancelPage } from './cancel.page.tsx'
import { movedOn } from './moved-on.page.tsx'
import { isCurrent, type Outcome, pathOf, record, type Visit } from './visit.ts'

type Shown = {
  readonly typed?: string
  readonly error?: string
  readonly changed?: boolean
  readonly status?: number
}

/** GET …/batal: what follows from it, and the button; nothing happens before that. */
export const showCancel = async (visit: Visit): Promise<WebAnswer> => show(visit, {})

function show(visit: Visit, { status = 200, ...shown }: Shown): WebAnswer {
  const { ports, event, stored, now } = visit
  if (!applicantMay(stored.case, 'cancel', now)) return movedOn(visit, 'cancel')
  const { token, cookies } = csrfOf(event)
  return page(
    <CancelPage
      office={ports.office}
      csrf={token}
      request={stored.case}
      typed={shown.typed ?? ''}
      error={shown.error}
      changed={shown.changed ?? false}
    />,
    { status, cookies },
  )
}

/** POST …/batal: what was shown is what is cancelled, once; a second click gets the same receipt. */
export async function cancel(visit: Visit): Promise<Outcome> {
  const { form, stored, now } = visit
  if (stored.case.status === 'cancelled') return seeOther(pathOf(visit))
  if (!applicantMay(stored.case, 'cancel', now)) return movedOn(visit, 'cancel')
  const typed = form.get('reason') ?? ''
  if (!isCurrent(visit)) return show(visit, { typed, changed: true, status: 409 })
  const checked = checkCancelReason(typed)
  if (!checked.ok) return show(visit, { typed, error: checked.message, status: 400 })
  const done = await record(visit, { act: 'cancel', reason: checked.reason })
  return done ? seeOther(pathOf(visit)) : 'conflict'
}
