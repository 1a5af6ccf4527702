import type { StoredRequest } from '../../shared/contracts/ports.ts'

/** How often the links of a request were recorded: the edition that a form shows and replaces. */
export const linkEdition = ({ events }: StoredRequest): number =>
  events.filter(({ name }) => name === 'LinkRecorded').length
