import { indonesianCalendar } from '../infra/calendars/indonesia.ts'
import type { Upload } from '../shared/contracts/letters.ts'
import type {
  ActionLink,
  IssuedLinks,
  Staff,
  StoredRequest,
  Submission,
} from '../shared/contracts/ports.ts'
import { act, type OfficeClock } from '../shared/domain/request.ts'
import { newRequest, type ServiceRequest } from '../shared/domain/request-case.ts'
import type { RequestCommand } from '../shared/domain/request-commands.ts'
import type { LetterFile, Person } from '../shared/domain/request-facts.ts'
import type { Resource } from '../shared/domain/resources.ts'
import type { RequestStatus } from '../shared/domain/vocabulary.ts'
import type { Draft } from '../shared/web/credentials.ts'
import { hashOf } from '../shared/web/credentials.ts'

/** Monday, 23 November 2026, 09.00 WIB: an ordinary working day. */
export const monday = '2026-11-23T02:00:00.000Z'
/** The limit of a letter received then: Tuesday 16.00 WIB. */
export const tuesdayClose = '2026-11-24T09:00:00Z'

export const after = (instant: string, span: { hours?: number; minutes?: number; days?: number }) =>
  new Date(
    Date.parse(instant) +
      ((span.days ?? 0) * 24 * 60 + (span.hours ?? 0) * 60 + (span.minutes ?? 0)) * 60_000,
  ).toISOString()

export const officeClock: OfficeClock = { calendar: indonesianCalendar, receiptRule: 'day-zero' }

/** A head, a section head and two reviewers; invented. */
export const staff: readonly Staff[] = [
  {
    id: 'head',
    name: 'Wirya Kartanegara',
    position: 'Kepala Dinas',
    email: 'head@office.example',
    roles: ['head-of-office'],
  },
  {
    id: 'section',
    name: 'Bagas Adiwinata',
    position: 'Kepala Seksi',
    email: 'section@office.example',
    roles: ['head-of-section'],
    superior: 'head',
  },
  {
    id: 'sekar',
    name: 'Sekar Anindita',
    position: 'Pranata Komputer',
    email: 'sekar@office.example',
    roles: ['reviewer'],
    superior: 'section',
  },
  {
    id: 'yoga',
    name: 'Yoga Mahardika',
    position: 'Pranata Komputer',
    email: 'yoga@office.example',
    roles: ['reviewer'],
    superior: 'section',
  },
]

/** What the office of the tests has to give. */
export const resources: readonly Resource[] = [
  {
    kind: 'account',
    id: 'zoom-utama',
    name: 'Zoom Utama',
    capacity: 500,
    licence: 'paid',
    active: true,
  },
  {
    kind: 'account',
    id: 'zoom-kedua',
    name: 'Zoom Kedua',
    capacity: 100,
    licence: 'basic',
    active: true,
  },
  { kind: 'channel', id: 'youtube', name: 'Kanal YouTube', liveEnabled: true, active: true },
  { kind: 'room', id: 'ruang-av', name: 'Ruang Audio Visual', active: true },
  { kind: 'staff', id: 'sekar', name: 'Sekar Anindita', absences: [], active: true },
  { kind: 'staff', id: 'yoga', name: 'Yoga Mahardika', absences: [], active: true },
]

/** The request form as a browser posts it; invented. */
export const formFields = {
  applicantName: 'Sri Lestari',
  applicantPosition: 'Kepala Subbagian Umum',
  applicantKind: 'opd',
  agencyName: 'Badan Perencanaan Kabupaten Contoh',
  nip: '198001012005012001',
  email: 'sri.lestari@agency.example',
  whatsapp: '0812 3456 7890',
  eventName: 'Rapat Koordinasi Perencanaan',
  agenda: 'Pembukaan, paparan, dan diskusi.',
  eventDate: '2027-01-20',
  startTime: '09:00',
  endTime: '11:30',
  venue: 'Ruang Rapat Utama',
  participants: '1.641',
  service: 'both',
  host: 'office',
  recording: 'yes',
  visibility: 'unlisted',
  contactName: 'Joko Susilo',
  contactPhone: '0813 2222 3333',
  letterNumber: '000.1.5/1517/Bappeda-IV/2026',
  letterDate: '2026-11-20',
  letterSubject: 'Bantuan rapat daring',
  signatoryName: 'Bambang Wijaya',
  signatoryPosition: 'Kepala Badan',
  endorsement: 'signed-and-stamped',
  letterPhone: '(0281) 890 1234',
  truthful: 'yes',
  privacyRead: 'yes',
} as const

