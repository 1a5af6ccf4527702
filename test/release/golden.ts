import type { Device } from '../e2e/support/device.ts'

/** A browser's cookies for the site, by name. */
export type Cookies = Readonly<Record<string, string>>

/** What people held in their hands when a release was recorded; the rest is its data folder. */
export type Golden = {
  /** Version of the release, as in package.json. */
  readonly release: string
  /** The clock when it was recorded, ISO instant. */
  readonly at: string
  /** Origin that its e-mails name. */
  readonly origin: string
  /** A form that was opened and filled in, but not sent. */
  readonly openForm: { readonly body: string; readonly cookies: Cookies }
  /** A form that was sent, whose sender may press the button again. */
  readonly sentForm: Held & { readonly body: string }
  /** Filed; the letter is still to come. */
  readonly waiting: Held
  /** Reviewers were asked. */
  readonly inReview: Held
  /** Reviewers were asked and reminded. */
  readonly reminded: Held
  readonly returned: Held
  readonly approved: Held
  /** A reviewer's remembered device, with the decision page of `inReview` open. */
  readonly device: { readonly page: string; readonly cookies: Cookies }
}

type Held = { readonly reference: string; readonly cookies: Cookies }

export const cookiesOf = ({ cookies }: Device): Cookies => Object.fromEntries(cookies)
