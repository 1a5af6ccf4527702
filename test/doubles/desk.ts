import type { CapacityOn, DecisionView } from '../../shared/contracts/ports.ts'
import type { MemoryOffice } from './office.ts'
import type { MemoryRequests } from './requests.ts'
import type { MemoryResources } from './resources.ts'

/** What a decision page reads, from both stores in memory. */
export class MemoryDesk {
  readonly #requests: MemoryRequests
  readonly #office: MemoryOffice
  readonly #resources: MemoryResources

  constructor(requests: MemoryRequests, office: MemoryOffice, resources: MemoryResources) {
    this.#requests = requests
    this.#office = office
    this.#resources = resources
  }

  async view(
    linkId: string,
    reference: string,
    deviceHash: string | undefined,
    dates: readonly string[],
  ): Promise<DecisionView> {
    const [link, stored, staff, device, capacity] = await Promise.all([
      this.#requests.link(linkId),
      this.#requests.load(reference),
      this.#office.staff(),
      deviceHash === undefined ? undefined : this.#office.device(deviceHash),
      dates.length > 0 ? this.capacity(dates) : undefined,
    ])
    return { link, stored, staff, device, capacity }
  }

  async capacity(dates: readonly string[]): Promise<CapacityOn> {
    const [resources, days, { calendar }] = await Promise.all([
      this.#resources.resources(),
      this.#requests.claims.on(dates),
      this.#office.clock(),
    ])
    return { resources: resources.map(({ resource }) => resource), days, dates, calendar }
  }
}
