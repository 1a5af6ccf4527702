import type { Office } from '../../shared/contracts/office.ts'
import type {
  CapacityOn,
  DecisionView,
  OfficeStore,
  RequestStore,
} from '../../shared/contracts/ports.ts'
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
    /** @param dates for which what the office has to give is read as well */
    view(
      linkId: string,
      reference: string,
      deviceHash: string | undefined,
      dates: readonly string[],
    ): Promise<DecisionView>
    capacity(dates: readonly string[]): Promise<CapacityOn>
  }
  readonly now: () => Date
}
