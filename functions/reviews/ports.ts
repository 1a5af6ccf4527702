import type { Office } from '../../shared/contracts/office.ts'
import type { DecisionView, OfficeStore, RequestStore } from '../../shared/contracts/ports.ts'
import type { Signer } from '../../shared/web/signing.ts'

/** What deciding from an e-mail's link needs of the world. */
export type DecidePorts = {
  readonly office: Office
  readonly siteOrigin: string
  readonly signer: Signer
  /** Where letters are downloaded from: a page with a download form names it in its CSP. */
  readonly lettersOrigin: string
  readonly store: Pick<RequestStore, 'link' | 'save'>
  readonly staffing: Pick<OfficeStore, 'challenge' | 'tryChallenge' | 'remember'>
  readonly desk: {
    view(linkId: string, reference: string, deviceHash: string | undefined): Promise<DecisionView>
  }
  readonly now: () => Date
}
