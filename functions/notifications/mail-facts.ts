import type { RecordedEvent, StoredRequest } from '../../shared/contracts/ports.ts'
import { formatDate, formatMoment } from '../../shared/domain/dates.ts'
import type { Email } from '../../shared/web/emails/email.ts'

/** What an e-mail says, but for greeting, credentials and closing. */
export type Words = Pick<Email, 'paragraphs' | 'actions' | 'facts' | 'quote'> & {
  readonly subject: string
}
export type Facts = NonNullable<Email['facts']>

/** A corrected letter may come after the limit: a day that is past is no promise. */
export function promiseOf(
  { case: { dueAt, waitingForYear } }: StoredRequest,
  { at }: RecordedEvent,
  timeZone: string,
): string {
  if (!dueAt) return `Batas waktu jawaban menunggu penetapan kalender tahun ${waitingForYear}.`
  const limit = formatMoment(dueAt, timeZone)
  return Date.parse(dueAt) > Date.parse(at)
    ? `Kami jawab paling lambat ${limit}.`
    : `Batas waktu jawaban kami, ${limit}, telah lewat; atasan pengkaji ikut kami beri tahu.`
}

/** The reason of the decision that the event tells of, which need not be the latest. */
export function reasonOf(
  { case: request }: StoredRequest,
  event: RecordedEvent,
): Pick<Email, 'quote'> {
  const reason = request.decisions.find(({ at }) => at === event.at)?.reason
  return reason === undefined ? {} : { quote: { label: 'Alasan', text: reason } }
}

/** The event in short. */
export function eventFacts({ case: { event } }: StoredRequest): Facts {
  const clock = (time: string): string => time.replace(':', '.')
  const overnight = event.endTime <= event.startTime ? ' (hari berikutnya)' : ''
  return [
    ['Kegiatan', event.name],
    ['Hari dan tanggal', formatDate(event.date)],
    ['Waktu', `${clock(event.startTime)}–${clock(event.endTime)} WIB${overnight}`],
    ['Tempat', event.venue],
  ]
}

/** Meeting number and passcode are typed off the screen; the links themselves are actions. */
export function productFacts({ case: { product = {} } }: StoredRequest): Facts {
  const { meetingId, passcode } = product
  return [
    ...(meetingId ? [['ID rapat', meetingId, 'exact'] as const] : []),
    ...(passcode ? [['Kode sandi', passcode, 'exact'] as const] : []),
  ]
}

/** The links of the event, for its guests. */
export function productActions({
  case: { product = {} },
}: StoredRequest): NonNullable<Email['actions']> {
  const { joinUrl, streamUrl } = product
  return [
    ...(joinUrl ? [{ label: 'Masuk ke rapat', url: joinUrl }] : []),
    ...(streamUrl ? [{ label: 'Buka siaran YouTube', url: streamUrl }] : []),
  ]
}
