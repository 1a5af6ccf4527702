import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  enter,
  failures,
  file,
  history,
  linkFor,
  mailsAbout,
  reviewer,
  sendLetter,
  stored,
} from './support/cases.ts'
import { type Answer, Device, type Typed } from './support/device.ts'
import { LocalHost } from './support/local-host.ts'

/** One value for each field that says who somebody is, found nowhere else. */
const canaries = {
  applicantName: 'Kenari Pemohon',
  applicantPosition: 'Jabatan Kenari Satu',
  nip: '198501012010011999',
  email: 'kenari.pemohon@instansi.example.id',
  whatsapp: '081277770001',
  contactName: 'Kenari Penanggung Jawab',
  contactPhone: '081277770002',
  signatoryName: 'Kenari Penandatangan',
  signatoryPosition: 'Jabatan Kenari Dua',
  letterPhone: '081277770003',
}
/** What the applicant wrote besides: it may name people, so that staff read it behind the link only. */
const written = {
  eventName: 'Acara Kenari',
  agenda: 'Agenda kenari rahasia',
  venue: 'Gedung Kenari',
  agencyName: 'Instansi Kenari',
  letterNumber: '005/KENARI/2026',
  letterSubject: 'Perihal kenari',
}
const decided = { passcode: 'Sandi-kenari', joinUrl: 'https://zoom.us/j/7777000077' }

/** As they are written, as they are stored, and parts that would be enough. */
const personal: readonly string[] = [
  ...Object.values(canaries),
  ...['6281277770001', '6281277770002', '6281277770003'],
  ...['kenari.pemohon', '81277770001', '81277770002', '81277770003'],
]

const reason = 'Alasan kenari: cap belum terlihat'

let host: LocalHost
let reference: string

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
  reference = await wholeJourney()
})
afterAll(() => host.stop())

/** Letter refused, sent, read, returned, sent again, everybody called, approved, links added. */
async function wholeJourney(): Promise<string> {
  const filed = await file(host, { ...canaries, ...written })
  const about = filed.reference
  await sendLetter(host, filed, new TextEncoder().encode('<p>Kenari Pemohon</p>'))
  // A broken world is told in the log: that must not name anybody either.
  await host.failNext('ses', 'SendRawEmail', 4)
  await sendLetter(host, filed)
  const device = new Device(host)
  const open = async (words: string): Promise<Answer> =>
    enter(host, device, await linkFor(host, about, reviewer, words), reviewer)
  const first = await open('Kembalikan')
  await device.submit(first, '/surat')
  await decide(device, first, { reason })
  await host.settle()
  await sendLetter(host, filed)
  await host.advance({ to: '2026-11-24T16:01:00+07:00' })
  const page = await open('Setujui')
  await decide(device, page, { joinUrl: canaries.email, passcode: decided.passcode })
  const receipt = await device.follow(await decide(device, page, {}))
  await device.submit(receipt, '/tautan', decided)
  await host.settle()
  return about
}

const decide = (device: Device, page: Answer, typed: Typed): Promise<Answer> =>
  device.submit(page, new URL(page.url).pathname, typed)

const found = (text: string, values: readonly string[]): readonly string[] =>
  values.filter((value) => text.includes(value))
const everything = [...personal, ...Object.values(written), ...Object.values(decided), reason]

describe('Of what an applicant writes', () => {
  it('the journey was whole', async () => {
    const events = await history(host, reference)
    expect(events.map(({ name }) => name)).toEqual([
      'RequestSubmitted',
      'LetterRefused',
      'LetterAccepted',
      'ReviewOpened',
      'LetterDownloaded',
      'RequestReturned',
      'LetterAccepted',
      'ReviewOpened',
      'ReviewReminded',
      'ReviewEscalated',
      'RequestApproved',
      'LinkRecorded',
    ])
    const told = (await mailsAbout(host, reference, canaries.email)).at(-1)?.text ?? ''
    const { applicantName } = canaries
    const { eventName, venue } = written
    expect(found(told, everything)).toEqual([
      applicantName,
      eventName,
      venue,
      ...Object.values(decided),
    ])
  })

  it('nothing is in an e-mail to staff', async () => {
    const staff = (await host.mail()).filter(({ to }) => !to.join().includes(canaries.email))
    expect(staff.length).toBeGreaterThan(6)
    expect(found(JSON.stringify(staff), everything)).toEqual([])
  })

  it('nothing is in a log, an execution, a call or a dead-letter queue', async () => {
    const logs = await host.logs()
    expect(logs).toContain('record-failed')
    expect(found(logs, everything)).toEqual([])
    const rest = [await host.executions(), await host.calls(), await failures(host)]
    expect(found(JSON.stringify(rest), everything)).toEqual([])
  })

  it('nothing is in the history, and what names a person only in its own item', async () => {
    expect(found(JSON.stringify(await history(host, reference)), everything)).toEqual([])
    const items = (await stored(host)).filter((line) => found(line, personal).length > 0)
    expect(items.map((line) => /"sk":\{"S":"([^"]+)"\}/.exec(line)?.[1])).toEqual(['PERSON'])
    expect(items[0]).toContain(`CASE#${reference}`)
  })
})
