import * as z from 'zod/mini'
import type {
  OfficeStore,
  RequestStore,
  RoundStore,
  Staff,
  StoredRequest,
  Workflow,
} from '../../shared/contracts/ports.ts'
import { act } from '../../shared/domain/request.ts'
import { currentDecision } from '../../shared/domain/request-case.ts'
import type { RequestCommand } from '../../shared/domain/request-commands.ts'

/** What the workflow hands over at each turn of a review. */
const AskInput = z.strictObject({
  token: z.string(),
  reference: z.string(),
  round: z.number(),
  attempt: z.number(),
  step: z.number(),
  act: z.enum(['open-round', 'remind', 'escalate']),
})
type AskInput = z.output<typeof AskInput>

export type AskPorts = {
  readonly store: Pick<RequestStore, 'load' | 'save'>
  readonly rounds: Pick<RoundStore, 'keepToken'>
  readonly office: Pick<OfficeStore, 'staff'>
  readonly workflow: Pick<Workflow, 'resume'>
  readonly now: () => Date
}

/**
 * One turn of a review: keep the token by which a decision resumes the workflow, then record that
 * reviewers are asked, reminded, or their superiors called. The history's reader sends the e-mails.
 * Where the decision came meanwhile it resumes itself: the reader of the decision may have found no
 * token yet.
 */
export function makeAsk(ports: AskPorts) {
  return async (input: unknown): Promise<void> => {
    const turn = AskInput.parse(input)
    await ports.rounds.keepToken(turn.reference, turn.round, turn.attempt, turn.token)
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const stored = await ports.store.load(turn.reference)
      if (!stored) throw new Error('The workflow asks about a case that does not exist.')
      if (over(stored, turn)) {
        const outcome = currentDecision(stored.case)?.decision ?? stored.case.status
        return ports.workflow.resume(turn.token, { outcome })
      }
      const command = await commandOf(ports, stored, turn)
      const acted = act(stored.case, command, ports.now().toISOString())
      if (!acted.ok) continue
      const { case: after, events } = acted.value
      if (events.length === 0) return
      if ((await ports.store.save(stored, after, events)) === 'saved') return
    }
    throw new Error('The case kept changing while the reviewers were asked.')
  }
}

/** Whether there is nothing left to ask: decided, withdrawn, or a later round is open. */
const over = ({ case: request }: StoredRequest, { round }: AskInput): boolean =>
  request.round !== round || !['received', 'in-review'].includes(request.status)

async function commandOf(
  { office }: AskPorts,
  stored: StoredRequest,
  { act: turn, step }: AskInput,
): Promise<RequestCommand> {
  const staff = await office.staff()
  const applicant = stored.person?.email?.toLowerCase()
  const own = staff.find(({ email }) => email.toLowerCase() === applicant)?.id
  const superiors = superiorsOf(staff, own)
  if (turn === 'escalate') return { act: turn, step, superiors }
  const reviewers = reviewersOf(staff, own)
  return { act: turn, step, reviewers: reviewers.length > 0 ? reviewers : superiors }
}

/** No one decides on their own request: who has the applicant's address (`own`) is left out. */
const reviewersOf = (staff: readonly Staff[], own: string | undefined): readonly string[] =>
  staff.filter(({ id, roles }) => roles.includes('reviewer') && id !== own).map(({ id }) => id)

/** The direct superiors of the reviewers, each once; where there is none else, the head. */
function superiorsOf(staff: readonly Staff[], own: string | undefined): readonly string[] {
  const ids = staff
    .filter(({ roles }) => roles.includes('reviewer'))
    .flatMap(({ superior }) => (superior && superior !== own ? [superior] : []))
  if (ids.length > 0) return [...new Set(ids)]
  const heads = staff.filter(({ id, roles }) => roles.includes('head-of-office') && id !== own)
  return heads.map(({ id }) => id)
}
