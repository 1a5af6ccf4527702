import * as z from 'zod/mini'
import { indonesianCalendar } from './calendars/indonesia.ts'
import { Stage } from './stage.ts'

/** Invented people of an invented office: the first start has someone to decide. */
const demonstrationPeople: Stage['people'] = [
  {
    id: 'kepala-dinas',
    name: 'Drs. Wirya Kartanegara, M.Si.',
    position: 'Kepala Dinas Komunikasi dan Informatika',
    email: 'kepala.dinas@dinkominfo.example',
    roles: ['head-of-office'],
  },
  {
    id: 'kepala-bidang',
    name: 'Ratna Pramesti, S.Kom., M.T.',
    position: 'Kepala Bidang Informatika',
    email: 'kepala.bidang@dinkominfo.example',
    roles: ['head-of-division'],
    superior: 'kepala-dinas',
  },
  {
    id: 'kepala-seksi',
    name: 'Bagas Adiwinata, S.T.',
    position: 'Kepala Seksi Layanan Informatika',
    email: 'kepala.seksi@dinkominfo.example',
    roles: ['head-of-section', 'administrator'],
    superior: 'kepala-bidang',
  },
  {
    id: 'pengkaji-satu',
    name: 'Sekar Anindita, A.Md.Kom.',
    position: 'Pranata Komputer Mahir',
    email: 'sekar.anindita@dinkominfo.example',
    roles: ['reviewer', 'technician'],
    superior: 'kepala-seksi',
  },
  {
    id: 'pengkaji-dua',
    name: 'Yoga Mahardika, S.Kom.',
    position: 'Pranata Komputer Ahli Pertama',
    email: 'yoga.mahardika@dinkominfo.example',
    roles: ['reviewer', 'technician'],
    superior: 'kepala-seksi',
  },
  {
    id: 'pengelola-pengaduan',
    name: 'Laras Wulandari, S.I.Kom.',
    position: 'Pejabat Pengelola Pengaduan',
    email: 'pengaduan@dinkominfo.example',
    roles: ['complaint-officer'],
    superior: 'kepala-bidang',
  },
  {
    id: 'tim-pengaduan',
    name: 'Damar Prasetya, A.Md.',
    position: 'Anggota Tim Pengelola Pengaduan',
    email: 'damar.prasetya@dinkominfo.example',
    roles: ['complaint-team'],
    superior: 'pengelola-pengaduan',
  },
]

const demonstrationResources: Stage['resources'] = [
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
  {
    kind: 'channel',
    id: 'youtube',
    name: 'Kanal YouTube Dinkominfo',
    liveEnabled: true,
    active: true,
  },
  { kind: 'room', id: 'ruang-av', name: 'Ruang Audio Visual', seats: 40, active: true },
  {
    kind: 'staff',
    id: 'pengkaji-satu',
    name: 'Sekar Anindita, A.Md.Kom.',
    absences: [],
    active: true,
  },
  { kind: 'staff', id: 'pengkaji-dua', name: 'Yoga Mahardika, S.Kom.', absences: [], active: true },
]

/** The demonstration office that `npm start` runs. */
const local: Stage = {
  name: 'local',
  region: 'ap-southeast-3',
  office: {
    name: 'Dinas Komunikasi dan Informatika Kabupaten Contoh',
    shortName: 'Dinkominfo',
    address: 'Jalan Contoh No. 1, Kabupaten Contoh',
    email: 'layanan@dinkominfo.example',
    phone: '(0000) 000000',
    whatsapp: '+62800000000',
    social: { instagram: '@dinkominfo.contoh', x: '@dinkominfo_contoh' },
  },
  mail: { domain: 'dinkominfo.example', sender: 'layanan@dinkominfo.example' },
  alarms: { emails: ['petugas.teknis@dinkominfo.example'] },
  people: demonstrationPeople,
  resources: demonstrationResources,
  calendar: indonesianCalendar,
  malwareScan: 'guardduty',
  receiptRule: 'day-zero',
  retention: { incomingDays: 2, logDays: 90 },
}

/** A production stage to copy: give it the office's own name, domain, people and certificate. */
const example: Stage = {
  ...local,
  name: 'example',
  domain: {
    name: 'siaran.dinkominfo.example',
    certificateArn:
      'arn:aws:acm:ap-southeast-3:000000000000:certificate/00000000-0000-0000-0000-000000000000',
    hostedZone: { id: 'Z0000000000000000000', name: 'dinkominfo.example' },
  },
  retention: { incomingDays: 2, logDays: 365 },
}

const stages: readonly Stage[] = [local, example]

export const stageNames: readonly string[] = stages.map(({ name }) => name)

/** @throws Error with a sentence when no stage has that name or its values are wrong */
export function stageNamed(name: string): Stage {
  const found = stages.find((stage) => stage.name === name)
  if (!found) throw new Error(`There is no stage "${name}"; there are: ${stageNames.join(', ')}.`)
  const parsed = z.safeParse(Stage, found)
  if (parsed.success) return parsed.data
  throw new Error(`The stage "${name}" is not right: ${z.prettifyError(parsed.error)}`)
}
