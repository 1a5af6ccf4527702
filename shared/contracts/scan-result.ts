import type { Upload } from './letters.ts'
import type { UploadInScan } from './ports.ts'

/**
 * What the malware scanner says of one version of an upload: 'none' while it has said nothing,
 * 'unsupported' of a file that it cannot look into, 'failed' where it could not do its work.
 */
export type ScanVerdict = 'clean' | 'malware' | 'unsupported' | 'failed' | 'none'

export type MalwareScan = {
  /** The verdict as S3 keeps it beside the version; 'clean' where no scanner is configured. */
  verdict(upload: Upload): Promise<ScanVerdict>
}

/** Has an upload in scan looked at once more, soon: its verdict may have been missed. */
export type LetterRecheck = (waiting: UploadInScan) => Promise<void>

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
