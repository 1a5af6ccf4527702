import { GetObjectTaggingCommand, S3Client } from '@aws-sdk/client-s3'
import { type MalwareScan, scanVerdictOf } from '../contracts/scan-result.ts'

const s3 = new S3Client({})

/** GuardDuty Malware Protection for S3 leaves its verdict as a tag of the version that it scanned. */
const guardDuty: MalwareScan = {
  verdict: async ({ bucket, key, versionId }) => {
    const { TagSet } = await s3.send(
      new GetObjectTaggingCommand({ Bucket: bucket, Key: key, VersionId: versionId }),
    )
    return scanVerdictOf(TagSet?.find(({ Key }) => Key === 'GuardDutyMalwareScanStatus')?.Value)
  },
}

/** A stage without a scanner: good content is enough. */
const none: MalwareScan = { verdict: () => Promise.resolve('clean') }

/** The scanner that the stage names. @throws Error where it names another */
export function malwareScan(name: string): MalwareScan {
  if (name === 'guardduty') return guardDuty
  if (name === 'none') return none
  throw new Error(`There is no malware scanner "${name}".`)
}
