import type { Office } from '../../contracts/office.ts'
import type { Staff } from '../../contracts/ports.ts'
import type { StaffRole } from '../../domain/vocabulary.ts'
import { isRoute, type Reach, type RouteKey, reachOf } from '../access.ts'
import { formOf, seeOther, type WebAnswer, type WebEvent, type WebHandler } from '../http.ts'
import { problemPage } from '../problem.page.tsx'
import { csrfOf, fromOwnPage } from '../same-origin.ts'
import { forgetForm, keepForm, keptForm } from './kept.ts'
import {
  claimedSession,
  noSession,
  personOf,
  type SessionMark,
  type SessionPorts,
  seenAt,
} from './session.ts'
import { deskPath, signInFor } from './wanted.ts'

/** A signed-in person at a route that their roles allow. */
export type StaffVisit = {
  readonly person: Staff
  readonly roles: readonly StaffRole[]
  /** any: everything · own: only what concerns the person. */
  readonly reach: Reach
  /** For the hidden field `csrf` of each form. */
  readonly csrf: string
  readonly mark: SessionMark
  /** What the person typed into this page's form before they had to sign in again. */
  readonly kept: URLSearchParams | undefined
}

/**
 * The answer to a route of the staff site, in two steps: what the first reads of the world is read
 * beside the session, and only the second, which gets the visit, shows anything.
 * @see beside
 */
export type StaffAnswer = (event: WebEvent) => (visit: StaffVisit) => WebAnswer | Promise<WebAnswer>

export type StaffPorts = SessionPorts & {
  readonly office: Office
  readonly siteOrigin: string
}

/** The routes that a handler of the staff site answers, as shared/web/routes.ts names them. */
export type StaffAnswers = Readonly<Partial<Record<RouteKey, StaffAnswer>>>

/**
 * Answers to nobody but signed-in people whose roles the table of shared/web/access.ts allows the
 * route; a route that is missing there or in `answers` is answered to no one. Everybody else is sent
 * to sign in and comes back, with what they posted.
 */
export function staffHandler(ports: StaffPorts, answers: StaffAnswers): WebHandler {
  return async (event) => {
    const route = event.routeKey.replace(/^HEAD /, 'GET ')
    const answer = isRoute(route) ? answers[route] : undefined
    if (!answer) return problemPage('not-found', ports.office)
    const posts = route.startsWith('POST ')
    if (posts && !fromOwnPage(event, formOf(event), ports.siteOrigin)) {
      return problemPage('foreign-post', ports.office)
    }
    const mark = await claimedSession(ports, event)
    if (!mark) return toSignIn(ports, event, route)
    const show = posts ? undefined : answer(event)
    const person = await personOf(ports, mark)
    if (!person) return toSignIn(ports, event, route)
    const reach = reachOf(person.roles, route)
    if (!reach) return problemPage('not-allowed', ports.office)
    const { token, cookies } = csrfOf(event)
    const kept = await keptForm(ports.signer, event, person.id, ports.now())
    const visit = { person, roles: person.roles, reach, csrf: token, mark, kept }
    const answered = await (show ?? answer(event))(visit)
    const seen = await seenAt(ports.signer, mark, ports.now())
    const forgotten = posts && answered.statusCode === 303 ? forgetForm(event) : []
    // What the answer says of a cookie goes last: it may end the session.
    const set = [...cookies, seen, ...forgotten, ...(answered.cookies ?? [])]
    return { ...answered, cookies: set }
  }
}

/** Starts a read beside the session's; where the visit is refused, nobody waits for its failure. */
export function beside<Value>(reading: Promise<Value>): Promise<Value> {
  reading.catch(() => undefined)
  return reading
}

async function toSignIn(ports: StaffPorts, event: WebEvent, route: string): Promise<WebAnswer> {
  const query = event.rawQueryString ? `?${event.rawQueryString}` : ''
  if (route.startsWith('GET ')) return seeOther(signInFor(event.rawPath + query), noSession)
  const page = pageOf(event, route)
  const kept = await keepForm(ports.signer, event, page, formOf(event), ports.now())
  return seeOther(signInFor(page), [...noSession, ...kept])
}

/** The page whose form posts to a route: at its own address, or the nearest one above it. */
function pageOf(event: WebEvent, route: string): string {
  const pattern = route.slice('POST '.length).split('/')
  const path = event.rawPath.split('/')
  for (let depth = pattern.length; depth > 1; depth -= 1) {
    if (isRoute(`GET ${pattern.slice(0, depth).join('/')}`)) return path.slice(0, depth).join('/')
  }
  return deskPath
}
