import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proofFor } from '../../infra/local/seed/proof.ts'
import type { Keyring } from '../../shared/domain/keyring.ts'
import { Signer } from '../../shared/web/signing.ts'
import { closeBrowser, person } from './support/browser.ts'
import {
  colleague,
  enter,
  type Filed,
  linkFor,
  mailsAbout,
  reviewer,
  sendLetter,
  stored,
  superior,
  underReview,
  validForm,
} from './support/cases.ts'
import { type Answer, Device, filled, formIn } from './support/device.ts'
import { forged } from './support/forged.ts'
import { answers, openDecision } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'

let host: LocalHost
let waiting: Filed
let signer: Signer

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
  waiting = await underReview(host)
  signer = new Signer(async () => keys(host))
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

/** The keys of this very host: what is expired cannot be waited for, so it is signed here. */
async function keys({ folder }: LocalHost): Promise<Keyring> {
  const kept = JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8')) as object
  const [[{ value }]] = Object.values(kept) as [[{ value: string }]]
  const { current, ...rest } = JSON.parse(value) as Record<string, string>
  return { current: current ?? '', keys: rest }
}

const tokenOf = (link: string): string => new URL(link).pathname.split('/').at(-1) ?? ''
const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
const linkTo = (token: string): string => `${host.origin}/t/${token}`

describe('To a stranger', () => {
  it('forged, altered, expired and foreign tokens look alike', async () => {
    const token = tokenOf(await linkFor(host, waiting.reference, reviewer, 'Setujui'))
    const [head = '', payload = '', mark = ''] = token.split('.')
    const now = new Date(await host.now())
    const claims = { id: String(claimsOf(token)['id']) }
    const { current } = await keys(host)
    const forger = new Signer(async () => ({ current, keys: { [current]: 'x'.repeat(64) } }))
    const long = new Date(now.getTime() - 61 * 24 * 3600 * 1000)
    const bad: Record<string, string> = {
      nonsense: 'abc',
      forged: await forger.sign('link', claims, now, 3600),
      unsigned: `${Buffer.from('{"alg":"none","typ":"link"}').toString('base64url')}.${payload}.`,
      altered: `${head}.${payload}.${mark[0] === 'A' ? 'B' : 'A'}${mark.slice(1)}`,
      changed: `${head}.${Buffer.from(JSON.stringify({ ...claimsOf(token), exp: 9e9 })).toString('base64url')}.${mark}`,
      expired: await signer.sign('link', claims, long, 60 * 24 * 3600),
      foreign: await signer.sign('case', { reference: waiting.reference }, now, 3600),
      unknown: await signer.sign('link', { id: 'AAAAAAAAAAAAAAAAAAAAAA' }, now, 3600),
      applicants: tokenOf(await returnedLink()),
    }
    const seen = await Promise.all(
      Object.entries(bad).map(async ([name, each]) => {
        const { status, body, headers } = await new Device(host).send(linkTo(each))
        return { name, status, body, type: headers.get('content-type') }
      }),
    )
    const { name: _, ...first } = seen[0]!
    expect(first.status).toBe(404)
    expect(first.body).toContain('Tautan tidak berlaku')
    for (const { name, ...other } of seen) expect({ name, ...other }).toEqual({ name, ...first })
  })

  it('a used link looks like one that waits', async () => {
    const filed = await underReview(host)
    const [used, fresh] = await Promise.all([
      linkFor(host, filed.reference, reviewer, 'Tolak'),
      linkFor(host, waiting.reference, reviewer, 'Tolak'),
    ])
    const device = new Device(host)
    const page = await enter(host, device, used, reviewer)
    const path = new URL(page.url).pathname
    const done = await device.submit(page, path, { reason: 'Jadwal sudah penuh.' })
    expect((await device.follow(done)).body).toContain('Permohonan telah ditolak')
    const plain = ({ status, body }: Answer) => ({
      status,
      body: body.replaceAll(/\/keputusan\/[\w-]{16}|value="[\w-]{22}"/g, ''),
    })
    const seen = plain(await new Device(host).open(used))
    expect(seen).toEqual(plain(await new Device(host).open(fresh)))
    expect(seen.body).not.toContain(filed.reference)
  })

  it('the link of a colleague asks for the colleague’s code', async () => {
    const device = new Device(host)
    const own = await linkFor(host, waiting.reference, reviewer, 'Setujui')
    expect((await enter(host, device, own, reviewer)).body).toContain(answers.eventName)
    const theirs = await device.open(await linkFor(host, waiting.reference, colleague, 'Setujui'))
    expect(theirs.body).toContain('y•••@dinkominfo.example')
    expect(theirs.body).not.toContain(answers.eventName)
  })
})

