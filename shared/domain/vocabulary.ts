/** The closed lists of the domain. docs/glossary.md explains them, shared/web/wording labels them. */

export const requestStatuses = [
  'awaiting-letter', // Menunggu Surat: the form is in, the letter not yet accepted
  'received', // Masuk: the letter is accepted, the clock runs
  'in-review', // Sedang Dikaji
  'needs-correction', // Perlu Perbaikan
  'approved', // Disetujui: no link yet
  'awaiting-link', // Menunggu Tautan: approved, the provider does not answer
  'scheduled', // Terjadwal: approved, with a link
  'completed', // Selesai
  'not-held', // Tidak Terlaksana
  'rejected', // Ditolak
  'cancelled', // Dibatalkan
  'expired', // Kedaluwarsa
] as const
export type RequestStatus = (typeof requestStatuses)[number]

export const decisions = ['approve', 'reject', 'return'] as const
export type Decision = (typeof decisions)[number]

export const applicantKinds = [
  'opd',
  'upt',
  'kecamatan',
  'kelurahan-desa',
  'instansi-vertikal',
  'organisasi-lain',
] as const
export type ApplicantKind = (typeof applicantKinds)[number]

export const serviceKinds = ['video-conference', 'streaming', 'both'] as const
export type ServiceKind = (typeof serviceKinds)[number]

/** Who makes the meeting link: the office, or another party that gives its own. */
export const hostKinds = ['office', 'other'] as const
export type HostKind = (typeof hostKinds)[number]

export const equipment = ['operator', 'camera', 'sound', 'laptop', 'network'] as const
export type Equipment = (typeof equipment)[number]

export const visibilities = ['public', 'unlisted'] as const
export type Visibility = (typeof visibilities)[number]

/** How a letter is made valid: wet signature and stamp, or an electronic signature (TTE). */
export const endorsements = ['signed-and-stamped', 'electronic'] as const
export type Endorsement = (typeof endorsements)[number]

/** How a request came in: by the form, or registered by staff from SRIKANDI or from paper. */
export const requestChannels = ['form', 'srikandi', 'paper'] as const
export type RequestChannel = (typeof requestChannels)[number]

/** How the contact number in the letter was told of the answer. */
export const contactWays = ['whatsapp', 'telephone', 'in-person'] as const
export type ContactWay = (typeof contactWays)[number]

/** The nine elements of the satisfaction survey (PermenPANRB 14/2017), U1 to U9. */
export const surveyElements = [
  'requirements',
  'procedure',
  'timeliness',
  'cost',
  'product',
  'competence',
  'conduct',
  'facilities',
  'complaint-handling',
] as const
export type SurveyElement = (typeof surveyElements)[number]

export const letterTypes = ['pdf', 'jpeg', 'png', 'heic'] as const
export type LetterType = (typeof letterTypes)[number]

/** Why a letter is refused; each has a sentence in shared/web/wording that says what to do. */
export const letterFaults = [
  'empty',
  'too-large',
  'wrong-type',
  'active-content',
  'encrypted',
  'no-pages',
  'damaged',
  'malware', // the scanner found something harmful
  'unchecked', // the scanner could not look into it, or never answered
] as const
export type LetterFault = (typeof letterFaults)[number]

export const staffRoles = [
  'head-of-office', // Kepala Dinas
  'head-of-division', // Kepala Bidang
  'head-of-section', // Kepala Seksi
  'reviewer', // Pengkaji
  'technician', // Petugas Teknis
  'complaint-officer', // Pejabat Pengelola Pengaduan
  'complaint-team', // Tim Pengelola Pengaduan
  'administrator',
] as const
export type StaffRole = (typeof staffRoles)[number]

/** What happened to a request, in the past tense; the history and the outbox hold these. */
export const requestEvents = [
  'RequestSubmitted',
  'LetterRefused',
  'LetterAccepted',
  'DueDateSet',
  'ReviewOpened',
  'ReviewReminded',
  'ReviewEscalated',
  'RequestApproved',
  'RequestRejected',
  'RequestReturned',
  'LinkRecorded',
  'LetterDownloaded',
  'RequestCancelled',
  'RequestExpired',
  'RequestRegistered',
  'RequestRevised',
  'CorrectionReminded',
  'TimeChanged',
  'AssignmentChanged',
  'LinkAwaited',
  'ContactTold',
  'EventReminded',
  'EventEnded',
  'EventHeld',
  'EventNotHeld',
  'SurveyAnswered',
  'AddressFailed',
] as const
export type RequestEventName = (typeof requestEvents)[number]
