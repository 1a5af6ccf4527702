import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { AwsError, type Right } from './calls.ts'
import type { Clock } from './clock.ts'
import { Journal } from './journal.ts'
import { identityOf, single } from './mail/addresses.ts'
import { accepted, type MailAnswer, refused } from './mail/answer.ts'
import { Emulator } from './mail/emulator.ts'
import { type Message, readSubmission, type Submission } from './mail/submission.ts'
import type { Work } from './work.ts'

export type { Message } from './mail/submission.ts'

/** Recipients of one message, SES's quota: To, Cc and Bcc together. */
const MAX_RECIPIENTS = 50

type MailRequest = { body: Buffer; headers: IncomingHttpHeaders }

export type MailOptions = {
  /** Data folder of the host; the journal lives in `mail/` below it. */
  folder: string
  account: string
  clock: Pick<Clock, 'now'>
  work: Pick<Work, 'track'>
  /** Verified addresses and domains. */
  identities: readonly string[]
  configurationSets: readonly string[]
  /** Told of each mail once it is on the disk, before SES answers. */
  onMail?: (message: Message) => void
}

/**
 * SES (v1 query protocol: SendRawEmail, SendEmail) with a durable mailbox in place of delivery.
 * Nothing ever leaves the machine.
 */
export class Mail {
  readonly #options: MailOptions
  readonly #journal: Journal<Message>
  readonly #messages: Message[]
  readonly #emulator = new Emulator()

  private constructor(options: MailOptions, journal: Journal<Message>) {
    this.#options = options
    this.#journal = journal
    this.#messages = [...journal.entries]
  }

  /** @throws Error with a sentence for the operator when the journal is damaged */
  static async open(options: MailOptions): Promise<Mail> {
    const folder = join(options.folder, 'mail')
    await mkdir(folder, { recursive: true })
    return new Mail(options, openJournal(join(folder, 'messages.jsonl')))
  }

  /** Answers one request as SES would; never throws. A 200 means that the mail is on the disk. */
  send(request: MailRequest): Promise<MailAnswer> {
    return this.#options.work.track(() => this.#send(request))
  }

  /**
   * Sending is authorised on the sender's identity and on the configuration set; never rejects.
   * Source: service authorization reference, SES; SES developer guide, "Controlling access".
   */
  async rights({ body, headers }: MailRequest): Promise<readonly Right[]> {
    const parameters = new Map(new URLSearchParams(body.toString('utf8')))
    const action = parameters.get('Action') ?? ''
    const submission = await readSubmission(action, parameters).catch(() => undefined)
    if (!submission) return []
    const context = { 'ses:FromAddress': single(submission.message.from) }
    const place = `arn:aws:ses:${regionOf(headers)}:${this.#options.account}:`
    return resourceOf(submission, this.#options.identities)
      .split(' ')
      .map((resource) => ({ action: `ses:${action}`, resource: place + resource, context }))
  }

  /** Every mail so far, oldest first. */
  list(): readonly Message[] {
    return this.#messages
  }

  async close(): Promise<void> {
    await this.#emulator.close()
    this.#journal.close()
  }

  async #send(request: MailRequest): Promise<MailAnswer> {
    const parameters = new Map(new URLSearchParams(request.body.toString('utf8')))
    const action = parameters.get('Action') ?? ''
    let resource = ''
    try {
      if (action !== 'SendRawEmail' && action !== 'SendEmail') throw unknownAction(action)
      const submission = await readSubmission(action, parameters)
      resource = resourceOf(submission, this.#options.identities)
      this.#check(submission, regionOf(request.headers))
      await this.#emulator.accept(request.body)
      const message = this.#stamp(submission.message)
      this.#journal.append(message)
      this.#journal.sync()
      this.#messages.push(message)
      this.#options.onMail?.(message)
      return accepted(action, resource, message.id)
    } catch (error) {
      return refused(action, resource, error)
    }
  }

  #check(submission: Submission, region: string): void {
    const { identities, configurationSets } = this.#options
    const strangers = submission.senders.filter((sender) => !identityOf(sender, identities))
    if (strangers.length > 0) {
      throw new AwsError(
        'MessageRejected',
        'Email address is not verified. The following identities failed the check in region ' +
          `${region.toUpperCase()}: ${[...new Set(strangers)].join(', ')}`,
      )
    }
    const set = submission.configurationSet
    if (set !== undefined && !configurationSets.includes(set)) {
      throw new AwsError(
        'ConfigurationSetDoesNotExist',
        `Configuration set <${set}> does not exist.`,
      )
    }
    if (submission.recipients.length > MAX_RECIPIENTS) {
      throw new AwsError('InvalidParameterValue', `Recipient count exceeds ${MAX_RECIPIENTS}.`)
    }
  }

  /** SES puts its own id and date in place of the client's. */
  #stamp(message: Submission['message']): Message {
    const now = Math.floor(this.#options.clock.now())
    const id = `${now.toString(16).padStart(16, '0')}-${randomUUID()}-000000`
    const headers = {
      ...message.headers,
      'message-id': `<${id}@email.amazonses.com>`,
      date: new Date(now).toUTCString().replace('GMT', '+0000'),
    }
    return { id, at: new Date(now).toISOString(), ...message, headers }
  }
}

/** The action that a query names, for who counts calls and plants faults before answering. */
export function mailAction(body: Buffer): string {
  return new URLSearchParams(body.toString('utf8')).get('Action') ?? ''
}

function unknownAction(action: string): AwsError {
  return new AwsError('InvalidAction', `Could not find operation ${action} for version 2010-12-01`)
}

function resourceOf(submission: Submission, identities: readonly string[]): string {
  const sender = submission.senders[0] ?? ''
  const set = submission.configurationSet
  const identity = `identity/${identityOf(sender, identities) ?? sender}`
  return set === undefined ? identity : `${identity} configuration-set/${set}`
}

/** The region in the signature's credential scope. */
function regionOf(headers: IncomingHttpHeaders): string {
  return /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? 'local'
}

function openJournal(path: string): Journal<Message> {
  try {
    const journal = Journal.open<Message>(path)
    if (journal.entries.every(isMessage)) return journal
    journal.close()
    throw new Error(`${path} is damaged: a line of it is not a mail.`)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(
      `${reason} Start with --fresh to begin with an empty folder, ` +
        'or with --data and another folder to keep this one.',
      { cause },
    )
  }
}

function isMessage(value: unknown): value is Message {
  return (
    typeof value === 'object' &&
    value !== null &&
    'id' in value &&
    'at' in value &&
    'to' in value &&
    Array.isArray(value.to)
  )
}