export const person: Person = {
  name: formFields.applicantName,
  position: formFields.applicantPosition,
  nip: formFields.nip,
  email: formFields.email,
  whatsapp: '+6281234567890',
  contact: { name: formFields.contactName, phone: '+6281322223333' },
  signatory: { name: formFields.signatoryName, position: formFields.signatoryPosition },
  letterPhone: '+622818901234',
}

export const letterFile: LetterFile = {
  key: 'letters/VC-2026-0000000/1',
  versionId: 'pinned-1',
  sha256: hashOf('letter'),
  size: 6,
  type: 'pdf',
  pages: 1,
}

const draft: Draft = { id: 'draft-1', keyId: 'k1' }

export const request = (own: Partial<ServiceRequest> = {}): ServiceRequest => ({
  ...newRequest({
    reference: 'VC-2026-0000000',
    submittedAt: monday,
    agency: { kind: 'opd', name: formFields.agencyName },
    event: {
      name: formFields.eventName,
      agenda: formFields.agenda,
      date: formFields.eventDate,
      startTime: '09:00',
      endTime: '11:30',
      venue: formFields.venue,
      participants: 1641,
      service: 'both',
      host: 'office',
      equipment: ['operator', 'camera'],
      recording: true,
      visibility: 'unlisted',
    },
    letter: {
      number: formFields.letterNumber,
      date: formFields.letterDate,
      endorsement: 'signed-and-stamped',
    },
  }),
  ...own,
})

export const submission = (reference: string, own: Partial<Submission> = {}): Submission => ({
  case: request({ reference }),
  person,
  draft: { id: `draft of ${reference}`, keyId: 'k1' },
  codeHash: hashOf('code'),
  contentHash: hashOf('content'),
  ...own,
})

export const attachLetter = (
  uploadedAt = monday,
  own: Partial<Extract<RequestCommand, { act: 'attach-letter' }>> = {},
): RequestCommand => ({
  act: 'attach-letter',
  file: letterFile,
  uploadedAt,
  clock: officeClock,
  ...own,
})

export const openRound: RequestCommand = {
  act: 'open-round',
  step: 0,
  reviewers: ['sekar', 'yoga'],
}

/** Does the commands one after the other; a refused one is a mistake in the test. */
export function walk(
  start: ServiceRequest,
  commands: readonly RequestCommand[],
  now: string = monday,
): ServiceRequest {
  let state = start
  for (const command of commands) {
    const acted = act(state, command, now)
    if (!acted.ok) throw new Error(`${command.act} is refused in ${state.status}`)
    state = acted.value.case
  }
  return state
}

const links = { joinUrl: 'https://zoom.example/j/123456789' }
const toReview: readonly RequestCommand[] = [attachLetter(), openRound]

/** How a request comes into each state that an act leads to. */
export const ways: Readonly<Partial<Record<RequestStatus, readonly RequestCommand[]>>> = {
  'awaiting-letter': [],
  received: [attachLetter()],
  'in-review': toReview,
  'needs-correction': [...toReview, { act: 'return', by: 'sekar', reason: 'Surat tanpa cap.' }],
  approved: [...toReview, { act: 'approve', by: 'sekar', product: {} }],
  scheduled: [...toReview, { act: 'approve', by: 'sekar', product: links }],
  rejected: [...toReview, { act: 'reject', by: 'sekar', reason: 'Jadwal penuh.' }],
  cancelled: [{ act: 'cancel' }],
  expired: [{ act: 'expire' }],
}

export const requestIn = (status: RequestStatus): ServiceRequest => {
  const way = ways[status]
  return way ? walk(request(), way) : { ...walk(request(), ways.approved ?? []), status }
}

export const stored = (own: Partial<StoredRequest> = {}): StoredRequest => ({
  case: request(),
  person,
  draft,
  codeHash: hashOf('code'),
  events: [],
  notes: [],
  uploads: [],
  inScan: [],
  ...own,
})

export const link = (own: Partial<ActionLink> = {}): ActionLink => ({
  id: 'links-1.approve',
  reference: 'VC-2026-0000000',
  person: 'sekar',
  decision: 'approve',
  stageVersion: 2,
  round: 1,
  expiresAt: '2027-01-22T02:00:00.000Z',
  ...own,
})

/** The links of an e-mail to a reviewer; `link` is one of them. */
export const issuedLinks = (own: Partial<IssuedLinks> = {}): IssuedLinks => {
  const { decision: _, ...common } = link()
  return { ...common, id: 'links-1', decisions: ['approve', 'reject', 'return'], ...own }
}

export const upload = (reference: string, own: Partial<Upload> = {}): Upload => ({
  bucket: 'letters',
  key: `incoming/${reference}/one`,
  versionId: 'v1',
  etag: 'etag-1',
  ...own,
})
