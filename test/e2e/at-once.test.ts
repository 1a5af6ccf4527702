import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../../shared/web/routes.ts'
import {
  colleague,
  enter,
  linkFor,
  mailsAbout,
  reviewer,
  stored,
  underReview,
} from './support/cases.ts'
import { type Answer, Device, type Typed } from './support/device.ts'
import { answers } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'
import { signInDevice } from './support/staff.ts'

let host: LocalHost

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
})
afterAll(() => host.stop())

describe('GET, HEAD and OPTIONS', () => {
  it('change nothing anywhere, a hundred times on every kind of link, and it still works', async () => {
    const { reference, device } = await underReview(host)
    const link = await linkFor(host, reference, reviewer, 'Setujui')
    const page = await enter(host, device, link, reviewer)
    await signInDevice(device, host, reviewer)
    const { pathname, search } = new URL(page.url)
    const links = [link, await returnedLink(), pathname + search]
    const known: Readonly<Record<string, string>> = {
      '{file}': /\/aset\/([^"]+\.css)/.exec(page.body)?.[1] ?? '',
      '{reference}': reference,
      '{id}': pathname.split('/')[2] ?? '',
    }
    const addresses = [
      ...routes.map(({ path }) => path.replace(/\{\w+\}/, (name) => known[name] ?? 'abc')),
      `/lacak?nomor=${reference}`,
      await linkFor(host, reference, reviewer, 'Kembalikan'),
      await linkFor(host, reference, reviewer, 'Tolak'),
      '/tidak-ada',
    ]

    const before = await host.dump()
    const calls = (await host.calls()).length
    const told = (await host.mail()).length
    const load = [
      ...links.map((address) => ({ address, times: 100 })),
      ...[...new Set(addresses)].map((address) => ({ address, times: 10 })),
    ]
    for (const { address, times } of load) {
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        const init = { method, headers: { 'accept-encoding': 'identity' } }
        const all = Array.from({ length: times }, () => device.send(address, init))
        const wrong = (await Promise.all(all)).filter(({ status }) => status >= 500)
        expect({ address, method, wrong }).toEqual({ address, method, wrong: [] })
      }
    }
    await host.settle()
    expect(await host.dump()).toBe(before)
    expect(await host.mail()).toHaveLength(told)
    const written = (await host.calls()).slice(calls).filter(({ writeUnits }) => writeUnits !== 0)
    expect(written).toEqual([])
    const done = await device.follow(await device.submit(await device.open(link), pathname))
    expect(done.body).toContain('Permohonan telah disetujui')
  })
})

async function returnedLink(): Promise<string> {
  const { reference } = await underReview(host)
  const device = new Device(host)
  const link = await linkFor(host, reference, colleague, 'Kembalikan')
  const page = await enter(host, device, link, colleague)
  await device.submit(page, new URL(page.url).pathname, { reason: 'Surat belum dicap.' })
  await host.settle()
  return linkFor(host, reference, answers.email, 'Perbaiki permohonan')
}

describe('Fifty approvals and fifty rejections at once', () => {
  it('make one decision, one event, one e-mail, and every answer tells it', async () => {
    const { reference } = await underReview(host)
    const sides = await Promise.all([
      ready(reference, reviewer, 'Setujui', {}),
      ready(reference, colleague, 'Tolak', { reason: 'Jadwal sudah penuh.' }),
    ])
    const before = (await host.calls()).length
    const sent = Array.from({ length: 50 }, () => sides.map((send) => send())).flat()
    const statuses = (await Promise.all(sent)).map(({ status }) => status)
    await host.settle()

    expect(statuses.filter((status) => status === 303)).toHaveLength(50)
    expect(statuses.filter((status) => status === 409)).toHaveLength(50)
    const events = await stored(host, `CASE#${reference}`, '"EVENT#')
    const decided = events.filter((line) => /"Request(Approved|Rejected)"/.test(line))
    expect(decided).toHaveLength(1)
    const told = await mailsAbout(host, reference, answers.email)
    expect(told).toHaveLength(2)
    const calls = (await host.calls()).slice(before)
    expect(calls.filter(({ action }) => action === 'SendTaskSuccess')).toHaveLength(1)
    const executions = (await host.executions()).filter(({ name }) => name.startsWith(reference))
    expect(executions.map(({ status }) => status)).toEqual(['SUCCEEDED'])
  })
})

/** A person in front of the decision: each call presses the button once more. */
async function ready(
  reference: string,
  address: string,
  words: string,
  typed: Typed,
): Promise<() => Promise<Answer>> {
  const device = new Device(host)
  const page = await enter(host, device, await linkFor(host, reference, address, words), address)
  return () => device.submit(page, new URL(page.url).pathname, typed)
}
