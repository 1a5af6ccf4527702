import * as z from 'zod/mini'
import { parseMobile, parsePhone } from '../domain/phone.ts'
import {
  applicantKinds,
  endorsements,
  equipment,
  hostKinds,
  serviceKinds,
  visibilities,
} from '../domain/vocabulary.ts'
import {
  choice,
  optional,
  optionallyParsed,
  optionalText,
  parseCount,
  parseDate,
  parsed,
  parseLink,
  parseTime,
  required,
} from './fields.ts'

/**
 * The request form (domain: fields of the request), one schema for the browser and the server.
 * Input: what an HTML form posts (strings; `equipment` a list). Output: the typed request.
 */
export const fields = z.strictObject({
  applicantName: required('Isi nama pemohon.', 100),
  applicantPosition: required('Isi jabatan pemohon.', 100),
  applicantKind: choice(applicantKinds, 'Pilih jenis pemohon.'),
  agencyName: required('Isi nama instansi.', 150),
  nip: optionallyParsed(parseNip, 'NIP terdiri atas 18 angka. Periksa kembali atau kosongkan.', 30),
  email: parsed(parseEmail, 'Isi alamat e-mail yang benar, misalnya nama@instansi.go.id.', 254),
  whatsapp: parsed(parseMobile, 'Isi nomor WhatsApp yang benar, misalnya 0812 3456 7890.', 30),
  eventName: required('Isi nama kegiatan.', 200),
  agenda: optionalText(2000),
  eventDate: parsed(parseDate, 'Isi tanggal kegiatan, misalnya 30-11-2026.'),
  startTime: parsed(parseTime, 'Isi waktu mulai, misalnya 09:00.'),
  endTime: parsed(parseTime, 'Isi waktu selesai, misalnya 11:30.'),
  venue: required('Isi tempat kegiatan.', 200),
  participants: parsed(parseCount, 'Isi perkiraan jumlah peserta dengan angka, misalnya 150.'),
  untitled: z.optional(choice(['yes'], 'Pilih apakah nama kegiatan disembunyikan.')),
  service: choice(serviceKinds, 'Pilih jenis layanan.'),
  host: choice(hostKinds, 'Pilih siapa yang membuat tautan rapat.'),
  hostLink: optionallyParsed(parseLink, 'Isi tautan lengkap, misalnya https://zoom.us/j/123.', 500),
  equipment: z._default(
    z.array(choice(equipment, 'Pilih kebutuhan dari daftar.')).check(z.maxLength(equipment.length)),
    [],
  ),
  rehearsalDate: optionallyParsed(parseDate, 'Isi tanggal gladi bersih, misalnya 29-11-2026.'),
  rehearsalTime: optionallyParsed(parseTime, 'Isi waktu gladi bersih, misalnya 13:00.'),
  recording: choice(['yes', 'no'], 'Pilih apakah kegiatan direkam.'),
  visibility: z.optional(choice(visibilities, 'Pilih siapa yang dapat menonton di YouTube.')),
  contactName: optional(100),
  contactPhone: optionallyParsed(
    parsePhone,
    'Isi nomor penanggung jawab yang benar, misalnya 0812 3456 7890.',
  ),
  letterNumber: required('Isi nomor surat seperti tertulis pada surat.', 60),
  letterDate: parsed(parseDate, 'Isi tanggal surat, misalnya 20-11-2026.'),
  letterSubject: optional(200),
  signatoryName: required('Isi nama penandatangan surat.', 100),
  signatoryPosition: required('Isi jabatan penandatangan surat.', 100),
  endorsement: choice(endorsements, 'Pilih cara surat disahkan.'),
  letterPhone: parsed(
    parsePhone,
    'Isi nomor kontak yang tertulis pada surat, misalnya 0812 3456 7890.',
  ),
  truthful: z.literal('yes', 'Nyatakan bahwa data yang Anda isi benar.'),
  privacyRead: z.literal('yes', 'Nyatakan bahwa Anda telah membaca pemberitahuan privasi.'),
})

export type RequestForm = z.output<typeof fields>
export type RequestField = keyof RequestForm

/** The names of all fields, in the order in which the form asks them. */
export const requestFields = Object.keys(fields.shape) as readonly RequestField[]

/** One thing to mend: at which field, and what to do (Indonesian). */
export type FieldError = { readonly field: RequestField; readonly message: string }

/**
 * Checks what was posted. `today` is the office's date (ISO): past events come from staff only.
 * All errors are found at once, first those of single fields, then those between fields.
 */
