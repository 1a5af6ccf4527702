import { type KeyMaterial, Signer } from '../../shared/web/signing.ts'

const first: KeyMaterial = { current: 'k1', keys: { k1: 'first-key-of-the-tests-0123456789' } }

/** A keyring in memory that can be rotated. */
export class MemoryKeys {
  material: KeyMaterial = first
  readonly signer = new Signer(() => Promise.resolve(this.material))

  /** A new current key; the old ones stay. */
  rotate(): void {
    const current = `k${Object.keys(this.material.keys).length + 1}`
    this.material = {
      current,
      keys: { ...this.material.keys, [current]: `${current}-key-of-the-tests-0123456789` },
    }
  }
}
