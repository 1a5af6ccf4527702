import { parseReference } from '../../shared/domain/reference.ts'
import { hasAccess } from '../../shared/web/case-access.ts'
import { formOf, seeOther, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'
import { fromOwnPage } from '../../shared/web/same-origin.ts'
import { cancel, showCancel } from './cancel.tsx'
import { accept, showOffers } from './offers.tsx'
import { reschedule, showReschedule } from './reschedule.tsx'
import { revise, showRevise } from './revise.tsx'
import { type ChangePorts, type Step, visitTo } from './visit.ts'

const steps: Readonly<Record<string, Step>> = {
  '/permohonan/{reference}/perbaikan': showRevise,
  'POST /permohonan/{reference}/perbaikan': revise,
  '/permohonan/{reference}/tawaran': showOffers,
  'POST /permohonan/{reference}/tawaran': accept,
  '/permohonan/{reference}/jadwal-ulang': showReschedule,
  'POST /permohonan/{reference}/jadwal-ulang': reschedule,
  '/permohonan/{reference}/batal': showCancel,
  'POST /permohonan/{reference}/batal': cancel,
}

/** How often a step begins again where others write at the same time. */
const attempts = 5

/** What applicants do with a request after it is filed, by reference and code or an e-mail's link. */
export function makeChange(ports: ChangePorts) {
  return async (event: WebEvent): Promise<WebAnswer> => {
    const { office, signer, siteOrigin } = ports
    const reference = parseReference(event.pathParameters?.['reference'] ?? '')
    if (!reference || !(await hasAccess(event, signer, reference, ports.now()))) {
      return seeOther(`/lacak${reference ? `?nomor=${reference}` : ''}`)
    }
    const posted = event.requestContext.http.method === 'POST'
    if (posted && !fromOwnPage(event, formOf(event), siteOrigin)) {
      return problemPage('foreign-post', office)
    }
    const path = event.routeKey.slice(event.routeKey.indexOf(' ') + 1)
    const step = steps[event.routeKey] ?? steps[path]
    if (!step) return problemPage('not-found', office)
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const visit = await visitTo(ports, event, reference)
      if (!visit) return problemPage('not-found', office)
      const outcome = await step(visit)
      if (outcome !== 'conflict') return outcome
    }
    return problemPage('busy', office)
  }
}
