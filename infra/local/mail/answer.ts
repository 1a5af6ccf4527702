import { randomUUID } from 'node:crypto'
import { AwsError } from '../calls.ts'

const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/'

export type MailAnswer = {
  status: number
  headers: Record<string, string>
  body: string
  /** SES action as the client named it; empty when it named none. */
  action: string
  /** Identity and configuration set that the call named, written as in their ARNs. */
  resource: string
}

const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

function answer(status: number, action: string, resource: string, xml: (id: string) => string) {
  const id = randomUUID()
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': id },
    body: xml(id),
    action,
    resource,
  }
}

/** The answer of SES's query protocol to a mail it took over. */
export function accepted(action: string, resource: string, messageId: string): MailAnswer {
  return answer(
    200,
    action,
    resource,
    (id) =>
      `<${action}Response xmlns="${NAMESPACE}"><${action}Result>` +
      `<MessageId>${escapeXml(messageId)}</MessageId></${action}Result>` +
      `<ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></${action}Response>`,
  )
}

/** An error answer of SES's query protocol; anything but an `AwsError` becomes InternalFailure. */
export function refused(action: string, resource: string, error: unknown): MailAnswer {
  const known =
    error instanceof AwsError
      ? error
      : new AwsError('InternalFailure', error instanceof Error ? error.message : 'Unknown', 500)
  return answer(
    known.status,
    action,
    resource,
    (id) =>
      `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>${known.status < 500 ? 'Sender' : 'Receiver'}</Type>` +
      `<Code>${escapeXml(known.code)}</Code><Message>${escapeXml(known.message)}</Message></Error>` +
      `<RequestId>${id}</RequestId></ErrorResponse>`,
  )
}
