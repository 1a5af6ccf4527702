import { checkHeld, type HeldError } from '../../shared/contracts/held-form.ts'
import type { OfficeStore, RequestStore, StoredRequest } from '../../shared/contracts/ports.ts'
import { parseReference } from '../../shared/domain/reference.ts'
import { act } from '../../shared/domain/request.ts'
import { formOf, page, seeOther, type WebAnswer, type WebHandler } from '../../shared/web/http.ts'
import { problemPage } from '../../shared/web/problem.page.tsx'
import {
  beside,
  type StaffPorts,
  type StaffVisit,
  staffHandler,
} from '../../shared/web/staff/handler.ts'
import { HeldPage } from './held.page.tsx'
import { canBeSaid, isSaid, lastSaid, servesIt } from './held-state.ts'
import { ProofOfServicePage } from './proof-of-service.page.tsx'

export type HeldPorts = StaffPorts & {
  readonly store: Pick<RequestStore, 'load' | 'save'>
  readonly staffing: Pick<OfficeStore, 'staff'>
}

type Shown = {
  readonly typed?: URLSearchParams | undefined
  readonly errors?: readonly HeldError[]
  readonly news?: 'recorded' | 'changed' | undefined
  readonly status?: number
}

/** How often a record is tried again where others write to the case at the same time. */
const attempts = 5
const pathOf = (reference: string): string => `/petugas/permohonan/${reference}/pelaksanaan`

/** Whether an event was held, said by staff; and the proof of service on paper. */
export function makeHeld(ports: HeldPorts): WebHandler {
  const find = async (typed: string | undefined): Promise<StoredRequest | undefined> => {
    const reference = parseReference(typed ?? '')
    return reference ? ports.store.load(reference) : undefined
  }
  return staffHandler(ports, {
    'GET /petugas/permohonan/{reference}/pelaksanaan': (event) => {
      const reading = beside(find(event.pathParameters?.['reference']))
      const news = event.queryStringParameters?.['tercatat'] === undefined ? undefined : 'recorded'
      return async (visit) => {
        const stored = await reading
        return (
          refusal(ports, visit, stored) ?? show(ports, visit, stored, { news, typed: visit.kept })
        )
      }
    },
    'POST /petugas/permohonan/{reference}/pelaksanaan': (event) => async (visit) => {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const stored = await find(event.pathParameters?.['reference'])
        const refused = refusal(ports, visit, stored)
        const answer = refused ?? (stored && (await record(ports, visit, stored, formOf(event))))
        if (answer) return answer
      }
      return problemPage('busy', ports.office)
    },
    'GET /petugas/permohonan/{reference}/berita-acara': (event) => {
      const reading = beside(
        Promise.all([find(event.pathParameters?.['reference']), ports.staffing.staff()]),
      )
      return async (visit) => {
        const [stored, staff] = await reading
        const refused = refusal(ports, visit, stored)
        if (refused || !stored) return refused ?? problemPage('not-found', ports.office)
        const { office } = ports
        const status = stored.case.status === 'completed' ? 200 : 409
        return page(<ProofOfServicePage {...{ office, visit, stored, staff }} />, { status })
      }
    },
  })
}

function refusal(
  { office }: HeldPorts,
  visit: StaffVisit,
  stored: StoredRequest | undefined,
): WebAnswer | undefined {
  if (!stored) return problemPage('not-found', office)
  const may = visit.reach === 'any' || servesIt(stored.case, visit.person.id)
  return may ? undefined : problemPage('not-allowed', office)
}

function show(
  { office, now }: HeldPorts,
  visit: StaffVisit,
  stored: StoredRequest | undefined,
  { status = 200, typed, errors = [], news }: Shown,
): WebAnswer {
  if (!stored) return problemPage('not-found', office)
  const open = canBeSaid(stored.case, now().toISOString())
  const seen = String(lastSaid(stored)?.version ?? 0)
  const shown = { office, visit, request: stored.case, open, seen, typed, errors, news }
  return page(<HeldPage {...shown} />, { status })
}

/** Records what was said; undefined where somebody wrote to the case meanwhile. */
async function record(
  ports: HeldPorts,
  visit: StaffVisit,
  stored: StoredRequest,
  typed: URLSearchParams,
): Promise<WebAnswer | undefined> {
  const now = ports.now().toISOString()
  if (!canBeSaid(stored.case, now)) return show(ports, visit, stored, { status: 409 })
  const checked = checkHeld(typed)
  if (!checked.ok) return show(ports, visit, stored, { typed, errors: checked.errors, status: 400 })
  const receipt = seeOther(`${pathOf(stored.case.reference)}?tercatat`)
  // A second click, or the same said by a colleague.
  if (isSaid(stored, checked)) return receipt
  if (typed.get('seen') !== String(lastSaid(stored)?.version ?? 0))
    return show(ports, visit, stored, { typed, news: 'changed', status: 409 })
  const { act: name, held } = checked
  const acted = act(stored.case, { act: name, by: visit.person.id, held }, now)
  if (!acted.ok) throw new Error(`${name} was offered in ${stored.case.status}.`)
  const saved = await ports.store.save(stored, acted.value.case, acted.value.events)
  return saved === 'saved' ? receipt : undefined
}
