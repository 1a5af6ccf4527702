import type { Challenge, Device, OfficeStore, Staff } from '../../shared/contracts/ports.ts'
import type { OfficeClock } from '../../shared/domain/request.ts'
import type { StreamChange } from './requests.ts'
import { copy } from './stored-copy.ts'

type Kept = {
  readonly challenge: Challenge
  tries: number
  used: boolean
  mailed: boolean
  lease: string | undefined
}

const mailLease = 60 * 1000

/** Staff, calendar, codes, devices and counters in memory. */
export class MemoryOffice implements OfficeStore {
  readonly #staff = new Map<string, Staff>()
  readonly #challenges = new Map<string, Kept>()
  readonly #devices = new Map<string, Device>()
  readonly #counts = new Map<string, number>()
  readonly #read: (change: StreamChange) => void
  #clock: OfficeClock | undefined

  constructor(read: (change: StreamChange) => void = () => {}) {
    this.#read = read
  }

  dump(): string {
    const maps = [this.#staff, this.#challenges, this.#devices, this.#counts]
    return JSON.stringify([...maps.map((map) => [...map]), this.#clock])
  }

  /** What the administrator does when a decree comes. */
  setClock(clock: OfficeClock): void {
    this.#clock = clock
  }

  async staff(): Promise<readonly Staff[]> {
    await Promise.resolve()
    return [...this.#staff.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  async clock(): Promise<OfficeClock> {
    await Promise.resolve()
    if (!this.#clock) throw new Error('The office has no calendar.')
    return this.#clock
  }

  async install(staff: readonly Staff[], clock: OfficeClock): Promise<number> {
    await Promise.resolve()
    let installed = 0
    for (const member of staff) {
      if (this.#staff.has(member.id)) continue
      this.#staff.set(member.id, copy(member))
      installed += 1
    }
    if (this.#clock) return installed
    this.#clock = copy(clock)
    return installed + 1
  }

  async challenge(challenge: Challenge, now: string, limit: number): Promise<boolean> {
    if ((await this.count(`MAIL#${challenge.person}`, now)) > limit) return false
    const fresh = { tries: 0, used: false, mailed: false, lease: undefined }
    this.#challenges.set(challenge.id, { challenge: copy(challenge), ...fresh })
    this.#read({ name: 'INSERT', before: {}, after: { challenge } })
    return true
  }

  async claimCode(id: string, now: string): Promise<boolean> {
    await Promise.resolve()
    const kept = this.#challenges.get(id)
    if (!kept || kept.mailed || (kept.lease !== undefined && kept.lease >= now)) return false
    kept.lease = new Date(Date.parse(now) + mailLease).toISOString()
    return true
  }

  async codeSent(id: string): Promise<void> {
    await Promise.resolve()
    const kept = this.#challenges.get(id)
    if (kept) kept.mailed = true
  }

  async releaseCode(id: string): Promise<void> {
    await Promise.resolve()
    const kept = this.#challenges.get(id)
    if (kept) delete kept.lease
  }

  async tryChallenge(
    id: string,
    now: string,
    limit: number,
  ): ReturnType<OfficeStore['tryChallenge']> {
    await Promise.resolve()
    const kept = this.#challenges.get(id)
    if (!kept || kept.used || kept.tries >= limit || kept.challenge.expiresAt <= now)
      return undefined
    kept.tries += 1
    return { challenge: kept.challenge, triesLeft: limit - kept.tries }
  }

  async remember(challengeId: string, deviceHash: string, device: Device): Promise<boolean> {
    await Promise.resolve()
    if (!this.use(challengeId)) return false
    this.keepDevice(deviceHash, device)
    return true
  }

  /** Uses a challenge up; false when it is unknown or used already. */
  use(challengeId: string): boolean {
    const kept = this.#challenges.get(challengeId)
    if (!kept || kept.used) return false
    kept.used = true
    return true
  }

  keepDevice(hash: string, device: Device): void {
    this.#devices.set(hash, copy(device))
  }

  devicesOf(person: string): readonly (readonly [string, Device])[] {
    return [...this.#devices].filter(([, device]) => device.person === person)
  }

  async countOf(key: string, now: string): Promise<number> {
    await Promise.resolve()
    return this.#counts.get(`${key} ${now.slice(0, 13)}`) ?? 0
  }

  async count(key: string, now: string): Promise<number> {
    await Promise.resolve()
    const name = `${key} ${now.slice(0, 13)}`
    const count = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, count)
    return count
  }

  async device(hash: string): Promise<Device | undefined> {
    await Promise.resolve()
    return this.#devices.get(hash)
  }
}
