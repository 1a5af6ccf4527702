import { checkLinks, type DecisionError } from '../../shared/contracts/decision-form.ts'
import { act } from '../../shared/domain/request.ts'
import type { Product } from '../../shared/domain/request-facts.ts'
import { formOf, seeOther, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'
import { fromOwnPage } from '../../shared/web/same-origin.ts'
import { forgetTyped } from './kept.ts'
import { linkEdition } from './links.ts'
import { isOwnRequest } from './own-request.page.tsx'
import type { DecidePorts } from './ports.ts'
import { show } from './show.tsx'
import { askCodeAgain } from './sign-in.tsx'
import { visitId, visitorOf } from './visitor.ts'

/**
 * POST …/tautan: the bound person adds or corrects the links of an approved request. The form names
 * the edition it showed: somebody else's newer links are never overwritten, and a second click
 * records nothing more.
 */
export async function recordLink(ports: DecidePorts, event: WebEvent): Promise<WebAnswer> {
  const form = formOf(event)
  if (!fromOwnPage(event, form, ports.siteOrigin)) return problemPage('foreign-post', ports.office)
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const visitor = await visitorOf(ports, event)
    if (visitor.kind === 'stranger') return problemPage('no-link', ports.office)
    if (visitor.kind === 'unverified') return askCodeAgain(ports, event, visitor, form)
    if (isOwnRequest(visitor)) return show(ports, event, visitor, { status: 403 })
    const checked = checkLinks(form)
    if (!checked.ok) {
      return show(ports, event, visitor, { typed: form, errors: checked.errors, status: 400 })
    }
    const { stored, person, link } = visitor
    const id = visitId(link.id)
    const receipt = seeOther(`/keputusan/${id}`, [forgetTyped(id)])
    if (same(stored.case.product, checked.form)) return receipt
    if (Number(form.get('edition')) !== linkEdition(stored)) {
      return show(ports, event, visitor, { typed: form, errors: [overtaken], status: 409 })
    }
    const command = { act: 'record-link', by: person.id, product: checked.form } as const
    const acted = act(stored.case, command, ports.now().toISOString())
    if (!acted.ok) return show(ports, event, visitor, { status: 409 })
    const { case: after, events } = acted.value
    if ((await ports.store.save(stored, after, events)) === 'saved') return receipt
  }
  return problemPage('busy', ports.office)
}

const overtaken: DecisionError = {
  field: 'joinUrl',
  message:
    'Tautan baru saja diubah oleh orang lain, dan isian Anda belum disimpan. Periksa isian di bawah ini, lalu simpan lagi.',
}

const same = (recorded: Product | undefined, posted: Product): boolean =>
  (['joinUrl', 'meetingId', 'passcode', 'streamUrl'] as const).every(
    (field) => recorded?.[field] === posted[field],
  )
