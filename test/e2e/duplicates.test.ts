import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Host, startHost } from '../../infra/local/host.ts'
import { firstBreak } from '../../shared/domain/history.ts'
import {
  enter,
  failures,
  file,
  history,
  linkFor,
  reviewer,
  sendLetter,
  stored,
  underReview,
} from './support/cases.ts'
import { type Answer, Device, type Typed } from './support/device.ts'
import { answers } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'
import { switchedOffUntil } from './support/switched-off.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

let host: LocalHost
const references: string[] = []

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
})
afterAll(() => host.stop())

/** Letter refused, sent, everybody called, returned, sent again, approved, links added. */
async function wholeJourney(): Promise<string> {
  const filed = await file(host)
  const { reference } = filed
  await sendLetter(host, filed, new TextEncoder().encode('<p>surat</p>'))
  await sendLetter(host, filed)
  await host.advance({ advance: 'PT31H' })
  const device = new Device(host)
  const open = async (words: string): Promise<Answer> =>
    enter(host, device, await linkFor(host, reference, reviewer, words), reviewer)
  await decide(device, await open('Kembalikan'), { reason: 'Surat belum dicap.' })
  await host.settle()
  const applicant = new Device(host)
  await applicant.open(await linkFor(host, reference, answers.email, 'Perbaiki permohonan'))
  await sendLetter(host, { reference, device: applicant })
  const link = await linkFor(host, reference, reviewer, 'Setujui')
  const receipt = await device.follow(await decide(device, await device.open(link), {}))
  await device.submit(receipt, '/tautan', { joinUrl: 'https://zoom.us/j/1111111111' })
  await host.settle()
  references.push(reference)
  return reference
}

const decide = (device: Device, page: Answer, typed: Typed): Promise<Answer> =>
  device.submit(page, new URL(page.url).pathname, typed)

/** All that a journey came to, without what differs between any two: names, instants, hashes. */
async function outcome(reference: string): Promise<object> {
  const own = (text: string): boolean => text.includes(reference)
  const plain = (text: string): string => text.replace(reference, '').replace(/\(batas.*/, '')
  const mails = (await host.mail()).filter(({ subject }) => own(subject))
  const executions = (await host.executions()).filter(({ name }) => own(name))
  const [state = ''] = await stored(host, `"CASE#${reference}"`, '"STATE"')
  const notes = await stored(host, `"CASE#${reference}"`, '"NOTE#')
  return {
    events: (await history(host, reference)).map(({ name, version }) => `${version} ${name}`),
    mails: mails.map(({ to, subject }) => `${to.join()} ${plain(subject)}`).sort(),
    executions: executions.map(({ name, status }) => `${plain(name)} ${status}`),
    state: /"status":\{"S":"([^"]+)"\}/.exec(state)?.[1],
    notes: notes.map((line) => /NOTE#[^"]+/.exec(line)?.[0]),
  }
}

describe('When everything asynchronous comes twice and shuffled', () => {
  it('a journey ends as it does otherwise, with one e-mail for each event and person', async () => {
    const once = await outcome(await wholeJourney())
    expect(once).toMatchObject({ state: 'scheduled' })
    await host.duplicates(true, 7)
    const twice = await outcome(await wholeJourney())
    expect(twice).toEqual(once)
    const told = new Set((await host.mail()).map(({ headers }) => headers['message-id']))
    expect(told.size).toBe((await host.mail()).length)
    expect(await failures(host)).toEqual([])
  })

  it('the chain of the history is whole, and shows a changed byte', async () => {
    for (const reference of references) {
      const events = await history(host, reference)
      expect(events.length).toBeGreaterThan(9)
      expect(firstBreak(events, sha256)).toBeUndefined()
      const forged = events.map((event, at) =>
        at === 4 ? { ...event, at: event.at.replace('2', '3') } : event,
      )
      expect(firstBreak(forged, sha256)).toBe(forged[4])
    }
  })
})

describe('When everything comes again a day later', () => {
  it('nothing changes: no item, no e-mail, no execution', async () => {
    const waiting = await underReview(host)
    references.push(waiting.reference)
    await host.duplicates(false, 1)
    const later = new Date(Date.parse(await host.now()) + 24 * 3600 * 1000)
    host = await switchedOffUntil(host, later.toISOString())
    await host.advance({ advance: 'PT1H' })
    const lines = await stored(host)
    await host.kill()
    const again = await startHost({ out: resolve('cdk.out'), folder: host.folder, port: 0 })
    try {
      const before = await snapshot(again)
      await replay(again, lines)
      expect(await snapshot(again)).toEqual(before)
    } finally {
      await again.close()
    }
  })
})

type Line = {
  readonly table?: string
  readonly item?: Readonly<Record<string, { readonly S?: string }>>
  readonly bucket?: string
  readonly key?: string
  readonly versionId?: string
  readonly size?: number
  readonly sha256?: string
  readonly lastModified?: string
}

async function snapshot({ dynamodb, s3, mail, states }: Host): Promise<object> {
  return {
    items: [...(await dynamodb.dump()), ...(await s3.dump())]
      .map((entry) => JSON.stringify(entry))
      .sort(),
    mails: mail.list().map(({ id }) => id),
    executions: states.executions().map(({ name, status, state }) => [name, status, state]),
  }
}

/** Every event, challenge, case and upload once more, newest first and two at a time. */
async function replay(
  { functions, invoke, settled }: Host,
  lines: readonly string[],
): Promise<void> {
  const call = async (part: string, payload: unknown): Promise<void> => {
    const name = functions.find((each) => each.name.endsWith(part))?.name ?? part
    const answers = await Promise.all([invoke(name, payload), invoke(name, payload)])
    for (const answer of answers) expect(answer ?? {}).not.toHaveProperty('batchItemFailures.0')
  }
  let replayed = 0
  for (const line of lines.toReversed()) {
    const { item, bucket, key, versionId, size, lastModified } = JSON.parse(line) as Line
    const sk = item?.['sk']?.S ?? ''
    if (sk.startsWith('EVENT#') || sk === 'CODE') {
      await call('notifications-dispatch', { Records: [record('INSERT', item)] })
      await call('reviews-follow', { Records: [record('INSERT', item)] })
    } else if (sk === 'STATE') {
      await call('notifications-dispatch', { Records: [record('MODIFY', item)] })
    } else if (key?.startsWith('incoming/')) {
      const object = { key, size, etag: '0', 'version-id': versionId }
      const detail = { bucket: { name: bucket }, object }
      await call('requests-accept-letter', { detail, time: lastModified })
    } else continue
    replayed += 1
  }
  await call('operations-sweep', {})
  await settled()
  expect(replayed).toBeGreaterThan(30)
}

const record = (eventName: string, image: object | undefined): object => ({
  eventName,
  dynamodb: {
    SequenceNumber: '1',
    NewImage: image,
    ...(eventName === 'MODIFY' ? { OldImage: image } : {}),
  },
})
