import type { Device } from '../../shared/contracts/ports.ts'
import type {
  KnownDevice,
  Session,
  SessionKeys,
  SessionStore,
  SessionView,
} from '../../shared/contracts/sessions.ts'
import type { MemoryOffice } from './office.ts'
import { copy } from './stored-copy.ts'

/** Sessions in memory, over the people, codes and devices of the office. */
export class MemorySessions implements SessionStore {
  readonly #office: MemoryOffice
  readonly #sessions = new Map<string, Session>()

  constructor(office: MemoryOffice) {
    this.#office = office
  }

  dump(): string {
    return JSON.stringify([...this.#sessions])
  }

  async view({ session, device, person }: SessionKeys): Promise<SessionView> {
    return {
      session: this.#sessions.get(session ?? ''),
      device: device === undefined ? undefined : await this.#office.device(device),
      person: (await this.#office.staff()).find(({ id }) => id === person),
    }
  }

  async open(
    challengeId: string,
    sessionHash: string,
    session: Session,
    device: Device | undefined,
  ): Promise<boolean> {
    await Promise.resolve()
    if (!this.#office.use(challengeId)) return false
    this.#sessions.set(sessionHash, copy(session))
    if (device) this.#office.keepDevice(session.device, device)
    return true
  }

  async end(sessionHash: string, at: string): Promise<void> {
    await Promise.resolve()
    const session = this.#sessions.get(sessionHash)
    if (session) this.#sessions.set(sessionHash, { ...session, expiresAt: at })
  }

  async devices(person: string, now: string): Promise<readonly KnownDevice[]> {
    await Promise.resolve()
    return this.#office
      .devicesOf(person)
      .filter(([, device]) => device.expiresAt > now)
      .map(([hash, device]) => ({ hash, device }))
      .sort((a, b) => (a.device.createdAt < b.device.createdAt ? 1 : -1))
  }

  async revoke(person: string, deviceHash: string, at: string): Promise<boolean> {
    const device = await this.#office.device(deviceHash)
    if (device?.person !== person) return false
    this.#office.keepDevice(deviceHash, { ...device, expiresAt: at })
    return true
  }
}
