import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import type { LetterRecheck } from '../contracts/scan-result.ts'

const lambda = new LambdaClient({})

/** Tells the accepting function of an upload again, as S3 did, without waiting for what it does. */
export const lambdaRecheck =
  (acceptor: string): LetterRecheck =>
  async ({ upload, at, content }) => {
    const { bucket, key, etag, versionId } = upload
    const object = { key, size: content.size, etag, 'version-id': versionId }
    const event = { time: at, detail: { bucket: { name: bucket }, object } }
    await lambda.send(
      new InvokeCommand({
        FunctionName: acceptor,
        InvocationType: 'Event',
        Payload: JSON.stringify(event),
      }),
    )
  }
