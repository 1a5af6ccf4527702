import { makeSurvey } from '../../functions/cases/survey.tsx'
import { makeTrack } from '../../functions/cases/track.tsx'
import { makeDispatch } from '../../functions/notifications/dispatch.ts'
import { occasionOf } from '../../functions/notifications/occasion.ts'
import { makeInstall } from '../../functions/operations/install.ts'
import { makeSweep } from '../../functions/operations/sweep.ts'
import {
  makeAcceptLetter,
  type ObjectCreated,
  type ObjectScanned,
} from '../../functions/requests/accept-letter.ts'
import { makeChange } from '../../functions/requests/change.tsx'
import { makeLetter } from '../../functions/requests/letter.tsx'
import { makeSubmit } from '../../functions/requests/submit.tsx'
import { makeAsk } from '../../functions/reviews/ask.ts'
import { makeDecide } from '../../functions/reviews/decide.tsx'
import { makeFollow } from '../../functions/reviews/follow.ts'
import { makeReviewLetter } from '../../functions/reviews/letter.ts'
import { makeSchedule } from '../../functions/site/schedule.ts'
import { makeDesk } from '../../functions/staff/desk.tsx'
import { makeHeld } from '../../functions/staff/held.tsx'
import { makeResources } from '../../functions/staff/resources.tsx'
import { makeSignIn } from '../../functions/staff/sign-in.tsx'
import { proofFor, readingTime } from '../../infra/local/seed/proof.ts'
import type { RecordedEvent, StoredRequest, UploadInScan } from '../../shared/contracts/ports.ts'
import { formFields, monday, officeClock, resources, staff } from '../builders.ts'
import { demoOffice } from '../unit/demo-office.ts'
import { Browser, type Site } from './browser.ts'
import { MemoryDesk } from './desk.ts'
import { MemoryKeys } from './keys.ts'
import { MemoryLetters } from './letters.ts'
import { MemoryMailer } from './mailer.ts'
import { MemoryOffice } from './office.ts'
import { MemoryRequests, type StreamChange } from './requests.ts'
import { MemoryResources } from './resources.ts'
import { MemoryRounds } from './rounds.ts'
import { MemorySessions } from './sessions.ts'
import { StepClock } from './step-clock.ts'
import { MemoryWorkflow } from './workflow.ts'

