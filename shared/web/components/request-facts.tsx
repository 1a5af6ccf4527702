import { formatDate } from '../../domain/dates.ts'
import type { ServiceRequest } from '../../domain/request-case.ts'
import type { Person, Product, RequestFacts } from '../../domain/request-facts.ts'
import { inThousands } from '../numbers.ts'
import { wordings } from '../wording/index.ts'
import { localNumber } from './contacts.tsx'
import { SummaryList, type SummaryRow } from './summary-list.tsx'

const words = wordings.id

/** A fact as its page names and says it; without a value it was not said. */
type Fact = readonly [name: string, value: string | undefined]

/** Rows without a value are left out: nobody wants to read what was not said. */
const rows = (pairs: readonly Fact[]): SummaryRow[] =>
  pairs.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]))

/** The event, as whoever decides or attends needs it. */
export const EventFactsList = ({ request }: { readonly request: Asked }) => (
  <SummaryList rows={rows(eventFacts(request))} />
)

type Asked = Pick<ServiceRequest, 'event' | 'agency'>

function eventFacts(request: Asked): readonly Fact[] {
  const { event, agency } = request
  const overnight = event.endTime <= event.startTime ? ' (hari berikutnya)' : ''
  const clock = (time: string): string => time.replace(':', '.')
  return [
    ['Nama kegiatan', event.name],
    ['Instansi', agency.name],
    ['Jenis pemohon', words.applicantKinds[agency.kind]],
    ['Hari dan tanggal', formatDate(event.date)],
    ['Waktu', `${clock(event.startTime)}–${clock(event.endTime)} WIB${overnight}`],
    ['Tempat', event.venue],
    ['Perkiraan peserta', `${inThousands(event.participants)} orang`],
    ['Layanan', words.services[event.service]],
    ['Pembuat tautan', words.hosts[event.host]],
    ['Tautan pihak lain', event.hostLink],
    ['Kebutuhan', event.equipment.map((item) => words.equipment[item]).join(', ') || undefined],
    ['Gladi bersih', rehearsalOf(request)],
    ['Rekaman', event.recording ? 'Ya, direkam' : 'Tidak direkam'],
    ['Penonton YouTube', event.visibility && words.visibilities[event.visibility]],
    ['Jadwal publik', event.untitled ? 'Nama kegiatan disembunyikan' : undefined],
    ['Agenda', event.agenda],
  ]
}

function rehearsalOf({ event: { rehearsal } }: Pick<ServiceRequest, 'event'>): string | undefined {
  if (!rehearsal) return undefined
  const time = rehearsal.time ? ` pukul ${rehearsal.time.replace(':', '.')} WIB` : ''
  return `${formatDate(rehearsal.date)}${time}`
}

/** What the letter says of itself, and who signed it. */
export const LetterFactsList = ({
  request,
  person,
}: {
  readonly request: Pick<ServiceRequest, 'letter'>
  readonly person: Person | undefined
}) => <SummaryList rows={rows(letterFacts(request, person))} />

const letterFacts = (
  { letter }: Pick<ServiceRequest, 'letter'>,
  person: Person | undefined,
): readonly Fact[] => [
  ['Nomor surat', letter.number],
  ['Tanggal surat', formatDate(letter.date)],
  ['Perihal', letter.subject],
  ['Penandatangan', person && `${person.signatory.name}, ${person.signatory.position}`],
  ['Pengesahan', words.endorsements[letter.endorsement]],
  ['Kontak pada surat', person && localNumber(person.letterPhone)],
]

/** Who asks. */
export const PersonFactsList = ({ person }: { readonly person: Person }) => (
  <SummaryList rows={rows(personFacts(person))} />
)

/** The NIP tells birth date and sex: only its last digits are shown. */
const personFacts = (person: Person): readonly Fact[] => [
  ['Pemohon', `${person.name}, ${person.position}`],
  ['NIP', person.nip && `••••••••••••••${person.nip.slice(-4)}`],
  ['E-mail', person.email],
  ['WhatsApp', localNumber(person.whatsapp)],
  ['Penanggung jawab', person.contact && contactOf(person.contact)],
]

/** All that the lists above say of a request, to be compared with what they said before. */
export const factsInWords = (
  request: RequestFacts,
  person: Person | undefined,
): readonly Fact[] => [
  ...eventFacts(request),
  ...letterFacts(request, person),
  ...(person ? personFacts(person) : []),
]

const contactOf = ({ name, phone }: NonNullable<Person['contact']>): string =>
  phone ? `${name}, ${localNumber(phone)}` : name

/** 81234567890 → 812 3456 7890, as meeting programs print their 9 to 12 digits. */
const spacedId = (id: string): string => id.replace(/^(\d{3,4}?)(\d{3,4}?)(\d{3,4})$/, '$1 $2 $3')

/** The product of the service: where to meet and to watch. */
export function ProductFactsList({ product }: { readonly product: Product }) {
  return (
    <SummaryList
      rows={rows([
        ['Tautan rapat', product.joinUrl],
        ['ID rapat', product.meetingId && spacedId(product.meetingId)],
        ['Kode sandi', product.passcode],
        ['Tautan YouTube', product.streamUrl],
      ])}
    />
  )
}
