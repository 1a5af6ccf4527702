import type { Office } from '../../shared/contracts/office.ts'
import type { OfficeStore, RequestStore } from '../../shared/contracts/ports.ts'
import type { Signer } from '../../shared/web/signing.ts'

/** What following a case needs of the world. */
export type TrackPorts = {
  readonly office: Office
  readonly siteOrigin: string
  readonly signer: Signer
  readonly store: Pick<RequestStore, 'load' | 'link'>
  readonly clock: Pick<OfficeStore, 'clock'>['clock']
  readonly counter: Pick<OfficeStore, 'count' | 'countOf'>
  readonly now: () => Date
}
