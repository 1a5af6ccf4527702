import type { Device } from '../../shared/contracts/ports.ts'
import type { KnownDevice } from '../../shared/contracts/sessions.ts'
import { hashOf } from '../../shared/web/credentials.ts'
import { deviceCookie } from '../../shared/web/device.ts'
import { cookieOf, type WebEvent } from '../../shared/web/http.ts'
import type { SignInPorts } from './ports.ts'

/** The device that this browser is known by, where it is this person's and not over. */
export async function knownDevice(
  { sessions, now }: Pick<SignInPorts, 'sessions' | 'now'>,
  event: WebEvent,
  person: string,
): Promise<KnownDevice | undefined> {
  const secret = cookieOf(event, deviceCookie)
  if (secret === undefined) return undefined
  const hash = hashOf(secret)
  const { device } = await sessions.view({ device: hash })
  return device && isOf(device, person, now()) ? { hash, device } : undefined
}

const isOf = (device: Device, person: string, now: Date): boolean =>
  device.person === person && device.expiresAt > now.toISOString()
