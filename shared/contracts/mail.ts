/** An iCalendar file (RFC 5545) that an e-mail carries. */
export type CalendarFile = {
  readonly name: string
  /** What the reader's calendar shall do with it (RFC 5546); its text says the same. */
  readonly method: 'REQUEST' | 'PUBLISH' | 'CANCEL'
  readonly content: string
}

export type Mail = {
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Names the message for ever: a retry sends the identical one. */
  readonly id: string
  /** ISO instant, its Date header. */
  readonly date: string
  /** The first is read by mail programs as the invitation; all are attached. */
  readonly calendar?: readonly CalendarFile[] | undefined
}

export type Mailer = { send(mail: Mail): Promise<void> }
