import type { Mailer } from '../../shared/contracts/mail.ts'
import type { Office } from '../../shared/contracts/office.ts'
import type { OfficeStore, RequestStore } from '../../shared/contracts/ports.ts'
import type { Signer } from '../../shared/web/signing.ts'

/** What telling people needs of the world. */
export type DispatchPorts = {
  readonly office: Office
  readonly siteOrigin: string
  /** The address that e-mails come from. */
  readonly sender: string
  readonly timeZone: string
  readonly signer: Signer
  readonly store: Pick<
    RequestStore,
    'load' | 'putLinks' | 'claimNote' | 'noteSent' | 'noteUnaddressed' | 'releaseNote'
  >
  readonly staffing: Pick<OfficeStore, 'staff' | 'claimCode' | 'codeSent' | 'releaseCode'>
  readonly mailer: Mailer
  readonly now: () => Date
}
