import type { EventBridgeEvent, S3ObjectCreatedNotificationEventDetail } from 'aws-lambda'
import type { LetterIntake, LetterVerdict, Upload } from '../../shared/contracts/letters.ts'
import type {
  OfficeStore,
  RequestStore,
  StoredRequest,
  UploadInScan,
} from '../../shared/contracts/ports.ts'
import {
  type MalwareScan,
  type ScanResultDetail,
  type ScanVerdict,
  scanVerdictOf,
} from '../../shared/contracts/scan-result.ts'
import { maxLetterBytes } from '../../shared/domain/letter.ts'
import { parseReference } from '../../shared/domain/reference.ts'
import { act } from '../../shared/domain/request.ts'
import { takesLetter } from '../../shared/domain/request-case.ts'
import type { RequestCommand } from '../../shared/domain/request-commands.ts'
import { scanOutcome } from './scan-outcome.ts'

export type AcceptLetterPorts = {
  readonly store: Pick<RequestStore, 'load' | 'save' | 'awaitScan'>
  readonly letters: Pick<LetterIntake, 'inspect' | 'pin'>
  readonly scan: MalwareScan
  readonly office: Pick<OfficeStore, 'clock'>
  readonly now: () => Date
}

export type ObjectCreated = EventBridgeEvent<
  'Object Created',
  S3ObjectCreatedNotificationEventDetail
>

export type ObjectScanned = EventBridgeEvent<
  'GuardDuty Malware Protection Object Scan Result',
  ScanResultDetail
>

/** How often a case that others change meanwhile is read again. */
const attempts = 5

/**
 * S3 says that an upload arrived, or the scanner what it found in one: judge it, pin it, start the
 * clock — or refuse it with the reason. An upload is accepted when its content is good and the
 * scanner's verdict on that very version is in. Both events may come twice, late, in any order or for
 * a case that needs no letter any more: the result is the same.
 */
export function makeAcceptLetter(ports: AcceptLetterPorts) {
  return async ({ detail, time }: ObjectCreated | ObjectScanned): Promise<void> =>
    's3ObjectDetails' in detail ? scanned(ports, detail) : arrived(ports, detail, time)
}

async function arrived(
  ports: AcceptLetterPorts,
  { bucket, object }: ObjectCreated['detail'],
  time: string,
): Promise<void> {
  const { key, etag, size, 'version-id': versionId } = object
  const upload = { bucket: bucket.name, key, versionId, etag }
  const at = new Date(time).toISOString()
  const stored = await waitingCase(ports, upload, at)
  if (!stored) return
  const { reference } = stored.case
  const known = inScan(stored, versionId)
  const content = known?.content ?? (await judge(ports, upload, size))
  if (!content.ok) return record(ports, reference, { upload, at }, content)
  const waiting = known ?? { upload, at, since: ports.now().toISOString(), content }
  let verdict = await ports.scan.verdict(upload)
  if (!known && (verdict === 'none' || verdict === 'failed')) {
    if (!(await remember(ports, waiting))) return
    // Its event may have come before there was anything to be found by it.
    verdict = await ports.scan.verdict(upload)
  }
  await conclude(ports, reference, waiting, verdict)
}

/** An upload not told of yet is left: its own event finds the verdict beside the version. */
async function scanned(
  ports: AcceptLetterPorts,
  { s3ObjectDetails, scanResultDetails }: ScanResultDetail,
): Promise<void> {
  const { objectKey, versionId = '' } = s3ObjectDetails
  const stored = await load(ports, objectKey)
  const waiting = stored && inScan(stored, versionId)
  if (!waiting || !takesLetter(stored.case, waiting.at)) return
  const verdict = scanVerdictOf(scanResultDetails.scanResultStatus)
  await conclude(ports, stored.case.reference, waiting, verdict)
}

async function conclude(
  ports: AcceptLetterPorts,
  reference: string,
  waiting: UploadInScan,
  verdict: ScanVerdict,
): Promise<void> {
  const outcome = scanOutcome(verdict, waiting, ports.now())
  if (outcome === 'wait') return
  // The event comes again, and in the end lies in the queue of failures for a person to look at.
  if (outcome === 'stuck') throw new Error(`The scanner gives no verdict on ${reference}'s letter.`)
  await record(ports, reference, waiting, outcome)
}

async function judge(
  { letters }: AcceptLetterPorts,
  upload: Upload,
  size: number,
): Promise<LetterVerdict> {
  if (size === 0) return { ok: false, fault: 'empty' }
  if (size > maxLetterBytes) return { ok: false, fault: 'too-large' }
  return letters.inspect(upload)
}

/** Notes that the verdict is awaited, so that the sweep asks for it; false: it no longer matters. */
async function remember(ports: AcceptLetterPorts, waiting: UploadInScan): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const stored = await waitingCase(ports, waiting.upload, waiting.at)
    if (!stored) return false
    if ((await ports.store.awaitScan(stored, waiting)) === 'saved') return true
  }
  throw new Error('The case kept changing while its letter was noted.')
}

/** Writes what follows from the verdict; a lost race reads the case again. */
async function record(
  ports: AcceptLetterPorts,
  reference: string,
  { upload, at }: Pick<UploadInScan, 'upload' | 'at'>,
  verdict: LetterVerdict,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const stored = await waitingCase(ports, upload, at)
    if (!stored) return
    const command: RequestCommand = verdict.ok
      ? await attachment(ports, stored, upload, at, verdict)
      : { act: 'refuse-letter', fault: verdict.fault }
    const acted = act(stored.case, command, ports.now().toISOString())
    if (!acted.ok) return
    const { case: after, events } = acted.value
    const mark = { versionId: upload.versionId, etag: upload.etag }
    if ((await ports.store.save(stored, after, events, { upload: mark })) === 'saved') return
  }
  throw new Error(`${reference} kept changing while its letter was judged.`)
}

async function attachment(
  { letters, office }: AcceptLetterPorts,
  { case: request }: StoredRequest,
  upload: Upload,
  uploadedAt: string,
  { type, sha256, size, pages }: Extract<LetterVerdict, { ok: true }>,
): Promise<RequestCommand> {
  const key = `letters/${request.reference}/${request.round + 1}`
  const versionId = await letters.pin(upload, key)
  return {
    act: 'attach-letter',
    file: { key, versionId, sha256, size, type, pages },
    uploadedAt,
    clock: await office.clock(),
  }
}

/** The upload's case while it waits for a letter and has no verdict on this one. */
async function waitingCase(
  ports: AcceptLetterPorts,
  { key, versionId }: Upload,
  at: string,
): Promise<StoredRequest | undefined> {
  const stored = await load(ports, key)
  const judged = stored?.uploads.some((known) => known.versionId === versionId)
  return stored && !judged && takesLetter(stored.case, at) ? stored : undefined
}

/** The case that a key under `incoming/` names. */
async function load({ store }: AcceptLetterPorts, key: string): Promise<StoredRequest | undefined> {
  const reference = parseReference(key.split('/')[1] ?? '')
  return reference === undefined ? undefined : store.load(reference)
}

const inScan = (stored: StoredRequest, versionId: string): UploadInScan | undefined =>
  stored.inScan.find(({ upload }) => upload.versionId === versionId)
