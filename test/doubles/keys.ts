import { type Keyring, rotated } from '../../shared/domain/keyring.ts'
import { Signer } from '../../shared/web/signing.ts'

const first: Keyring = { current: 'k1', keys: { k1: 'first-key-of-the-tests-0123456789' } }

/** A keyring in memory that can be rotated. */
export class MemoryKeys {
  ring: Keyring = first
  readonly signer = new Signer(() => Promise.resolve(this.ring))

  /** A new current key; the old ones stay. */
  rotate(): void {
    const count = Object.keys(this.ring.keys).length + 1
    this.ring = rotated(this.ring, `key-${count}-of-the-tests-0123456789abcdef`)
  }
}
