import type { OfficeStore, Staff } from '../../shared/contracts/ports.ts'
import type { ResourceStore } from '../../shared/contracts/resources.ts'
import type { OfficeClock } from '../../shared/domain/request.ts'
import type { Resource } from '../../shared/domain/resources.ts'

/** What a stage brings to a new office. */
export type StageOffice = {
  readonly people: readonly Staff[]
  readonly resources: readonly Resource[]
} & OfficeClock

export type InstallPorts = {
  readonly office: Pick<OfficeStore, 'install'>
  readonly capacity: Pick<ResourceStore, 'install'>
  readonly stage: () => Promise<StageOffice>
}

/** Brings people, calendar and resources of the stage where they are missing: run again, it changes nothing. */
export function makeInstall({ office, capacity, stage }: InstallPorts) {
  return async (): Promise<{ installed: number }> => {
    const { people, resources, calendar, receiptRule } = await stage()
    const installed = await Promise.all([
      office.install(people, { calendar, receiptRule }),
      capacity.install(resources),
    ])
    return { installed: installed.reduce((sum, count) => sum + count, 0) }
  }
}
