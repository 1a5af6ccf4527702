import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb'
import type {
  CapacityOn,
  DecisionView,
  Device,
  OfficeStore,
  RequestStore,
} from '../contracts/ports.ts'
import type { ResourceStore } from '../contracts/resources.ts'
import { linkNamed } from '../domain/action-link.ts'
import { claimsOn } from './claims.ts'
import { client, fromItem, toItem } from './dynamodb.ts'
import { deviceKey, linkKey } from './keys.ts'
import { linkOf } from './link-items.ts'
import { DynamoOffice } from './office.ts'
import { DynamoRequests } from './requests.ts'
import { DynamoResources } from './resources.ts'

/** The ports of the pages behind an e-mail's link, over the two tables. */
export function reviewDesk(tables: { requests: string; office: string }): {
  readonly store: RequestStore
  readonly staffing: OfficeStore
  readonly desk: DynamoDesk
} {
  const store = new DynamoRequests(tables.requests)
  const staffing = new DynamoOffice(tables.office)
  return { store, staffing, desk: new DynamoDesk(tables, store, staffing) }
}

/**
 * What a decision page needs, in one dependent step: link and device in one batch over both tables,
 * beside it the case's partition, the (few) staff, and what the office has to give on the event's
 * dates.
 */
class DynamoDesk {
  readonly #tables: { readonly requests: string; readonly office: string }
  readonly #requests: RequestStore
  readonly #office: OfficeStore
  readonly #resources: ResourceStore

  constructor(
    tables: { requests: string; office: string },
    requests: RequestStore,
    office: OfficeStore,
  ) {
    this.#tables = tables
    this.#requests = requests
    this.#office = office
    this.#resources = new DynamoResources(tables.office)
  }

  async view(
    linkId: string,
    reference: string,
    deviceHash: string | undefined,
    dates: readonly string[],
  ): Promise<DecisionView> {
    const [{ link, device }, stored, staff, capacity] = await Promise.all([
      this.#marks(linkId, deviceHash),
      this.#requests.load(reference),
      this.#office.staff(),
      dates.length > 0 ? this.capacity(dates) : undefined,
    ])
    return { link, stored, staff, device, capacity }
  }

  /** What the office has to give, and what of it is taken on the dates. */
  async capacity(dates: readonly string[]): Promise<CapacityOn> {
    const [resources, days, { calendar }] = await Promise.all([
      this.#resources.resources(),
      claimsOn(this.#tables.requests, dates),
      this.#office.clock(),
    ])
    return { resources: resources.map(({ resource }) => resource), days, dates, calendar }
  }

  async #marks(
    linkId: string,
    deviceHash: string | undefined,
  ): Promise<Pick<DecisionView, 'link' | 'device'>> {
    const { requests, office } = this.#tables
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(
      new BatchGetItemCommand({
        RequestItems: {
          [requests]: { Keys: [toItem(linkKey(linkNamed(linkId).id))], ConsistentRead: true },
          ...(deviceHash
            ? { [office]: { Keys: [toItem(deviceKey(deviceHash))], ConsistentRead: true } }
            : {}),
        },
      }),
    )
    // A batch that was throttled in part: absent would look like a link that does not exist.
    if (Object.keys(UnprocessedKeys).length > 0) throw new Error('The batch was not read whole.')
    const link = Responses[requests]?.[0]
    const device = Responses[office]?.[0]
    return {
      link: link && linkOf(link, linkId),
      device: device && fromItem<{ device: Device }>(device).device,
    }
  }
}
