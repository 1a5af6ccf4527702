import type { DecisionView } from '../../shared/contracts/ports.ts'
import type { MemoryOffice } from './office.ts'
import type { MemoryRequests } from './requests.ts'

/** What a decision page reads, from both stores in memory. */
export class MemoryDesk {
  readonly #requests: MemoryRequests
  readonly #office: MemoryOffice

  constructor(requests: MemoryRequests, office: MemoryOffice) {
    this.#requests = requests
    this.#office = office
  }

  async view(
    linkId: string,
    reference: string,
    deviceHash: string | undefined,
  ): Promise<DecisionView> {
    const [link, stored, staff, device] = await Promise.all([
      this.#requests.link(linkId),
      this.#requests.load(reference),
      this.#office.staff(),
      deviceHash === undefined ? undefined : this.#office.device(deviceHash),
    ])
    return { link, stored, staff, device }
  }
}
