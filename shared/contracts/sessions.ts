import type { Device, Staff } from './ports.ts'

/** A signed-in browser of the staff site; known by the hash of its cookie alone. */
export type Session = {
  readonly person: string
  /** The hash of the device that it was opened on: it ends with that device. */
  readonly device: string
  readonly createdAt: string
  /** The latest end (ISO instant); idle time is kept by the browser's signed cookie. */
  readonly expiresAt: string
}

/** Hashes and ids by which a browser says who it is. */
export type SessionKeys = {
  readonly session?: string | undefined
  readonly device?: string | undefined
  readonly person?: string | undefined
}

/** What is stored under these keys, read in one step; whether it fits together is the reader's to say. */
export type SessionView = {
  readonly session: Session | undefined
  readonly device: Device | undefined
  readonly person: Staff | undefined
}

/** A device of a person, by the hash of its cookie. */
export type KnownDevice = { readonly hash: string; readonly device: Device }

export type SessionStore = {
  view(keys: SessionKeys): Promise<SessionView>
  /**
   * Ends the challenge and opens the session, with its device where that is new, in one transaction;
   * false when the challenge was used meanwhile.
   */
  open(
    challengeId: string,
    sessionHash: string,
    session: Session,
    device: Device | undefined,
  ): Promise<boolean>
  /** Ends the session at `at`; an unknown one is harmless. */
  end(sessionHash: string, at: string): Promise<void>
  /** Every device of the person that is not over at `now`, the newest first. */
  devices(person: string, now: string): Promise<readonly KnownDevice[]>
  /** Ends a device of the person, and with it its session; false when it is not theirs. */
  revoke(person: string, deviceHash: string, at: string): Promise<boolean>
}
