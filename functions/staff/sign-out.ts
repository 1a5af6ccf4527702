import { deviceCookie } from '../../shared/web/device.ts'
import { cookie, seeOther } from '../../shared/web/http.ts'
import type { StaffAnswer } from '../../shared/web/staff/handler.ts'
import { noSession } from '../../shared/web/staff/session.ts'
import { signInPath } from '../../shared/web/staff/wanted.ts'
import type { SignInPorts } from './ports.ts'

/** POST /petugas/keluar: the session ends on the server, and a device that was not to be remembered. */
export function signOut({ sessions, now }: SignInPorts): StaffAnswer {
  return () =>
    async ({ person, mark }) => {
      const at = now().toISOString()
      const { device } = await sessions.view({ device: mark.device })
      await sessions.end(mark.session, at)
      const forgotten = device?.remembered ? [] : [cookie(deviceCookie, '', 0)]
      if (!device?.remembered) await sessions.revoke(person.id, mark.device, at)
      return seeOther(`${signInPath}?keluar`, [...noSession, ...forgotten])
    }
}
