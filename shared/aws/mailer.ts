import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import type { CalendarFile, Mail, Mailer } from '../contracts/mail.ts'

const client = new SESClient({})

/** Sends through SES. Addresses are objects and headers only ours, so that no text adds one. */
export class SesMailer implements Mailer {
  readonly #from: { name: string; address: string }
  readonly #configurationSet: string

  constructor(from: { name: string; address: string }, configurationSet: string) {
    this.#from = from
    this.#configurationSet = configurationSet
  }

  async send(mail: Mail): Promise<void> {
    const domain = this.#from.address.slice(this.#from.address.indexOf('@') + 1)
    const message = new MailComposer({
      from: this.#from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      ...calendarParts(mail.calendar),
      date: new Date(mail.date),
      messageId: `<${mail.id}@${domain}>`,
      // The same boundary each time: a retry is the identical message.
      baseBoundary: mail.id,
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    await client.send(
      new SendRawEmailCommand({
        Source: this.#from.address,
        Destinations: [mail.to.address],
        RawMessage: { Data: await message.compile().build() },
        ConfigurationSetName: this.#configurationSet,
      }),
    )
  }
}

/**
 * The first file is a part beside text and HTML, which is where mail programs look for an invitation,
 * and attached for those that do not; the others are attached.
 */
function calendarParts([first, ...others]: readonly CalendarFile[] = []) {
  return {
    ...(first && {
      icalEvent: { method: first.method, filename: first.name, content: first.content },
    }),
    attachments: others.map(({ name, method, content }) => ({
      filename: name,
      content,
      contentType: `text/calendar; charset=utf-8; method=${method}`,
    })),
  }
}
