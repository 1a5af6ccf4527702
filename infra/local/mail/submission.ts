import PostalMime, { type Address, addressParser, type Email } from 'postal-mime'
import { AwsError } from '../calls.ts'
import { bare, single } from './addresses.ts'

export type Message = {
  id: string
  /** ISO instant by the host's clock. */
  at: string
  /** As written: `Name <address>`, or the address alone. */
  from: string
  /** Bare addresses of all who receive it and are not in `cc`, hidden recipients included. */
  to: string[]
  cc: string[]
  subject: string
  text: string
  html: string
  /** Names in lower case, values unfolded; a repeated header's values are joined by a comma. */
  headers: Record<string, string>
  attachments: { name: string; type: string; content: string }[]
}

/** A mail that a client asks SES to send, before SES decides. */
export type Submission = {
  message: Omit<Message, 'id' | 'at'>
  /** Every address in whose name it is sent; each must be verified. */
  senders: string[]
  recipients: string[]
  configurationSet: string | undefined
}

/** Largest raw message, SES's default quota: 10 MB after decoding. */
const MAX_BYTES = 10 * 1024 * 1024

/** Headers that a message may carry once (RFC 5322 §3.6, RFC 2045 §3). */
const ONCE = new Set(
  ['from', 'sender', 'reply-to', 'to', 'cc', 'bcc', 'subject', 'date', 'message-id'].concat([
    'mime-version',
    'content-type',
    'content-transfer-encoding',
  ]),
)

export type Parameters = ReadonlyMap<string, string>

/** Reads the parameters of SendEmail or SendRawEmail. @throws AwsError as SES would answer */
export function readSubmission(action: string, parameters: Parameters): Promise<Submission> {
  return action === 'SendRawEmail'
    ? readRaw(parameters)
    : Promise.resolve().then(() => readSimple(parameters))
}

async function readRaw(parameters: Parameters): Promise<Submission> {
  const raw = Buffer.from(required(parameters, 'RawMessage.Data'), 'base64')
  if (raw.length > MAX_BYTES) {
    throw invalid(`Message length is more than ${MAX_BYTES} bytes long: ${raw.length}.`)
  }
  const email = await parse(raw)
  const from = formatted(email.from) ?? parameters.get('Source')
  if (from === undefined) throw invalid("Missing required header 'From'.")
  const cc = bare(email.cc)
  const named = members(parameters, 'Destinations').map(single)
  const recipients = named.length > 0 ? named : [...bare(email.to), ...cc, ...bare(email.bcc)]
  if (recipients.length === 0) throw invalid("Missing required header 'To'.")
  const source = parameters.get('Source')
  const headers = headersOf(email)
  return {
    message: {
      from,
      to: recipients.filter((address) => !cc.includes(address)),
      cc: cc.filter((address) => recipients.includes(address)),
      subject: email.subject ?? '',
      text: email.text ?? '',
      html: email.html ?? '',
      headers: visible(headers),
      attachments: attachmentsOf(email),
    },
    senders: [
      ...(source === undefined ? [] : [single(source)]),
      ...bare(email.from && [email.from]),
      ...bare(email.sender && [email.sender]),
      ...bare(addressParser(email.returnPath ?? '')),
    ],
    recipients,
    configurationSet:
      parameters.get('ConfigurationSetName') ?? headers['x-ses-configuration-set']?.trim(),
  }
}

function readSimple(parameters: Parameters): Submission {
  const from = required(parameters, 'Source')
  const list = (name: string) => members(parameters, name).map(single)
  const to = list('Destination.ToAddresses')
  const cc = list('Destination.CcAddresses')
  const bcc = list('Destination.BccAddresses')
  const returnPath = parameters.get('ReturnPath')
  const replyTo = list('ReplyToAddresses')
  if (to.length + cc.length + bcc.length === 0) throw invalid("Missing required header 'To'.")
  return {
    message: {
      from,
      to: [...to, ...bcc],
      cc,
      subject: required(parameters, 'Message.Subject.Data'),
      text: parameters.get('Message.Body.Text.Data') ?? '',
      html: parameters.get('Message.Body.Html.Data') ?? '',
      headers: {
        from,
        to: to.join(', '),
        ...(cc.length > 0 ? { cc: cc.join(', ') } : {}),
        ...(replyTo.length > 0 ? { 'reply-to': replyTo.join(', ') } : {}),
      },
      attachments: [],
    },
    senders: [single(from), ...(returnPath === undefined ? [] : [single(returnPath)])],
    recipients: [...to, ...cc, ...bcc],
    configurationSet: parameters.get('ConfigurationSetName'),
  }
}

async function parse(raw: Buffer): Promise<Email> {
  try {
    return await PostalMime.parse(raw, { attachmentEncoding: 'base64' })
  } catch (cause) {
    throw invalid(`Message cannot be read: ${cause instanceof Error ? cause.message : 'unknown'}`)
  }
}

function headersOf(email: Email): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const { key, value } of email.headers) {
    const earlier = headers[key]
    if (earlier !== undefined && ONCE.has(key)) throw invalid(`Duplicate header '${key}'.`)
    headers[key] = earlier === undefined ? value : `${earlier}, ${value}`
  }
  return headers
}

/** SES removes these before it delivers. */
function visible(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([key]) => key !== 'bcc' && !key.startsWith('x-ses-')),
  )
}

function attachmentsOf(email: Email): Message['attachments'] {
  return email.attachments.map((attachment, index) => ({
    name: attachment.filename ?? `attachment-${index + 1}`,
    type: attachment.mimeType,
    content: typeof attachment.content === 'string' ? attachment.content : '',
  }))
}

function formatted(address: Address | undefined): string | undefined {
  if (address?.address === undefined) return undefined
  return address.name === '' ? address.address : `${address.name} <${address.address}>`
}

/** `Name.member.1`, `Name.member.2` … of the query protocol. */
function members(parameters: Parameters, name: string): string[] {
  const prefix = `${name}.member.`
  return [...parameters].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value)
}

function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (value !== undefined && value !== '') return value
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must not be null`,
  )
}

const invalid = (message: string) => new AwsError('InvalidParameterValue', message)
