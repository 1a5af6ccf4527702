/** In place of the SDK's event streams (transcription, Lambda's streamed answers): none is used. */
const unused = (): never => {
  throw new Error('Event streams are left out of the bundles: infra/lambda/trim.ts.')
}

export const EventStreamSerde = unused
/** The clients of Lambda and S3 take this at their start and call it for a stream only. */
export const eventStreamSerdeProvider = unused
export const resolveEventStreamSerdeConfig = <T>(config: T): T => config
