import type { StoredRequest } from '../../shared/contracts/ports.ts'
import {
  checkRequestForm,
  type FieldError,
  type RequestForm,
} from '../../shared/contracts/request-form.ts'
import { applicantMay } from '../../shared/domain/applicant-moves.ts'
import { officeDate } from '../../shared/domain/dates.ts'
import { waitingEnds } from '../../shared/domain/request-expiry.ts'
import { page, seeOther, type WebAnswer } from '../../shared/web/http.ts'
import { csrfOf } from '../../shared/web/same-origin.ts'
import { factsOf } from './facts.ts'
import { movedOn } from './moved-on.page.tsx'
import { type LetterChoice, letterChoices, RevisePage } from './revise.page.tsx'
import { type Typed, typedIn } from './typed.ts'
import { sameAnswers, typedOf } from './typed-facts.ts'
import { isCurrent, type Outcome, pathOf, record, type Visit } from './visit.ts'

type Shown = {
  readonly typed?: Typed
  readonly letter?: LetterChoice | undefined
  readonly errors?: readonly (FieldError | { readonly field: 'letter'; readonly message: string })[]
  readonly changed?: boolean
  readonly status?: number
}

/** GET …/perbaikan: everything as it was sent, with what was asked above it. */
export async function showRevise(visit: Visit): Promise<WebAnswer> {
  if (!applicantMay(visit.stored.case, 'revise', visit.now)) return movedOn(visit, 'revise')
  return show(visit, {})
}

async function show(visit: Visit, { status = 200, ...shown }: Shown): Promise<WebAnswer> {
  const { ports, event, stored, now } = visit
  const { calendar } = await ports.clock()
  const until = waitingEnds(stored.case, calendar)
  const { token, cookies } = csrfOf(event)
  return page(
    <RevisePage
      office={ports.office}
      csrf={token}
      request={stored.case}
      now={now}
      until={until === 'undecreed' ? undefined : until}
      today={officeDate(now)}
      typed={shown.typed ?? typedOf(stored.case, stored.person)}
      letter={shown.letter}
      errors={shown.errors ?? []}
      changed={shown.changed ?? false}
    />,
    { status, cookies },
  )
}

/**
 * POST …/perbaikan: the corrected answers in place of the earlier ones. With the letter standing the
 * review begins again, else the letter is the next step. The same answers again get the same answer.
 */
export async function revise(visit: Visit): Promise<Outcome> {
  const { ports, form, stored, now } = visit
  const typed = typedIn(form)
  const letter = letterChoices.find((choice) => choice === form.get('letter'))
  const checked = checkRequestForm({ ...typed, ...declared }, officeDate(now))
  const next = letter === 'new' ? `${pathOf(visit)}/surat` : pathOf(visit)
  const same = checked.ok && isSame(visit, checked.form)
  if (!isCurrent(visit) && same && letter !== undefined) return seeOther(next)
  if (!applicantMay(stored.case, 'revise', now)) {
    return movedOn(visit, 'revise', checked.ok ? factsOf(checked.form) : undefined)
  }
  const errors = [
    ...(checked.ok ? [] : checked.errors),
    ...(letter === undefined ? [letterUnsaid] : []),
    ...(same && letter === 'keep' && !isCorrected(stored) ? [nothingNew] : []),
  ]
  if (!isCurrent(visit)) return show(visit, { typed, letter, errors, changed: true, status: 409 })
  if (!checked.ok || errors.length > 0) return show(visit, { typed, letter, errors, status: 400 })
  // The letter alone is what is new: its page takes it.
  if (same && letter === 'new') return seeOther(next)
  const { person, ...facts } = factsOf(checked.form)
  const command = { act: 'revise', facts, keepLetter: letter === 'keep' } as const
  const done = await record(visit, { ...command, clock: await ports.clock() }, person)
  return done ? seeOther(next) : 'conflict'
}

/** Declared when the form was first sent; a correction is of the same request. */
const declared = { truthful: 'yes', privacyRead: 'yes' } as const

const letterUnsaid = {
  field: 'letter',
  message: 'Pilih apakah surat yang sudah Anda kirim tetap berlaku.',
} as const

const nothingNew = {
  field: 'letter',
  message:
    'Isian Anda masih sama dengan sebelumnya. Perbaiki isiannya, atau pilih untuk mengirim surat baru.',
} as const

/** Whether the applicant has sent corrected answers since the return, and was to send a letter too. */
const isCorrected = ({ case: { round }, earlier }: StoredRequest): boolean =>
  earlier?.round === round

function isSame({ stored }: Visit, form: RequestForm): boolean {
  const { person, ...facts } = factsOf(form)
  return sameAnswers(typedOf(facts, person), typedOf(stored.case, stored.person))
}
