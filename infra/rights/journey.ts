import type { Host } from '../local/host.ts'
import { Visitor } from '../local/seed/visitor.ts'
import {
  type Applicant,
  completeForm,
  decide,
  expectRefusal,
  fileRequest,
  newest,
  openDecision,
  openForm,
  referenceOf,
  sendLetter,
  underReview,
} from './journey/people.ts'
import { closeEvent, editResource, lookAfterDevices } from './journey/staff.ts'

const minute = 60 * 1000
const hour = 60 * minute
const headOfSection = 'kepala.seksi@dinkominfo.example'

/**
 * Everything that the request journey does, over the pages, mails and clock of a fresh host: each
 * function of the template is called, each of its branches to AWS taken.
 * @param host a new data folder, its clock on a working day's morning, well before a holiday
 * @throws Error with what the site answered when a step fails
 */
export async function walkJourney(host: Host): Promise<void> {
  await lookAround(host)
  await lookAfterDevices(host, headOfSection)
  await editResource(host, headOfSection)
  await approve(host)
  await returnThenReject(host)
  await approveThenChange(host)
  await loseTheTimer(host)
  await loseAnAnswer(host)
  await loseTheScanner(host)
  await letWait(host, 1.5)
  await letWait(host, 20)
  await closeEvent(host, headOfSection)
  await letWait(host, 168)
}

/** Pages without a case. */
async function lookAround(host: Host): Promise<void> {
  const { visitor } = await fileRequest(host)
  await visitor.get('/')
  await visitor.get('/standar-pelayanan')
  await visitor.get('/jadwal')
  await expectRefusal(visitor.get('/tidak-ada'))
  const { markup } = await visitor.get('/lacak')
  const asset = /\/aset\/[^"]+\.css/.exec(markup)?.[0] ?? ''
  await visitor.get(asset)
}

/** Sent twice and with other content, a wrong file, the letter read, approved, the link added. */
async function approve(host: Host): Promise<void> {
  const applicant = await fileTwice(host)
  const wrong = new TextEncoder().encode('Ini bukan surat.')
  await sendLetter(host, applicant, { name: 'surat.pdf', type: 'application/pdf', content: wrong })
  await sendLetter(host, applicant)
  const { visitor, page } = await openDecision(host, applicant, 'Setujui')
  const path = new URL(page.url).pathname
  await visitor.submit(page, `${path}/surat`)
  const receipt = await visitor.submit(page, path)
  await host.settled()
  await visitor.submit(receipt, '/tautan', { joinUrl: 'https://rapat.example.org/j/1' })
  await host.settled()
  await track(host, applicant)
}

async function fileTwice(host: Host): Promise<Applicant> {
  const { visitor } = await fileRequest(host)
  const form = await openForm(host, visitor)
  const typed = completeForm(host)
  // As without script: asked to send once more, later.
  await visitor.submit(form, '/permohonan', { ...typed, proof: '' })
  const letterPage = await visitor.submit(form, '/permohonan', typed)
  await visitor.submit(form, '/permohonan', typed)
  await expectRefusal(visitor.submit(form, '/permohonan', { ...typed, eventName: 'Acara lain' }))
  return { visitor, letterPage, reference: referenceOf(letterPage) }
}

/** By the code of the first e-mail, after a wrong one, and by the link. */
async function track(host: Host, { visitor, reference }: Applicant): Promise<void> {
  const { text } = newest(host, (mail) => mail.text.includes(reference) && tracking.test(mail.text))
  const code = tracking.exec(text)?.[0] ?? ''
  const page = await visitor.get('/lacak')
  await expectRefusal(visitor.submit(page, '/lacak', { reference, code: '0000-0000-0000-0000' }))
  await visitor.submit(page, '/lacak', { reference, code })
  await visitor.get(`/permohonan/${reference}`)
  const { html } = newest(host, (mail) => mail.html.includes(reference) && /\/s\//.test(mail.html))
  await new Visitor(host.siteOrigin).get(/http[^"]+\/s\/[^"]+/.exec(html)?.[0] ?? '')
}

const tracking = /\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b/

/** Back to the applicant, corrected with a better letter, and no. */
async function returnThenReject(host: Host): Promise<void> {
  const applicant = await underReview(host)
  await decide(host, applicant, 'Kembalikan untuk perbaikan', { reason: 'Surat belum dicap.' })
  await host.clock.advance(host.clock.now() + minute)
  const { visitor, reference } = applicant
  const page = await visitor.get(`/permohonan/${reference}/perbaikan`)
  await visitor.submit(page, '/perbaikan', { venue: 'Pendopo', letter: 'new' })
  await sendLetter(host, applicant)
  await decide(host, applicant, 'Tolak', { reason: 'Studio sudah dipakai pada tanggal itu.' })
}

/** Approved, moved to another time, approved again, and cancelled. */
async function approveThenChange(host: Host): Promise<void> {
  const applicant = await underReview(host)
  const { visitor, reference } = applicant
  await decide(host, applicant, 'Setujui')
  const page = await visitor.get(`/permohonan/${reference}/jadwal-ulang`)
  await visitor.submit(page, '/jadwal-ulang', { startTime: '15:00', endTime: '16:00' })
  await host.settled()
  await decide(host, applicant, 'Setujui')
  await visitor.submit(await visitor.get(`/permohonan/${reference}/batal`), '/batal')
  await host.settled()
}

/** The execution is lost, and the sweep starts another; nobody decides until after the limit. */
async function loseTheTimer(host: Host): Promise<void> {
  const { reference } = await underReview(host)
  const execution = host.states.executions().find(({ name }) => name.startsWith(reference))
  if (!execution) throw new Error(`${reference} has no execution to lose.`)
  await host.states.call('StopExecution', { executionArn: execution.arn })
  await host.clock.advance(host.clock.now() + hour)
}

/** A decision whose message to the timer never arrives: the next turn ends it by itself. */
async function loseAnAnswer(host: Host): Promise<void> {
  const applicant = await underReview(host)
  const follow = host.functions.find(({ name }) => name.endsWith('reviews-follow'))?.logicalId
  if (follow === undefined) throw new Error('The template has no function reviews-follow.')
  host.calls.plant({
    service: 'states',
    action: 'SendTaskSuccess',
    function: follow,
    nth: 1,
    times: 100,
    when: 'before',
  })
  await decide(host, applicant, 'Setujui', { joinUrl: 'https://rapat.example.org/j/2' })
  await host.clock.advance(host.clock.now() + hour)
  host.calls.forgetFaults()
}

/** The scanner stands still while a letter comes: the sweep asks again until there is a verdict. */
async function loseTheScanner(host: Host): Promise<void> {
  host.malware.set(false)
  await underReview(host)
  await host.clock.advance(host.clock.now() + hour / 2)
  host.malware.set(true)
  await host.settled()
}

/**
 * Switched off for days: until after reminder and limit, then after the events, then for half a
 * year: the letters that never came are too late, the signing keys too old.
 */
async function letWait(host: Host, days: number): Promise<void> {
  host.clock.set(host.clock.now() + days * 24 * hour)
  await host.clock.advance(host.clock.now() + hour / 2)
}
