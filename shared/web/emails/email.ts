import type { Office } from '../../contracts/office.ts'

export type EmailAction = { readonly label: string; readonly url: string }

/** 'exact': copied sign by sign, so nothing is put into it; only for what the office itself wrote. */
export type Fact = readonly [label: string, value: string, kind?: 'exact']

/** One e-mail in parts; HTML and text are made of the same. All texts are plain, never markup. */
export type Email = {
  readonly office: Office
  /** What the e-mail is about: its heading. */
  readonly title: string
  /** The line that mail programs show beside the subject. */
  readonly preheader?: string
  /** Yth. Bapak/Ibu … */
  readonly greeting: string
  readonly paragraphs: readonly string[]
  /** The first is the button; the only links of the e-mail. */
  readonly actions?: readonly EmailAction[]
  readonly facts?: readonly Fact[]
  /** Words of another person, e.g. the reason of a rejection. */
  readonly quote?: { readonly label: string; readonly text: string }
  /** What follows the facts: how to go on, whom to ask. */
  readonly closing?: readonly string[]
}

/** Why the reader gets this; stands under every e-mail. */
export const automatic =
  'E-mail ini dikirim otomatis oleh layanan Siaran. Jangan meneruskan tautan di dalamnya: tautan itu dibuat untuk Anda.'
