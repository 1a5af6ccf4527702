import type { OfficeStore, Staff } from '../../shared/contracts/ports.ts'
import type { OfficeClock } from '../../shared/domain/request.ts'

/** What a stage brings to a new office. */
export type StageOffice = { readonly people: readonly Staff[] } & OfficeClock

export type InstallPorts = {
  readonly office: Pick<OfficeStore, 'install'>
  readonly stage: () => Promise<StageOffice>
}

/** Brings people and calendar of the stage where they are missing: run again, it changes nothing. */
export function makeInstall({ office, stage }: InstallPorts) {
  return async (): Promise<{ installed: number }> => {
    const { people, calendar, receiptRule } = await stage()
    return { installed: await office.install(people, { calendar, receiptRule }) }
  }
}
