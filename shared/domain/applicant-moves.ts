import { officeZone } from './dates.ts'
import type { ServiceRequest } from './request-case.ts'
import type { EventTime } from './request-facts.ts'
import { moveFor, type RequestAct } from './request-moves.ts'
import { instantIn } from './zone.ts'

/** What applicants do with a request that they have filed. */
export type ApplicantAct = Extract<RequestAct, 'revise' | 'cancel' | 'change-time'>

/** Whether an event begins at `now` (ISO instant) or began before; its wall clock is the office's. */
export const hasBegun = ({ date, startTime }: EventTime, now: string): boolean =>
  instantIn(date, startTime, officeZone) <= Date.parse(now)

/**
 * Whether the applicant may do that at `now`: as the table of moves says, and what concerns the event
 * only before it begins. A correction may name a later one.
 */
export const applicantMay = (request: ServiceRequest, act: ApplicantAct, now: string): boolean =>
  moveFor(request.status, act, 'applicant') !== undefined &&
  (act === 'revise' || !hasBegun(request.event, now))

/** Times that the office offered and that can still be taken. */
export const openOffers = (request: ServiceRequest, now: string): readonly EventTime[] =>
  applicantMay(request, 'revise', now)
    ? (request.offers ?? []).filter((offer) => !hasBegun(offer, now))
    : []
