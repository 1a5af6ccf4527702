/**
 * List prices of AWS in US$, region ap-southeast-3 (Jakarta), entered by hand in November 2026 from
 * the services' pricing pages, before any free tier. Where a page names no price for Jakarta of its
 * own the one of Singapore (ap-southeast-1) stands here. Check them against the AWS Pricing
 * Calculator before a budget rests on them.
 */
export const pricesOf = 'ap-southeast-3, November 2026'

const million = 1_000_000

/** By unit of use. */
export const prices = {
  /** https://aws.amazon.com/dynamodb/pricing/on-demand/ (Singapore) */
  writeUnit: 0.7115 / million,
  readUnit: 0.1423 / million,
  /** A GB for a month, and the same for point-in-time recovery. */
  tableGbMonth: 0.285 + 0.228,
  /** https://aws.amazon.com/lambda/pricing/, arm64. Stream and EventBridge sources are free. */
  invocation: 0.2 / million,
  gbSecond: 0.0000133334,
  /** https://aws.amazon.com/api-gateway/pricing/, HTTP API, metered in 512 kB (Singapore). */
  apiRequest: 1.25 / million,
  /** https://aws.amazon.com/s3/pricing/, Standard. */
  s3Write: 0.005 / 1000,
  s3Read: 0.0004 / 1000,
  s3GbMonth: 0.025,
  /** https://aws.amazon.com/step-functions/pricing/: "each time a step … is executed". */
  state: 0.025 / 1000,
  /** https://aws.amazon.com/eventbridge/pricing/: opt-in events of AWS services; Scheduler. */
  busEvent: 1 / million,
  schedule: 1 / million,
  /** https://aws.amazon.com/kms/pricing/, https://aws.amazon.com/secrets-manager/pricing/ */
  kmsRequest: 0.03 / 10_000,
  secretRead: 0.05 / 10_000,
  /** https://aws.amazon.com/cloudwatch/pricing/: a GB of log lines taken in (Singapore). */
  logGb: 0.7,
  /** https://aws.amazon.com/ses/pricing/ */
  mail: 0.1 / 1000,
  /** To the internet, after the 100 GB a month that are free (Jakarta). */
  outGb: 0.132,
  /** https://aws.amazon.com/guardduty/pricing/, Malware Protection for S3. */
  scanObject: 0.215 / 1000,
  scanGb: 0.09,
} as const

/** A month, whatever is used: customer keys, secrets, alarms. */
export const monthly = { key: 1, secret: 0.4, alarm: 0.1 } as const
