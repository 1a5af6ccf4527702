import { hasBegun, openOffers } from '../../shared/domain/applicant-moves.ts'
import { offerName } from '../../shared/domain/event-time.ts'
import type { EventFacts, EventTime } from '../../shared/domain/request-facts.ts'
import { page, seeOther, type WebAnswer } from '../../shared/web/http.ts'
import { csrfOf } from '../../shared/web/same-origin.ts'
import { OffersPage } from './offers.page.tsx'
import { isCurrent, type Outcome, pathOf, record, type Visit } from './visit.ts'

type Shown = {
  readonly chosen?: string | undefined
  readonly error?: string
  readonly changed?: boolean
  readonly status?: number
}

/** GET …/tawaran: the times that the office offered; without any the correction page goes on. */
export const showOffers = async (visit: Visit): Promise<WebAnswer> => show(visit, {})

function show(visit: Visit, { status = 200, ...shown }: Shown): WebAnswer {
  const { ports, event, stored, now } = visit
  const offers = openOffers(stored.case, now)
  if (offers.length === 0) return seeOther(`${pathOf(visit)}/perbaikan`)
  const { token, cookies } = csrfOf(event)
  return page(
    <OffersPage
      office={ports.office}
      csrf={token}
      request={stored.case}
      offers={offers}
      chosen={shown.chosen}
      error={shown.error}
      changed={shown.changed ?? false}
    />,
    { status, cookies },
  )
}

/**
 * POST …/tawaran: the request for that time, everything else and the letter as they were. A second
 * click gets the same answer.
 */
export async function accept(visit: Visit): Promise<Outcome> {
  const { ports, form, stored, now } = visit
  const chosen = form.get('offer') ?? undefined
  const { agency, event, letter } = stored.case
  if (!isCurrent(visit)) {
    // Taken by the first click, or a page of an earlier return.
    if (offerName(event) === chosen) return seeOther(pathOf(visit))
    return show(visit, { chosen, changed: true, status: 409 })
  }
  const offer = openOffers(stored.case, now).find((time) => offerName(time) === chosen)
  if (!offer) return show(visit, { error: 'Pilih salah satu waktu yang ditawarkan.', status: 400 })
  const facts = { agency, letter, event: moved(event, offer, now) }
  const clock = await ports.clock()
  const done = await record(visit, { act: 'revise', facts, keepLetter: true, clock })
  return done ? seeOther(pathOf(visit)) : 'conflict'
}

/** The event at the offered time; its rehearsal stays where it still lies ahead of it. */
function moved(event: EventFacts, offer: EventTime, now: string): EventFacts {
  const { rehearsal, ...rest } = event
  const kept = offer.rehearsal ?? rehearsal
  const ahead =
    kept &&
    kept.date <= offer.date &&
    !hasBegun({ ...offer, date: kept.date, startTime: kept.time ?? '23:59' }, now)
  return { ...rest, ...offer, ...(ahead && { rehearsal: kept }) }
}
