import { uploadedBytes } from '../../shared/aws/uploads.ts'
import type { LetterVerdict, Upload } from '../../shared/contracts/letters.ts'
import { eventHandler } from '../../shared/web/pipelines.ts'
import { inspectLetter } from './inspect-letter.ts'

export const handler = eventHandler<Upload, LetterVerdict>(async (upload) =>
  inspectLetter(await uploadedBytes(upload)),
)
