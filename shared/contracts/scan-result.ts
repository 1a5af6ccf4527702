import type { ScanVerdict } from './ports.ts'

/**
 * What GuardDuty Malware Protection for S3 tells EventBridge of a scanned version. Source: GuardDuty
 * user guide, "Monitoring S3 object scans with Amazon EventBridge".
 */
export type ScanResultDetail = {
  readonly s3ObjectDetails: {
    readonly bucketName: string
    readonly objectKey: string
    readonly eTag: string
    readonly versionId?: string
  }
  readonly scanResultDetails: { readonly scanResultStatus: string }
}

const verdicts: Readonly<Record<string, ScanVerdict>> = {
  NO_THREATS_FOUND: 'clean',
  THREATS_FOUND: 'malware',
  UNSUPPORTED: 'unsupported',
}

/** GuardDuty's status, in an event or as an object's tag, as our verdict; an unknown one is no 'clean'. */
export function scanVerdictOf(status: string | undefined): ScanVerdict {
  return status === undefined ? 'none' : (verdicts[status] ?? 'failed')
}
