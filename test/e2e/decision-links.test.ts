import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { signedPdf } from '../letters.ts'
import { closeBrowser, person } from './support/browser.ts'
import {
  colleague,
  enter,
  file,
  linkFor,
  mailsAbout,
  newestCode,
  reviewer,
  sendLetter,
  underReview,
} from './support/cases.ts'
import { Device } from './support/device.ts'
import { answers, openDecision } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'

let host: LocalHost

beforeAll(async () => {
  host = await LocalHost.start('2026-11-23T09:00:00+07:00')
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

// An address gets at most five codes an hour.
afterEach(() => host.advance({ advance: 'PT1H' }))

/** What nobody but the bound person may read. */
const content = [answers.eventName, answers.applicantName, answers.agencyName, answers.venue]
const textOf = (page: Page): Promise<string> => page.locator('main').innerText()
const heading = (page: Page): Promise<string> => page.locator('h1').innerText()
const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click()
/** A link's address, wherever the host listens now. */
const asked = (reference: string, words: string, to: string = reviewer): Promise<string> =>
  linkFor(host, reference, to, words)

describe('A decision link that was forwarded', () => {
  it('shows only the masked address, and five wrong codes end the code', async () => {
    const { reference } = await underReview(host)
    const { page, context } = await person()
    await page.goto(await asked(reference, 'Setujui'))
    const door = await textOf(page)
    expect(door).toContain('s•••@dinkominfo.example')
    for (const part of [...content, reference]) expect(door).not.toContain(part)

    await press(page, 'Kirim kode')
    await host.settle()
    const code = await newestCode(host, reviewer)
    const wrong = code === '000000' ? '000001' : '000000'
    for (const left of [4, 3, 2, 1]) {
      await page.locator('[name="code"]').fill(wrong)
      await press(page, 'Lanjutkan')
      await page.getByText(`Anda masih dapat mencoba ${left} kali`).first().waitFor()
    }
    await page.locator('[name="code"]').fill(wrong)
    await press(page, 'Lanjutkan')
    await page.getByText('Kode sudah tidak berlaku').first().waitFor()
    await page.goto(await asked(reference, 'Setujui'))
    await page.locator('[name="code"]').fill(code)
    await press(page, 'Lanjutkan')
    await page.getByText('Kode sudah tidak berlaku').first().waitFor()
    for (const part of content) expect(await textOf(page)).not.toContain(part)
    await context.close()
  })

  it('takes a code only in the browser that asked for it', async () => {
    const { reference } = await underReview(host)
    const link = await asked(reference, 'Setujui')
    const [owner, other] = [await person(), await person()]
    await owner.page.goto(link)
    await press(owner.page, 'Kirim kode')
    await host.settle()
    const code = await newestCode(host, reviewer)

    const thief = new Device(host)
    const door = await thief.open(link)
    const tried = await thief.send(`${new URL(door.url).pathname}/masuk`, {
      method: 'POST',
      body: new URLSearchParams({ csrf: thief.cookies.get('__Host-formulir') ?? '', code }),
    })
    expect(tried.status).toBe(400)
    await other.page.goto(link)
    for (const seen of [tried.body, await textOf(other.page)]) {
      for (const part of content) expect(seen).not.toContain(part)
    }

    await owner.page.locator('[name="code"]').fill(code)
    await press(owner.page, 'Lanjutkan')
    await owner.page.getByText(answers.eventName).first().waitFor()
    await Promise.all([owner.context.close(), other.context.close()])
  })
})

describe('The person of a decision link', () => {
  it('decides in two clicks on a remembered device, also after the session', async () => {
    const first = await underReview(host)
    const { page, context } = await person()
    await page.goto(await asked(first.reference, 'Setujui', colleague))
    await press(page, 'Kirim kode')
    await host.settle()
    await page.locator('[name="code"]').fill(await newestCode(host, colleague))
    await page.locator('[name="remember"]').check({ force: true })
    await press(page, 'Lanjutkan')
    await page.getByText(answers.eventName).first().waitFor()

    await host.advance({ advance: 'PT13H' })
    const later = await underReview(host)
    await page.goto(await asked(later.reference, 'Setujui', colleague))
    await press(page, 'Setujui permohonan')
    await page.getByRole('heading', { name: 'Permohonan telah disetujui' }).waitFor()
    expect(await textOf(page)).toContain('Diputuskan oleh Yoga Mahardika')
    await context.close()
  })

  it('reaches by each link the decision that it names', async () => {
    const { reference } = await underReview(host)
    const { page, context } = await person()
    await openDecision(page, host, await asked(reference, 'Setujui'), reviewer)
    await page.getByRole('heading', { name: 'Setujui permohonan ini?' }).waitFor()
    await page.goto(await asked(reference, 'Tolak'))
    expect(await heading(page)).toBe('Tolak permohonan ini?')
    await page.goto(await asked(reference, 'Kembalikan'))
    expect(await heading(page)).toBe('Kembalikan permohonan ini untuk diperbaiki?')
    await context.close()
  })

  it('must give a reason to reject, and loses nothing typed when something is wrong', async () => {
    const { reference } = await underReview(host)
    const { page, context } = await person()
    await openDecision(page, host, await asked(reference, 'Setujui'), reviewer)
    await page.locator('[name="joinUrl"]').fill('zoom saja')
    await page.locator('[name="passcode"]').fill('Rapat@2027')
    await press(page, 'Setujui permohonan')
    await page.locator('.govuk-error-summary').waitFor()
    expect(await page.locator('[name="joinUrl"]').inputValue()).toBe('zoom saja')
    expect(await page.locator('[name="passcode"]').inputValue()).toBe('Rapat@2027')

    await page.goto(await asked(reference, 'Tolak'))
    await press(page, 'Tolak permohonan')
    await page.getByText('Tulis alasannya').first().waitFor()
    const long = 'Ruangan sedang diperbaiki. '.repeat(40)
    await page.locator('[name="reason"]').fill(long)
    await press(page, 'Tolak permohonan')
    await page.locator('.govuk-error-summary').waitFor()
    expect(await page.locator('[name="reason"]').inputValue()).toBe(long)
    await page.locator('[name="reason"]').fill('Ruangan sedang diperbaiki.')
    await press(page, 'Tolak permohonan')
    await page.getByRole('heading', { name: 'Permohonan telah ditolak' }).waitFor()
    await context.close()

    await host.settle()
    const told = (await mailsAbout(host, reference, answers.email)).at(-1)
    expect(told?.subject).toBe(`[${reference}] Permohonan Anda ditolak`)
    expect(told?.text).toContain('Ruangan sedang diperbaiki.')
  })

  it('sees the receipt on a second click, and who decided when on another decision', async () => {
    const { reference } = await underReview(host)
    const [mine, theirs] = [await person(), await person()]
    await openDecision(theirs.page, host, await asked(reference, 'Tolak', colleague), colleague)
    await theirs.page.locator('[name="reason"]').fill('Jadwal sudah penuh.')
    await openDecision(mine.page, host, await asked(reference, 'Setujui'), reviewer)
    await press(mine.page, 'Setujui permohonan')
    await mine.page.getByRole('heading', { name: 'Permohonan telah disetujui' }).waitFor()

    await press(theirs.page, 'Tolak permohonan')
    await theirs.page.getByText('Keputusan Anda tidak dicatat').waitFor()
    const told = await textOf(theirs.page)
    expect(told).toMatch(/Diputuskan oleh Sekar Anindita.* pada .*\d{4} pukul \d\d\.\d\d WIB/)

    await mine.page.goto(await asked(reference, 'Setujui'))
    expect(await heading(mine.page)).toBe('Permohonan telah disetujui')
    expect(await mine.page.getByRole('button', { name: 'Setujui permohonan' }).count()).toBe(0)
    await Promise.all([mine.context.close(), theirs.context.close()])
  })

  it('adds and corrects the links on the receipt, and the applicant is told', async () => {
    const { reference } = await underReview(host)
    const { page, context } = await person()
    await openDecision(page, host, await asked(reference, 'Setujui'), reviewer)
    await press(page, 'Setujui permohonan')
    await page.getByRole('heading', { name: 'Tautan belum diisi' }).waitFor()
    await page.locator('[name="joinUrl"]').fill('https://zoom.us/j/1111111111')
    await press(page, 'Simpan dan kirim tautan')
    await page.getByRole('heading', { name: 'Tautan kegiatan' }).waitFor()
    await host.settle()
    await page.locator('[name="joinUrl"]').fill('https://zoom.us/j/2222222222')
    await press(page, 'Simpan perbaikan tautan')
    await page.getByText('https://zoom.us/j/2222222222').first().waitFor()
    await context.close()

    await host.settle()
    const told = await mailsAbout(host, reference, answers.email)
    expect(told.map(({ subject }) => subject.replace(`[${reference}] `, ''))).toEqual([
      'Permohonan Anda telah kami terima',
      'Permohonan Anda disetujui',
      'Permohonan Anda disetujui: jadwal dan tautan',
      'Permohonan Anda disetujui: jadwal dan tautan',
    ])
    expect(told[2]?.text).toContain('https://zoom.us/j/1111111111')
    expect(told[3]?.text).toContain('https://zoom.us/j/2222222222')
  })

  it('downloads the letter as it was sent, and the history says so', async () => {
    const letter = new Uint8Array(signedPdf())
    const filed = await file(host)
    await sendLetter(host, filed, letter)
    const { page, context } = await person()
    await openDecision(page, host, await asked(filed.reference, 'Setujui'), reviewer)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      press(page, 'Unduh surat'),
    ])
    expect(download.suggestedFilename()).toBe(`Surat-${filed.reference}.pdf`)
    expect(Buffer.compare(await readFile(await download.path()), letter)).toBe(0)
    await page.reload()
    expect(await textOf(page)).toMatch(/Surat dibuka oleh pengkaji[^]*Oleh Sekar Anindita/)
    await context.close()
  })

  it('is shown changed facts before anything is decided on them', async () => {
    const { reference } = await underReview(host)
    const device = new Device(host)
    const page = await enter(host, device, await asked(reference, 'Tolak'), reviewer)
    const reason = 'Surat sudah lewat tanggalnya.'
    const old = await device.submit(page, new URL(page.url).pathname, { stage: '1', reason })
    expect(old.status).toBe(409)
    expect(old.body).toContain('Permohonan berubah setelah Anda membukanya')
    expect(old.body).toContain(reason)
    const again = await device.submit(old, new URL(page.url).pathname)
    expect((await device.follow(again)).body).toContain('Permohonan telah ditolak')
  })
})

