import { Readable } from 'node:stream'

/** In place of the SDK's: a stream cannot be sent twice. Only Node's own are sent here. */
export const isStreamingPayload = (request: { readonly body?: unknown } | undefined): boolean =>
  request?.body instanceof Readable
