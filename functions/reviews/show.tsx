import type { DecisionError } from '../../shared/contracts/decision-form.ts'
import { decisions } from '../../shared/domain/vocabulary.ts'
import { page, type WebAnswer, type WebEvent } from '../../shared/web/http.ts'
import { csrfOf } from '../../shared/web/same-origin.ts'
import { DecisionPage } from './decision.page.tsx'
import { OutcomePage } from './outcome.page.tsx'
import { isOwnRequest, OwnRequestPage } from './own-request.page.tsx'
import type { DecidePorts } from './ports.ts'
import { prospectOf } from './prospect.ts'
import type { Visitor } from './visitor.ts'

export type Person = Extract<Visitor, { kind: 'person' }>

type Shown = {
  readonly errors?: readonly DecisionError[]
  readonly typed?: URLSearchParams
  /**
   * 'changed': what was posted was about facts that have changed since. 'other': decided otherwise.
   * 'kept': what was typed before the code was asked for again.
   */
  readonly notice?: 'changed' | 'other' | 'kept'
  readonly status?: number
}

/** The case as its person may see it now: to be decided, or how it was decided. */
export async function show(
  ports: DecidePorts,
  event: WebEvent,
  visitor: Person,
  shown: Shown = {},
): Promise<WebAnswer> {
  const { office, now, lettersOrigin } = ports
  const { token, cookies } = csrfOf(event)
  const id = event.pathParameters?.['id'] ?? ''
  const common = {
    ...visitor,
    office,
    id,
    csrf: token,
    typed: shown.typed,
    errors: shown.errors ?? [],
  }
  const status = shown.status ?? 200
  if (isOwnRequest(visitor)) return page(<OwnRequestPage {...common} />, { status, cookies })
  if (!isOpen(visitor)) {
    const other = shown.notice === 'other'
    return page(<OutcomePage {...common} decidedOtherwise={other} />, { status, cookies })
  }
  const asked = shown.typed?.get('decision') ?? event.queryStringParameters?.['tindakan']
  const decision = decisions.find((name) => name === asked) ?? visitor.link.decision ?? 'approve'
  return page(
    <DecisionPage
      {...common}
      decision={decision}
      prospect={await prospectOf(ports, visitor)}
      now={now().toISOString()}
      changed={shown.notice === 'changed'}
      kept={shown.notice === 'kept'}
    />,
    { status, cookies, postsTo: lettersOrigin },
  )
}

/** Whether the link's stage is still the one to be decided. */
export const isOpen = ({ stored, link }: Person): boolean =>
  ['received', 'in-review'].includes(stored.case.status) &&
  stored.case.stageVersion === link.stageVersion
