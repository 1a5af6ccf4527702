import type { ServiceRequest } from './request-case.ts'
import type { Person, RequestFacts } from './request-facts.ts'

/** What the reviewers of a round saw before the applicant changed it: for those of the next one. */
export type EarlierFacts = {
  readonly round: number
  readonly facts: RequestFacts
  readonly person?: Person | undefined
}

/** What a change of facts or person leaves behind: the first change after a round keeps its facts. */
export function earlierOf(
  { round, agency, event, letter }: ServiceRequest,
  person: Person | undefined,
  earlier: EarlierFacts | undefined,
): EarlierFacts {
  return earlier?.round === round ? earlier : { round, facts: { agency, event, letter }, person }
}
