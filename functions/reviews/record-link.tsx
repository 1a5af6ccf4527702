import { checkLinks } from '../../shared/contracts/decision-form.ts'
import { act } from '../../shared/domain/request.ts'
import { formOf, seeOther, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'
import { fromOwnPage } from '../../shared/web/same-origin.ts'
import { linkEdition } from './links.ts'
import { isOwnRequest } from './own-request.page.tsx'
import type { DecidePorts } from './ports.ts'
import { show } from './show.tsx'
import { askCode } from './sign-in.tsx'
import { visitId, visitorOf } from './visitor.ts'

/** POST …/tautan: the bound person adds or corrects the links of an approved request. */
export async function recordLink(ports: DecidePorts, event: WebEvent): Promise<WebAnswer> {
  const form = formOf(event)
  if (!fromOwnPage(event, form, ports.siteOrigin)) return problemPage('foreign-post', ports.office)
  const visitor = await visitorOf(ports, event)
  if (visitor.kind === 'stranger') return problemPage('no-link', ports.office)
  if (visitor.kind === 'unverified') return askCode(ports, event, visitor)
  if (isOwnRequest(visitor)) return show(ports, event, visitor, { status: 403 })
  const checked = checkLinks(form)
  if (!checked.ok) {
    return show(ports, event, visitor, { typed: form, errors: checked.errors, status: 400 })
  }
  const { stored, person, link } = visitor
  const now = ports.now().toISOString()
  // The form names the edition it showed: somebody else's newer links are never overwritten.
  if (Number(form.get('edition')) !== linkEdition(stored)) {
    return problemPage('busy', ports.office)
  }
  const acted = act(stored.case, { act: 'record-link', by: person.id, product: checked.form }, now)
  if (!acted.ok) return show(ports, event, visitor, { status: 409 })
  const saved = await ports.store.save(stored, acted.value.case, acted.value.events)
  return saved === 'saved'
    ? seeOther(`/keputusan/${visitId(link.id)}`)
    : problemPage('busy', ports.office)
}