export function checkRequestForm(
  posted: Readonly<Record<string, string | readonly string[]>>,
  today: string,
): { ok: true; form: RequestForm } | { ok: false; errors: readonly FieldError[] } {
  const result = z.safeParse(fields, withoutMoot(posted))
  const wrong = wrongFields(result, posted, today)
  if (result.success && wrong.size === 0) return { ok: true, form: result.data }
  const errors = requestFields.flatMap((field) => {
    const message = wrong.get(field)
    return message === undefined ? [] : [{ field, message }]
  })
  return { ok: false, errors }
}

/** The first thing to mend at each field. */
export function wrongFields(
  { error }: { readonly error?: z.core.$ZodError | undefined },
  posted: Readonly<Record<string, string | readonly string[]>>,
  today: string,
): ReadonlyMap<RequestField, string> {
  const wrong = new Map<RequestField, string>()
  for (const { path, message } of error?.issues ?? []) {
    const field = path[0] as RequestField | undefined
    if (field && requestFields.includes(field) && !wrong.has(field)) wrong.set(field, message)
  }
  for (const { field, message } of between(posted, today))
    if (!wrong.has(field)) wrong.set(field, message)
  return wrong
}

/** Answers to questions that other answers make moot count for nothing: pages do not show them. */
const withoutMoot = (posted: Readonly<Record<string, unknown>>) => ({
  ...posted,
  ...(posted['host'] === 'other' ? {} : { hostLink: undefined }),
  ...(posted['service'] === 'video-conference' ? { visibility: undefined } : {}),
})

/** Rules between fields, on whatever of them can be read already. */
function* between(
  posted: Readonly<Record<string, string | readonly string[]>>,
  today: string,
): Generator<FieldError> {
  const text = (field: RequestField): string => String(posted[field] ?? '').trim()
  const date = parseDate(text('eventDate'))
  const start = parseTime(text('startTime'))
  if (date && date < today) {
    yield {
      field: 'eventDate',
      message:
        'Tanggal kegiatan sudah lewat. Isi tanggal hari ini atau sesudahnya, atau hubungi petugas.',
    }
  }
  if (date && date > `${Number(today.slice(0, 4)) + 2}`) {
    yield {
      field: 'eventDate',
      message: 'Tanggal kegiatan terlalu jauh. Periksa kembali tahunnya.',
    }
  }
  if (start && start === parseTime(text('endTime'))) {
    yield {
      field: 'endTime',
      message: 'Waktu selesai sama dengan waktu mulai. Isi waktu selesai yang benar.',
    }
  }
  if (text('host') === 'other' && text('hostLink') === '') {
    yield { field: 'hostLink', message: 'Isi tautan rapat yang dibuat pihak lain.' }
  }
  if (['streaming', 'both'].includes(text('service')) && text('visibility') === '') {
    yield { field: 'visibility', message: 'Pilih siapa yang dapat menonton di YouTube.' }
  }
  const rehearsal = parseDate(text('rehearsalDate'))
  if (text('rehearsalTime') !== '' && text('rehearsalDate') === '') {
    yield { field: 'rehearsalDate', message: 'Isi tanggal gladi bersih, atau kosongkan waktunya.' }
  }
  if (rehearsal && rehearsal < today) {
    yield {
      field: 'rehearsalDate',
      message: 'Tanggal gladi bersih sudah lewat. Isi tanggal hari ini atau sesudahnya.',
    }
  }
  if (rehearsal && date && rehearsal > date) {
    yield {
      field: 'rehearsalDate',
      message: 'Gladi bersih harus sebelum kegiatan. Periksa tanggalnya.',
    }
  }
  if (text('contactPhone') !== '' && text('contactName') === '') {
    yield {
      field: 'contactName',
      message: 'Isi nama penanggung jawab acara, atau kosongkan nomornya.',
    }
  }
  const letter = parseDate(text('letterDate'))
  if (letter && letter > today) {
    yield {
      field: 'letterDate',
      message: 'Tanggal surat belum tiba. Isi tanggal yang tertulis pada surat.',
    }
  }
}

/** 18 digits, spaces allowed; digits 13–14 may exceed 12 (PPPK), so nothing more is checked. */
function parseNip(text: string): string | undefined {
  const digits = text.replace(/\s/g, '')
  return /^\d{18}$/.test(digits) ? digits : undefined
}

/** One address, ASCII, with a dotted domain; it is lower-cased in its domain only. */
function parseEmail(text: string): string | undefined {
  const match =
    /^([A-Za-z0-9._%+-]{1,64})@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24})$/.exec(
      text,
    )
  return match?.[1] && match[2] ? `${match[1]}@${match[2].toLowerCase()}` : undefined
}
