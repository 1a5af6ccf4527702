import type { Office } from '../../shared/contracts/office.ts'
import type { RequestStore, StoredRequest } from '../../shared/contracts/ports.ts'
import { checkSurvey, type SurveyError } from '../../shared/contracts/survey-form.ts'
import { parseReference } from '../../shared/domain/reference.ts'
import { act } from '../../shared/domain/request.ts'
import {
  formOf,
  page,
  seeOther,
  type WebAnswer,
  type WebEvent,
  type WebHandler,
} from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'
import { csrfOf, fromOwnPage } from '../../shared/web/same-origin.ts'
import type { Signer } from '../../shared/web/signing.ts'
import { SurveyPage, ThanksPage } from './survey.page.tsx'

export type SurveyPorts = {
  readonly office: Office
  readonly siteOrigin: string
  readonly signer: Signer
  readonly store: Pick<RequestStore, 'load' | 'save'>
  readonly now: () => Date
}

type Shown = { readonly typed?: URLSearchParams; readonly errors?: readonly SurveyError[] }

/** How often an answer is tried again where others write to the case at the same time. */
const attempts = 5

/** GET and POST /survei/{token}: one answer for each request, by the link of the e-mail alone. */
export function makeSurvey(ports: SurveyPorts): WebHandler {
  return async (event) => {
    const { office, signer, siteOrigin, now } = ports
    const token = event.pathParameters?.['token']
    const verified = await signer.verify('survey', token, now())
    const reference = verified && parseReference(String(verified.claims['reference']))
    if (!reference || token === undefined) return problemPage('no-link', office)
    const posted = event.requestContext.http.method === 'POST'
    if (posted && !fromOwnPage(event, formOf(event), siteOrigin)) {
      return problemPage('foreign-post', office)
    }
    const path = `/survei/${token}`
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const stored = await ports.store.load(reference)
      // Not held after all, by a later correction: there is nothing to be marked.
      if (stored?.case.status !== 'completed') return problemPage('no-link', office)
      if (stored.case.surveyed)
        return posted ? seeOther(path) : page(<ThanksPage office={office} />)
      if (!posted) return show(ports, event, path, reference)
      const answer = await take(ports, event, path, stored)
      if (answer) return answer
    }
    return problemPage('busy', office)
  }
}

function show(
  { office }: SurveyPorts,
  event: WebEvent,
  path: string,
  reference: string,
  { typed, errors = [] }: Shown = {},
): WebAnswer {
  const { token: csrf, cookies } = csrfOf(event)
  return page(<SurveyPage {...{ office, csrf, path, reference, typed, errors }} />, {
    status: errors.length > 0 ? 400 : 200,
    cookies,
  })
}

/** Records the answer; undefined where somebody wrote to the case meanwhile. */
async function take(
  ports: SurveyPorts,
  event: WebEvent,
  path: string,
  stored: StoredRequest,
): Promise<WebAnswer | undefined> {
  const typed = formOf(event)
  const checked = checkSurvey(typed)
  const { reference } = stored.case
  if (!checked.ok) return show(ports, event, path, reference, { typed, errors: checked.errors })
  const at = ports.now().toISOString()
  const acted = act(stored.case, { act: 'answer-survey' }, at)
  if (!acted.ok) throw new Error(`The survey was offered in ${stored.case.status}.`)
  const survey = { ...checked.answer, at }
  const saved = await ports.store.save(stored, acted.value.case, acted.value.events, { survey })
  return saved === 'saved' ? seeOther(path) : undefined
}