async function returnedLink(): Promise<string> {
  const { reference } = await underReview(host)
  const device = new Device(host)
  const link = await linkFor(host, reference, reviewer, 'Kembalikan')
  const page = await enter(host, device, link, reviewer)
  await device.submit(page, new URL(page.url).pathname, { reason: 'Surat belum dicap.' })
  await host.settle()
  return linkFor(host, reference, answers.email, 'Perbaiki permohonan')
}

describe('A token', () => {
  it('holds a random id and its times, nothing of the case or the person', async () => {
    for (const words of ['Setujui', 'Kembalikan', 'Tolak']) {
      const token = tokenOf(await linkFor(host, waiting.reference, reviewer, words))
      const { id, ...rest } = claimsOf(token)
      expect(Buffer.from(String(id), 'base64url').length).toBeGreaterThanOrEqual(16)
      expect(Object.keys(rest).sort()).toEqual(['aud', 'exp', 'iat'])
    }
  })

  it('leaves the address at the first request, and no page names where one came from', async () => {
    const mail = (await mailsAbout(host, waiting.reference, colleague)).at(-1)
    const { page, context } = await person()
    const console = host.origin.replace('127.0.0.1', 'localhost')
    await page.goto(`${console}/_local/surat/${mail?.id}`)
    const requests: { url: string; referer: string | undefined }[] = []
    context.on('request', (each) =>
      requests.push({ url: each.url(), referer: each.headers()['referer'] }),
    )
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      page.frameLocator('iframe').getByRole('link', { name: 'Setujui' }).click(),
    ])
    await opened.waitForURL(/\/keputusan\//)
    await openDecision(opened, host, opened.url(), colleague)
    await opened.getByText(answers.eventName).first().waitFor()
    await opened.getByRole('link', { name: 'Tolak', exact: true }).click()
    await opened.getByRole('heading', { name: 'Tolak permohonan ini?' }).waitFor()

    const token = tokenOf(await linkFor(host, waiting.reference, colleague, 'Setujui'))
    expect(opened.url()).not.toContain(token)
    expect(await opened.content()).not.toContain(token)
    expect(requests.filter(({ url }) => url.includes(token))).toHaveLength(1)
    expect(requests.length).toBeGreaterThan(4)
    expect(requests.filter(({ referer }) => referer)).toEqual([])
    await context.close()
  })

  it('of the workflow is in its round’s item and nowhere else', async () => {
    const [round = ''] = await stored(host, `"ROUND#${waiting.reference}#1"`, '"token"')
    const token = /"token":\{"S":"([^"]+)"\}/.exec(round)?.[1] ?? ''
    expect(token.length).toBeGreaterThan(100)
    expect(await stored(host, token)).toEqual([round])
    const elsewhere = [await host.mail(), await host.executions(), await host.deadLetters()]
    expect(JSON.stringify(elsewhere)).not.toContain(token)
    expect(await host.logs()).not.toContain(token)
  })
})

