import type { KeyVersions } from '../../shared/contracts/ports.ts'
import type { Keyring } from '../../shared/domain/keyring.ts'

/** A secret's versions in memory. */
export class MemoryKeyVersions implements KeyVersions {
  readonly #rings = new Map<string, Keyring>()
  #current: string
  #pending: string | undefined

  constructor(version: string, ring: Keyring) {
    this.#current = version
    this.#rings.set(version, ring)
  }

  current(): Promise<{ version: string; ring: Keyring }> {
    const ring = this.#rings.get(this.#current)
    return ring
      ? Promise.resolve({ version: this.#current, ring })
      : Promise.reject(new Error('No current version.'))
  }

  pending(version: string): Promise<Keyring | undefined> {
    return Promise.resolve(version === this.#pending ? this.#rings.get(version) : undefined)
  }

  propose(version: string, ring: Keyring): Promise<void> {
    this.#pending = version
    this.#rings.set(version, ring)
    return Promise.resolve()
  }

  promote(version: string, from: string): Promise<void> {
    if (from !== this.#current) return Promise.reject(new Error(`${from} is not current.`))
    this.#current = version
    this.#pending = undefined
    return Promise.resolve()
  }
}
