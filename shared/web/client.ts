import type { WebEvent } from './http.ts'
import type { Signer } from './signing.ts'

/** A day's keyed hash of the client's address, for counters of hours: no address is stored. */
export async function clientOf(event: WebEvent, signer: Signer, now: Date): Promise<string> {
  const day = now.toISOString().slice(0, 10)
  const address = event.requestContext.http.sourceIp
  const bytes = await signer.derive('client', await signer.currentKeyId(), `${day} ${address}`)
  return Buffer.from(bytes).toString('base64url').slice(0, 22)
}
