import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Host, startHost } from '../../infra/local/host.ts'
import {
  enter,
  type Filed,
  linkFor,
  mailsAbout,
  reviewer,
  underReview,
  validForm,
} from './support/cases.ts'
import { type Answer, Device } from './support/device.ts'
import { answers } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'
import { signInDevice } from './support/staff.ts'

let machine: Host
let host: LocalHost
let request: Filed
let person: Device
let link: string
let decision: Answer

/** A whole journey first: workers are up, keys are cached. */
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'siaran-'))
  const at = '2026-11-23T09:00:00+07:00'
  machine = await startHost({ out: resolve('cdk.out'), folder, port: 0, at })
  host = LocalHost.within(machine)
  request = await underReview(host)
  link = await linkFor(host, request.reference, reviewer, 'Setujui')
  person = new Device(host)
  decision = await enter(host, person, link, reviewer)
  await request.device.open(`/permohonan/${request.reference}`)
})
afterAll(async () => {
  await machine.close()
  await rm(host.folder, { recursive: true, force: true })
})

/**
 * Holds table calls back until as many are there as `waves` names, wave by wave: a function whose
 * calls wait for each other never fills a wave of two, and its test does not end.
 */
function inWaves(waves: readonly number[]): {
  readonly seen: string[][]
  readonly end: () => void
} {
  const { dynamodb } = machine
  const real = dynamodb.call.bind(dynamodb)
  const seen: string[][] = []
  let held: { readonly name: string; readonly go: () => void }[] = []
  const gated: typeof real = async (action, input) => {
    const size = waves[seen.length]
    if (size !== undefined) {
      await new Promise<void>((go) => {
        held.push({ name: action, go })
        if (held.length < size) return
        seen.push(held.map(({ name }) => name).sort())
        for (const each of held) each.go()
        held = []
      })
    }
    return real(action, input)
  }
  Object.assign(dynamodb, { call: gated })
  return { seen, end: () => Object.assign(dynamodb, { call: real }) }
}

/** The AWS calls of the function that answers, with the waves in which its table calls went out. */
async function measured(
  waves: readonly number[],
  ask: () => Promise<Answer>,
): Promise<{ status: number; calls: number; waves: readonly (readonly string[])[] }> {
  await host.settle()
  const before = (await host.calls()).length
  const gate = inWaves(waves)
  try {
    const { status } = await ask()
    gate.end()
    await host.settle()
    const made = (await host.calls()).slice(before)
    // What follows, the readers of the stream, are other invocations.
    const own = made.filter(({ parent }) => parent === made[0]?.['parent'])
    return { status, calls: own.length, waves: gate.seen }
  } finally {
    gate.end()
  }
}

describe('The calls to AWS before a warm function answers', () => {
  it.each(['/permohonan', 'letter', '/lacak', '/', '/standar-pelayanan'])(
    'are none where nothing of a case is shown: %s',
    async (page) => {
      const path = page === 'letter' ? `/permohonan/${request.reference}/surat` : page
      expect(await measured([], () => request.device.send(path))).toEqual({
        status: 200,
        calls: 0,
        waves: [],
      })
    },
  )

  it('are one transaction for a submitted form', async () => {
    const device = new Device(host)
    const form = await device.open('/permohonan')
    const submit = () => device.submit(form, '/permohonan', validForm)
    expect(await measured([1], submit)).toEqual({
      status: 303,
      calls: 1,
      waves: [['TransactWriteItems']],
    })
  })

  it('go out at once to show one case', async () => {
    const shown = await measured([2], () => request.device.send(`/permohonan/${request.reference}`))
    expect(shown).toEqual({ status: 200, calls: 2, waves: [['GetItem', 'Query']] })
  })

  it('are one query for each month of the schedule, at once', async () => {
    const asked = { '/jadwal': 1, '/jadwal?tampilan=minggu&mulai=2026-12-01': 2, '/jadwal.ics': 8 }
    await request.device.open('/jadwal')
    for (const [address, months] of Object.entries(asked)) {
      expect(await measured([months], () => request.device.send(address))).toEqual({
        status: 200,
        calls: months,
        waves: [Array.from({ length: months }, () => 'Query')],
      })
    }
  })

  /** Link and device; case, staff, resources and the day's claims; the calendar. */
  const reading = ['BatchGetItem', 'GetItem', 'Query', 'Query', 'Query', 'Query']

  it('are one for a link, and go out at once to show the decision', async () => {
    const opened = await measured([1], () => person.send(new URL(link).pathname))
    expect(opened).toEqual({ status: 303, calls: 1, waves: [['GetItem']] })
    const shown = await measured([6], () => person.send(decision.url))
    expect(shown).toEqual({ status: 200, calls: 6, waves: [reading] })
  })

  it('are one for session, device and person beside what a staff page reads', async () => {
    const staff = new Device(host)
    await signInDevice(staff, host, reviewer)
    const none = await measured([], () => new Device(host).send('/petugas'))
    expect(none).toEqual({ status: 303, calls: 0, waves: [] })
    const shown = await measured([1], () => staff.send('/petugas'))
    expect(shown).toEqual({ status: 200, calls: 1, waves: [['BatchGetItem']] })
  })

  it('are three steps to decide with claims: reading at once, the claims, then writing', async () => {
    const submit = () => person.submit(decision, new URL(decision.url).pathname)
    expect(await measured([6, 1, 1], submit)).toEqual({
      status: 303,
      calls: 8,
      waves: [reading, ['BatchGetItem'], ['TransactWriteItems']],
    })
  })

  it('write 32 units up to the review; one state and two mails answer the applicant', async () => {
    await host.settle()
    const before = machine.calls.list().length
    const { reference } = await underReview(host)
    const made = machine.calls.list().slice(before)
    // Form 10, scan 4, letter 4, turn 4, attempt and token 2, three e-mails with two's links 8.
    expect(made.reduce((sum, { writeUnits }) => sum + writeUnits, 0)).toBeLessThanOrEqual(32)
    const link = await linkFor(host, reference, reviewer, 'Setujui')
    const page = await person.open(link)
    await person.submit(page, new URL(page.url).pathname)
    await host.settle()
    const execution = (await host.executions()).find(({ name }) => name.includes(reference))
    const history = execution?.history as readonly { type: string }[]
    expect(execution?.status).toBe('SUCCEEDED')
    expect(history.filter(({ type }) => type.endsWith('StateEntered'))).toHaveLength(1)
    expect(await mailsAbout(host, reference, answers.email)).toHaveLength(2)
  })

  it('are never made while a function is loaded', async () => {
    const made = (await host.calls()).filter(({ action }) => action !== 'PostObject')
    expect(made.length).toBeGreaterThan(20)
    expect(made.filter(({ parent }) => parent === undefined)).toEqual([])
  })
})