describe('A returned request', () => {
  it('comes back by the applicant’s link with a new letter, is reviewed anew and approved', async () => {
    const { reference } = await underReview(host)
    const { page, context } = await person()
    await openDecision(page, host, await asked(reference, 'Kembalikan'), reviewer)
    await page.locator('[name="reason"]').fill('Surat belum dibubuhi cap.')
    await press(page, 'Kembalikan untuk perbaikan')
    await page.getByRole('heading', { name: 'Permohonan telah dikembalikan' }).waitFor()
    await host.settle()
    const returned = (await mailsAbout(host, reference, answers.email)).at(-1)
    expect(returned?.subject).toBe(`[${reference}] Permohonan Anda perlu diperbaiki`)
    expect(returned?.text).toContain('Surat belum dibubuhi cap.')

    await host.advance({ advance: 'P1D' })
    await sendCorrected(reference)
    // Its new limit is a working day ahead again: nobody is reminded at once.
    await host.advance({ advance: 'PT5M' })
    expect(await calls(reference)).toEqual(['Mohon kajian', 'Mohon kajian'])

    await openDecision(page, host, await asked(reference, 'Setujui'), reviewer)
    await press(page, 'Setujui permohonan')
    await page.getByRole('heading', { name: 'Permohonan telah disetujui' }).waitFor()
    await context.close()
    const names = (await host.executions()).filter(({ name }) => name.startsWith(reference))
    expect(names.map(({ name, status }) => [name, status])).toEqual([
      [`${reference}-1-1`, 'SUCCEEDED'],
      [`${reference}-2-1`, 'SUCCEEDED'],
    ])
  })

  it('is not decided by a page of the round before', async () => {
    const { reference } = await underReview(host)
    const device = new Device(host)
    const old = await enter(host, device, await asked(reference, 'Setujui'), reviewer)
    const returning = await device.open(await asked(reference, 'Kembalikan'))
    const path = new URL(returning.url).pathname
    await device.submit(returning, path, { reason: 'Surat belum dibubuhi cap.' })
    await host.settle()
    await sendCorrected(reference)

    const late = await device.submit(old, new URL(old.url).pathname)
    expect(late.status).toBe(409)
    expect(late.body).toContain('Gunakan tautan dari e-mail terbaru')
    expect(late.body).not.toContain('sudah ada keputusan lain')
    expect(await calls(reference)).toEqual(['Mohon kajian', 'Mohon kajian'])
  })
})

async function sendCorrected(reference: string): Promise<void> {
  const applicant = new Device(host)
  await applicant.open(await asked(reference, 'Perbaiki permohonan', answers.email))
  await sendLetter(host, { reference, device: applicant })
}

/** The kinds of e-mail that the reviewer got about the case. */
const calls = async (reference: string): Promise<readonly (string | undefined)[]> =>
  (await mailsAbout(host, reference, reviewer)).map(({ subject }) => subject.split(':')[0])
