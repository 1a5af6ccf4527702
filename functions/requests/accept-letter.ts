import type { EventBridgeEvent, S3ObjectCreatedNotificationEventDetail } from 'aws-lambda'
import type {
  LetterIntake,
  LetterVerdict,
  OfficeStore,
  RequestStore,
  StoredRequest,
  Upload,
} from '../../shared/contracts/ports.ts'
import { maxLetterBytes } from '../../shared/domain/letter.ts'
import { parseReference } from '../../shared/domain/reference.ts'
import { act, type RequestCommand } from '../../shared/domain/request.ts'

export type AcceptLetterPorts = {
  readonly store: Pick<RequestStore, 'load' | 'save'>
  readonly letters: Pick<LetterIntake, 'inspect' | 'pin'>
  readonly office: Pick<OfficeStore, 'clock'>
  readonly now: () => Date
}

export type ObjectCreated = EventBridgeEvent<
  'Object Created',
  S3ObjectCreatedNotificationEventDetail
>

/** An upload and S3's time of it (ISO instant). */
type Arrived = Upload & { readonly at: string }

/**
 * S3 says that an upload arrived: judge it, pin it, start the clock — or refuse it with the reason.
 * The event may come twice, late or for a case that needs no letter any more: the result is the same.
 */
export function makeAcceptLetter(ports: AcceptLetterPorts) {
  return async (event: ObjectCreated): Promise<void> => {
    const { bucket, object } = event.detail
    const upload = {
      bucket: bucket.name,
      key: object.key,
      versionId: object['version-id'] ?? '',
      etag: object.etag,
      at: new Date(event.time).toISOString(),
    }
    const reference = parseReference(object.key.split('/')[1] ?? '')
    if (reference === undefined) return
    const verdict = await judge(ports, reference, upload, object.size)
    if (verdict) await record(ports, reference, upload, verdict)
  }
}

/** The verdict, or undefined where the upload was judged before or nothing waits for it. */
async function judge(
  { store, letters }: AcceptLetterPorts,
  reference: string,
  { at, ...upload }: Arrived,
  size: number,
): Promise<LetterVerdict | undefined> {
  const stored = await store.load(reference)
  if (!stored || !waits(stored, at) || seen(stored, upload)) return undefined
  if (size === 0) return { ok: false, fault: 'empty' }
  if (size > maxLetterBytes) return { ok: false, fault: 'too-large' }
  return letters.inspect(upload)
}

/** Writes what follows from the verdict; a lost race reads the case again. */
async function record(
  ports: AcceptLetterPorts,
  reference: string,
  upload: Arrived,
  verdict: LetterVerdict,
): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const stored = await ports.store.load(reference)
    if (!stored || !waits(stored, upload.at) || seen(stored, upload)) return
    const command: RequestCommand = verdict.ok
      ? await attachment(ports, stored, upload, verdict)
      : { act: 'refuse-letter', fault: verdict.fault }
    const acted = act(stored.case, command, ports.now().toISOString())
    if (!acted.ok) return
    const { case: after, events } = acted.value
    const mark = { versionId: upload.versionId, etag: upload.etag }
    if ((await ports.store.save(stored, after, events, { upload: mark })) === 'saved') return
  }
  throw new Error('The case kept changing while its letter was judged.')
}

async function attachment(
  { letters, office }: AcceptLetterPorts,
  { case: request }: StoredRequest,
  { at: uploadedAt, ...upload }: Arrived,
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

const seen = ({ uploads }: StoredRequest, { versionId }: Upload): boolean =>
  uploads.some((judged) => judged.versionId === versionId)

/**
 * What was uploaded before a request was returned is not its correction, however late it is told.
 * S3 tells whole seconds: the second of the return itself counts as after it.
 */
const waits = ({ case: { status, pauses } }: StoredRequest, at: string): boolean =>
  status === 'awaiting-letter' ||
  (status === 'needs-correction' && second(at) >= second(pauses.at(-1)?.from ?? ''))

const second = (instant: string): string => instant.slice(0, '2026-11-23T02:00:00'.length)