describe('A post from elsewhere', () => {
  it('is refused on every form, and changes nothing', async () => {
    const device = new Device(host)
    const link = await linkFor(host, waiting.reference, reviewer, 'Setujui')
    const page = await enter(host, device, link, reviewer)
    const path = new URL(page.url).pathname
    const csrf = device.cookies.get('__Host-formulir') ?? ''
    const body = new URLSearchParams({ ...Object.fromEntries(formIn(page, path).fields) })
    const without = new URLSearchParams(body)
    without.delete('csrf')
    const wrong = new URLSearchParams(body)
    wrong.set('csrf', csrf.startsWith('A') ? `B${csrf.slice(1)}` : `A${csrf.slice(1)}`)
    const before = await host.dump()
    const posts: readonly RequestInit[] = [
      { body: without },
      { body: wrong },
      { body, headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' } },
      { body, headers: { 'sec-fetch-site': 'same-site', origin: host.origin } },
      { body, headers: { origin: 'https://evil.example' } },
    ]
    for (const action of ['', '/surat', '/tautan', '/kode', '/masuk']) {
      for (const post of posts) {
        const { status } = await device.send(`${path}${action}`, { method: 'POST', ...post })
        expect([action, status]).toEqual([
          action,
          action === '/surat' && status === 404 ? 404 : 403,
        ])
      }
    }
    for (const address of ['/permohonan', '/lacak']) {
      const { status } = await device.send(address, { method: 'POST', ...posts[2] })
      expect([address, status]).toEqual([address, 403])
    }
    expect(await host.dump()).toBe(before)
  })
})

describe('Addresses in e-mails', () => {
  it('come from configuration, whatever Host and X-Forwarded-Host say', async () => {
    const device = new Device(host)
    const form = await device.open('/permohonan')
    const proof = await proofFor(form.body)
    const fields = filled(formIn(form, '/permohonan'), { ...validForm, ...proof })
    const sent = await forged(host, device, '/permohonan', new URLSearchParams(fields).toString())
    expect(sent).toMatchObject({ status: 303 })
    const reference = /VC-\d{4}-\w{7}/.exec(sent.location)?.[0] ?? ''
    const letterPage = await forged(host, device, `/permohonan/${reference}/surat`)
    expect(letterPage.text).not.toContain('evil.example')
    await sendLetter(host, { reference, device })
    const link = await linkFor(host, reference, reviewer, 'Setujui')
    const opened = await forged(host, device, new URL(link).pathname)
    expect(opened.location).toMatch(/^\/keputusan\//)

    const mails = await host.mail()
    expect(mails.some(({ subject }) => subject.includes(reference))).toBe(true)
    const hosts = mails.flatMap(({ html, text }) =>
      [...`${html} ${text}`.matchAll(/https?:\/\/[^\s/"<]+/g)].map(([origin]) => origin),
    )
    expect(new Set(hosts)).toEqual(new Set([host.origin]))
    expect(await host.dump()).not.toContain('evil.example')
  })
})

describe('A reviewer who is the applicant', () => {
  it('gets no links, however the address is written; the colleague does', async () => {
    const own = reviewer.toUpperCase().replace('DINKOMINFO.EXAMPLE', 'dinkominfo.example')
    const { reference } = await underReview(host, { email: own })
    const all = (await host.mail()).filter(({ subject }) => subject.includes(reference))
    const asked = all.filter(({ subject }) => subject.startsWith('Mohon kajian'))
    expect(asked.flatMap(({ to }) => to).join()).toContain(colleague)
    expect(
      asked
        .flatMap(({ to }) => to)
        .join()
        .toLowerCase(),
    ).not.toContain(reviewer)
  })

  it('is left out as a superior too: the head of the office is called instead', async () => {
    const { reference } = await underReview(host, { email: superior })
    await host.advance({ to: '2026-11-24T16:01:00+07:00' })
    const late = (await host.mail()).filter(({ subject }) =>
      subject.startsWith(`TERLAMBAT: ${reference}`),
    )
    expect(late.flatMap(({ to }) => to).join()).toContain('kepala.dinas@dinkominfo.example')
    expect(late.flatMap(({ to }) => to).join()).not.toContain(superior)
  })
})
