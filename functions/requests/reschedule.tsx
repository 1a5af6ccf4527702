import { checkEventTime } from '../../shared/contracts/event-time-form.ts'
import type { FieldError } from '../../shared/contracts/request-form.ts'
import { applicantMay, hasBegun } from '../../shared/domain/applicant-moves.ts'
import { officeDate } from '../../shared/domain/dates.ts'
import { act } from '../../shared/domain/request.ts'
import type { EventTime } from '../../shared/domain/request-facts.ts'
import { page, seeOther, type WebAnswer } from '../../shared/web/http.ts'
import { csrfOf } from '../../shared/web/same-origin.ts'
import { movedOn } from './moved-on.page.tsx'
import { ReschedulePage } from './reschedule.page.tsx'
import { type Typed, typedIn } from './typed.ts'
import { sameAnswers, typedOf } from './typed-facts.ts'
import { isCurrent, type Outcome, pathOf, record, type Visit } from './visit.ts'

type Shown = {
  readonly typed?: Typed
  readonly errors?: readonly FieldError[]
  readonly changed?: boolean
  readonly status?: number
}

/** GET …/jadwal-ulang: the time as it stands, and what follows from asking for another. */
export async function showReschedule(visit: Visit): Promise<WebAnswer> {
  if (!applicantMay(visit.stored.case, 'change-time', visit.now)) {
    return movedOn(visit, 'change-time')
  }
  return show(visit, {})
}

async function show(visit: Visit, { status = 200, ...shown }: Shown): Promise<WebAnswer> {
  const { ports, event, stored, now } = visit
  const clock = await ports.clock()
  const time = timeOf(stored.case.event)
  // What asking now would promise.
  const asked = act(stored.case, { act: 'change-time', time, clock }, now)
  const { token, cookies } = csrfOf(event)
  return page(
    <ReschedulePage
      office={ports.office}
      csrf={token}
      request={stored.case}
      promised={asked.ok ? asked.value.case.dueAt : undefined}
      today={officeDate(now)}
      typed={shown.typed ?? typedOf(stored.case)}
      errors={shown.errors ?? []}
      changed={shown.changed ?? false}
    />,
    { status, cookies },
  )
}

/**
 * POST …/jadwal-ulang: the same request for another time, decided anew. The same time again gets the
 * same answer.
 */
export async function reschedule(visit: Visit): Promise<Outcome> {
  const { ports, form, stored, now } = visit
  const typed = typedIn(form)
  const checked = checkEventTime(typed, officeDate(now))
  const same = checked.ok && isSame(stored.case.event, checked.time)
  if (!isCurrent(visit) && same) return seeOther(pathOf(visit))
  if (!applicantMay(stored.case, 'change-time', now)) return movedOn(visit, 'change-time')
  const errors = [
    ...(checked.ok ? [] : checked.errors),
    ...(checked.ok && !same && hasBegun(checked.time, now) ? [past] : []),
    ...(same ? [nothingNew] : []),
  ]
  if (!isCurrent(visit)) return show(visit, { typed, errors, changed: true, status: 409 })
  if (!checked.ok || errors.length > 0) return show(visit, { typed, errors, status: 400 })
  const clock = await ports.clock()
  const done = await record(visit, { act: 'change-time', time: checked.time, clock })
  return done ? seeOther(pathOf(visit)) : 'conflict'
}

const past = {
  field: 'startTime',
  message: 'Waktu mulai sudah lewat. Isi waktu yang belum tiba.',
} as const

const nothingNew = {
  field: 'eventDate',
  message: 'Waktunya masih sama dengan sebelumnya. Isi tanggal atau waktu yang lain.',
} as const

const timeOf = ({ date, startTime, endTime, rehearsal }: EventTime): EventTime => ({
  date,
  startTime,
  endTime,
  rehearsal,
})

/** Whether two times are the same, the rehearsal included. */
function isSame(one: EventTime, other: EventTime): boolean {
  const said = ({ date, startTime, endTime, rehearsal }: EventTime): Typed => ({
    ...{ date, startTime, endTime },
    rehearsal: `${rehearsal?.date ?? ''} ${rehearsal?.time ?? ''}`,
  })
  return sameAnswers(said(one), said(other))
}