/** The whole request journey over doubles: what the template wires, in memory and step by step. */
export class World {
  readonly clock = new StepClock(monday)
  readonly changes: StreamChange[] = []
  readonly store = new MemoryRequests((change) => this.changes.push(change))
  readonly office = new MemoryOffice((change) => this.changes.push(change))
  readonly capacity = new MemoryResources()
  readonly sessions = new MemorySessions(this.office)
  readonly rounds = new MemoryRounds()
  readonly letters = new MemoryLetters()
  readonly workflow = new MemoryWorkflow(this.clock.now)
  readonly mailer = new MemoryMailer()
  readonly keys = new MemoryKeys()
  readonly origin = 'https://desk.example'
  /** Changes that the stream has delivered, for who delivers them again. */
  readonly delivered: StreamChange[] = []
  /** What functions that nobody waits for failed with: on AWS it calls a person. */
  readonly givenUp: unknown[] = []
  readonly #ports = {
    office: demoOffice,
    siteOrigin: this.origin,
    sender: 'layanan@siaran.example',
    timeZone: 'Asia/Jakarta',
    lettersOrigin: 'https://letters.example',
    signer: this.keys.signer,
    store: this.store,
    staffing: this.office,
    capacity: this.capacity,
    desk: new MemoryDesk(this.store, this.office, this.capacity),
    sessions: this.sessions,
    counter: this.office,
    clock: () => this.office.clock(),
    letters: this.letters,
    mailer: this.mailer,
    ticket: ({ key }: { key: string }) => ({ url: 'https://letters.example/', fields: { key } }),
    now: this.clock.now,
  }
  /** What the functions without pages take, for who replaces one of them. */
  readonly timed = {
    store: this.store,
    rounds: this.rounds,
    office: this.office,
    letters: this.letters,
    workflow: this.workflow,
    scan: this.letters,
    recheck: async ({ upload: { key, versionId }, at, content }: UploadInScan): Promise<void> => {
      const again = this.acceptLetter(objectCreated(key, versionId, content.size, at))
      await again.catch((error: unknown) => this.givenUp.push(error))
    },
    now: this.clock.now,
  }
  readonly acceptLetter: ReturnType<typeof makeAcceptLetter> = makeAcceptLetter(this.timed)
  readonly ask = makeAsk(this.timed)
  readonly follow = makeFollow(this.timed)
  readonly sweep = makeSweep(this.timed)
  readonly dispatch = makeDispatch(this.#ports)
  readonly site: Site = {
    origin: this.origin,
    handlers: {
      'requests/submit': makeSubmit(this.#ports),
      'requests/letter': makeLetter(this.#ports),
      'requests/change': makeChange(this.#ports),
      'cases/survey': makeSurvey(this.#ports),
      'cases/track': makeTrack(this.#ports),
      'reviews/decide': makeDecide(this.#ports),
      'reviews/letter': makeReviewLetter(this.#ports),
      'site/schedule': makeSchedule({ ...this.#ports, schedule: this.store.schedule }),
      'staff/sign-in': makeSignIn(this.#ports),
      'staff/desk': makeDesk(this.#ports),
      'staff/held': makeHeld(this.#ports),
      'staff/resources': makeResources({ ...this.#ports, schedule: this.store.schedule }),
    },
  }

  constructor() {
    this.workflow.ask = this.ask
  }

  /** A world whose office has its people and calendar. */
  static async open(people = staff, clock = officeClock): Promise<World> {
    const world = new World()
    const stage = () => Promise.resolve({ people, resources, ...clock })
    await makeInstall({ office: world.office, capacity: world.capacity, stage })()
    return world
  }

  browser(address?: string): Browser {
    return new Browser(this.site, address)
  }

  /** Delivers what the streams hold to both readers; what one of them fails at stays the next. */
  async settle(): Promise<void> {
    for (let change = this.changes[0]; change; change = this.changes[0]) {
      await this.deliver(change)
      this.changes.splice(this.changes.indexOf(change), 1)
      this.delivered.push(change)
    }
  }

  /** Tells each of the stream's two readers of a change, whatever becomes of the other. */
  async deliver(change: StreamChange): Promise<void> {
    const occasion = occasionOf(change)
    const { event } = change.after as { event?: RecordedEvent }
    const readings = await Promise.allSettled([
      occasion && this.dispatch(occasion),
      event && this.follow(event),
    ])
    for (const reading of readings) if (reading.status === 'rejected') throw reading.reason
  }

  /** The upload that a browser makes with its ticket, and S3's event of it. */
  upload(reference: string, bytes = 'letter'): ObjectCreated {
    const key = `incoming/${reference}/upload`
    const versionId = this.letters.put(key, bytes)
    return objectCreated(key, versionId, bytes.length, this.clock.at)
  }

  /** Moves the clock to `to`, ending the workflow's turns at their own times. */
  async until(to: string): Promise<void> {
    for (let next = this.workflow.nextAt(); next && next <= to; next = this.workflow.nextAt()) {
      if (next > this.clock.at) this.clock.at = next
      await this.workflow.tick()
      await this.settle()
    }
    this.clock.at = to
  }

  /** A complete form as a browser with script sends it that was opened a moment ago. */
  async form(browser = this.browser()) {
    const { at } = this.clock
    this.clock.at = new Date(Date.parse(at) - readingTime).toISOString()
    const { body, field } = await browser.get('/permohonan')
    this.clock.at = at
    const { proof = '' } = await proofFor(body)
    return { ...formFields, draft: field('draft'), proof }
  }

  /** A browser files the form. @returns the new case's reference */
  async file(
    browser = this.browser(),
    own: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const answer = await browser.post('/permohonan', { ...(await this.form(browser)), ...own })
    const reference = /^\/permohonan\/([^/]+)\/surat$/.exec(answer.location)?.[1]
    if (!reference) throw new Error(`The form was answered ${answer.status}.`)
    await this.settle()
    return reference
  }

  /** Files a form and its letter: reviewers have been asked. */
  async review(own: Readonly<Record<string, string>> = {}): Promise<string> {
    const reference = await this.file(this.browser(), own)
    await this.acceptLetter(this.upload(reference))
    await this.settle()
    return reference
  }

  async stored(reference: string): Promise<StoredRequest> {
    const found = await this.store.load(reference)
    if (!found) throw new Error(`${reference} is not stored`)
    return found
  }

  async names(reference: string): Promise<readonly string[]> {
    return (await this.stored(reference)).events.map(({ name }) => name)
  }

  /** The path of the link that the latest e-mail to an address labels so. */
  linkIn(address: string, label: string): string {
    const mail = this.mailer.to(address).findLast(({ text }) => text.includes(`\n${label}`))
    const url = /https:\S+/.exec(mail?.text.slice(mail.text.indexOf(`\n${label}`)) ?? '')?.[0]
    if (!url) throw new Error(`No e-mail to ${address} has a link ${label}.`)
    return new URL(url).pathname
  }

  /** The 6 digits that were mailed last. */
  code(): string {
    return /\b\d{6}\b/.exec(this.mailer.sent.at(-1)?.subject ?? '')?.[0] ?? ''
  }

  /** Opens a mailed link as its person: link, code, decision page. @returns the page's path */
  async enter(browser: Browser, link: string): Promise<string> {
    const { location } = await browser.get(link)
    const path = location.split('?')[0] ?? ''
    await browser.get(location)
    await this.enterCode(browser, path)
    return path
  }

  /** Asks for a code on a decision page and enters it. */
  async enterCode(browser: Browser, path: string): Promise<void> {
    await browser.post(`${path}/kode`)
    await this.settle()
    await browser.post(`${path}/masuk`, { code: this.code() })
  }

  /** Signs in to the staff site by the mailed code. @returns where it leads */
  async signIn(browser: Browser, email: string, page = '/petugas'): Promise<string> {
    const asked = await browser.open(page)
    await browser.post('/petugas/masuk', { email, to: asked.field('to') })
    await this.settle()
    return (await browser.post('/petugas/masuk/kode', { code: this.code() })).location
  }

  dump(): string {
    const kept = [this.store, this.office, this.sessions, this.rounds]
    return kept.map((each) => each.dump()).join('\n')
  }
}

export function objectCreated(
  key: string,
  versionId: string,
  size: number,
  at: string,
): ObjectCreated {
  const object = { key, size, etag: `etag-${versionId}`, 'version-id': versionId, sequencer: '' }
  const detail = { bucket: { name: 'letters' }, object }
  return { time: at.replace(/\.\d{3}/, ''), detail } as unknown as ObjectCreated
}

/** The scanner's event about an upload. */
export function objectScanned({ detail, time }: ObjectCreated, status: string): ObjectScanned {
  const { key, etag, 'version-id': versionId } = detail.object
  const s3ObjectDetails = { bucketName: detail.bucket.name, objectKey: key, eTag: etag, versionId }
  const scanned = { s3ObjectDetails, scanResultDetails: { scanResultStatus: status } }
  return { time, detail: scanned } as unknown as ObjectScanned
}
