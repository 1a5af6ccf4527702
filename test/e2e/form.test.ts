import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkRequestForm, requestFields } from '../../shared/contracts/request-form.ts'
import { closeBrowser, person } from './support/browser.ts'
import { validForm } from './support/cases.ts'
import { readingTime } from './support/device.ts'
import { shownErrors, typedInto } from './support/form-state.ts'
import { sendForm } from './support/journey.ts'
import { LocalHost } from './support/local-host.ts'
import { type Filled, setFields } from './support/quick.ts'

const today = '2026-11-23'
let host: LocalHost

beforeAll(async () => {
  host = await LocalHost.start(`${today}T09:00:00+07:00`)
})
afterAll(async () => {
  await closeBrowser()
  await host.stop()
})

const long = 'panjang '.repeat(260)

/** Answers with which the form cannot be filed, by what is wrong with them. */
const wrong: Readonly<Record<string, Filled>> = {
  'nothing answered': {},
  'what is not understood': {
    ...validForm,
    nip: '1985',
    email: 'sri.lestari@bappeda',
    whatsapp: 'menyusul',
    participants: 'banyak',
    host: 'other',
    hostLink: 'tautannya menyusul',
    contactName: 'Budi',
    contactPhone: '12',
    letterPhone: '-',
  },
  'answers that contradict each other': {
    ...validForm,
    eventDate: '2026-11-22',
    endTime: validForm['startTime'] ?? '',
    host: 'other',
    hostLink: '',
    service: 'streaming',
    visibility: '',
    rehearsalDate: '2026-11-25',
    contactPhone: '0812 0000 0000',
    letterDate: '2026-11-24',
  },
  'hours and dates that are missing': {
    ...validForm,
    rehearsalTime: '13:00',
    eventDate: '2028-01-01',
  },
  'answers that are too long': {
    ...validForm,
    ...Object.fromEntries(
      ['applicantName', 'applicantPosition', 'agencyName', 'eventName', 'agenda', 'venue'].map(
        (field) => [field, long],
      ),
    ),
    ...Object.fromEntries(
      ['letterNumber', 'letterSubject', 'signatoryName', 'signatoryPosition', 'contactName'].map(
        (field) => [field, long],
      ),
    ),
  },
}

/** What the form's one schema says of the answers, as links and messages. */
function expected(answers: Filled): readonly (readonly [string, string])[] {
  const checked = checkRequestForm(answers, today)
  return checked.ok ? [] : checked.errors.map(({ field, message }) => [`#${field}`, message])
}

it('knows answers that make each field of the form wrong', () => {
  const fields = new Set(
    Object.values(wrong)
      .flatMap(expected)
      .map(([href]) => href.slice(1)),
  )
  // Only the page's own controls fill these: boxes, and an hour.
  const never = ['untitled', 'equipment', 'rehearsalTime']
  expect(requestFields.filter((field) => !fields.has(field))).toEqual(never)
})

describe.each([
  ['with script', true],
  ['without script', false],
])('the request form %s', (_, script) => {
  it.each(Object.entries(wrong))(
    'says of %s each error in the summary and at its field, and keeps what was typed',
    async (_, answers) => {
      const { page, context } = await person({ script })
      await page.goto(`${host.origin}/permohonan`)
      await setFields(page, answers)
      const typed = await typedInto(page)
      await page.locator('#kirim').click()
      await page.locator('.govuk-error-summary').waitFor()
      expect(await shownErrors(page)).toEqual({
        summary: expected(answers),
        atFields: expected(answers),
        announced: true,
      })
      expect(await typedInto(page)).toEqual(typed)
      await context.close()
    },
  )

  it('asks for a link and for viewers only where there are any', async () => {
    const { page, context } = await person({ script })
    await page.goto(`${host.origin}/permohonan`)
    const choose = (name: string, value: string): Promise<void> =>
      page.locator(`[name=${name}][value=${value}]`).check({ force: true })
    const asked = async (): Promise<readonly boolean[]> => [
      await page.locator('#hostLink').isVisible(),
      await page.locator('#visibility').isVisible(),
    ]
    expect(await asked()).toEqual([false, false])
    await choose('host', 'other')
    await choose('service', 'both')
    expect(await asked()).toEqual([true, true])
    await setFields(page, { ...validForm, hostLink: 'belum ada', host: 'other' })
    await choose('host', 'office')
    await choose('service', 'video-conference')
    expect(await asked()).toEqual([false, false])
    // What is not asked any more is not wrong either.
    await sendForm(page, host)
    expect(page.url()).toMatch(/\/permohonan\/VC-2026-\w{7}\/surat$/)
    await context.close()
  })
})

describe('the request form with script', () => {
  it('keeps what is typed over a reload, until it is sent', async () => {
    const { page, context } = await person()
    await page.goto(`${host.origin}/permohonan`)
    await setFields(page, { ...validForm, equipment: ['camera', 'sound'], agenda: 'a\nb' })
    const typed = await typedInto(page)
    await page.reload()
    expect(await typedInto(page)).toEqual(typed)
    await readingTime(page.url())
    await sendForm(page, host)
    await page.goto(`${host.origin}/permohonan`)
    expect(await page.locator('#applicantName').inputValue()).toBe('')
    await context.close()
  })

  it('empties the form on request, and takes that back', async () => {
    const { page, context } = await person()
    await page.goto(`${host.origin}/permohonan`)
    await setFields(page, validForm)
    const typed = await typedInto(page)
    await page.locator('[data-empty]').click()
    expect(await page.locator('#venue').inputValue()).toBe('')
    await page.getByRole('button', { name: 'Kembalikan isian' }).click()
    expect(await typedInto(page)).toEqual(typed)
    await context.close()
  })

  it('waits for the network when it is away, and then sends what was typed', async () => {
    const { page, context } = await person()
    await page.goto(`${host.origin}/permohonan`)
    await setFields(page, validForm)
    const typed = await typedInto(page)
    await context.setOffline(true)
    await page.locator('#kirim').click()
    await page.getByText('Tidak ada sambungan internet').waitFor()
    expect(await typedInto(page)).toEqual(typed)
    await context.setOffline(false)
    await Promise.all([page.waitForURL(/\/surat$/), page.locator('#kirim').click()])
    await context.close()
  })

  it('still has what was typed when the network breaks while it is sent', async () => {
    const { page, context } = await person()
    await page.goto(`${host.origin}/permohonan`)
    await setFields(page, validForm)
    const typed = await typedInto(page)
    await page.route('**/permohonan', (route) => route.abort('connectionreset'), { times: 1 })
    await Promise.all([page.waitForEvent('framenavigated'), page.locator('#kirim').click()])
    await page.goto(`${host.origin}/permohonan`)
    expect(await typedInto(page)).toEqual(typed)
    await context.close()
  })

  it('sends once what is clicked twice', async () => {
    const { page, context } = await person()
    await page.goto(`${host.origin}/permohonan`)
    await setFields(page, validForm)
    let posts = 0
    page.on('request', (request) => {
      if (request.method() === 'POST') posts += 1
    })
    await Promise.all([page.waitForURL(/\/surat$/), page.locator('#kirim').dblclick()])
    expect(posts).toBe(1)
    await context.close()
  })
})
