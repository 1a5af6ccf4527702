import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Mark, type Survey, satisfactionOf } from '../../shared/domain/survey.ts'
import { surveyElements } from '../../shared/domain/vocabulary.ts'
import { monday } from '../builders.ts'
import type { Browser } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

/** A survey by its nine marks, U1 to U9. */
const survey = (...marks: readonly number[]): Survey => ({
  marks: Object.fromEntries(
    surveyElements.map((element, at) => [element, (marks[at] ?? marks[0]) as Mark]),
  ) as Survey['marks'],
  at: monday,
})

describe('the satisfaction index', () => {
  it('is none without an answer', () => {
    expect(satisfactionOf([])).toBeUndefined()
  })

  it('is 25 times the mean of the nine means', () => {
    expect(satisfactionOf([survey(4)])).toMatchObject({ index: 100, category: 'A', answers: 1 })
    expect(satisfactionOf([survey(1)])).toMatchObject({ index: 25, category: 'D' })
    const mixed = satisfactionOf([survey(4, 3, 3, 4, 3, 3, 4, 3, 3), survey(3)])
    expect(mixed).toMatchObject({ index: 79.17, category: 'B', answers: 2 })
    expect(mixed?.means.requirements).toBe(3.5)
  })

  it.each<[string, number, number]>([
    // Of nine hundred marks so many threes, the rest fours (or twos, threes), give that index.
    ['A', 421, 88.31],
    ['B', 422, 88.28],
  ])('is in category %s with %i threes among 900 fours', (category, threes, index) => {
    const marks = Array.from({ length: 900 }, (_, n) => (n < threes ? 3 : 4))
    const surveys = Array.from({ length: 100 }, (_, n) => survey(...marks.slice(n * 9, n * 9 + 9)))
    expect(satisfactionOf(surveys)).toMatchObject({ index, category })
  })

  it('lies between 25 and 100, whatever is answered, and grows with a better mark', () => {
    const marks = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 9, maxLength: 9 })
    fc.assert(
      fc.property(fc.array(marks, { minLength: 1, maxLength: 20 }), (all) => {
        const { index = 0 } = satisfactionOf(all.map((one) => survey(...one))) ?? {}
        expect(index).toBeGreaterThanOrEqual(25)
        expect(index).toBeLessThanOrEqual(100)
        const better = satisfactionOf([...all.map((one) => survey(...one)), survey(4)])
        expect(better?.index).toBeGreaterThanOrEqual(index)
      }),
      { numRuns: 100 },
    )
  })
})

describe('the survey of a request', () => {
  let world: World
  let browser: Browser
  let reference: string
  let path: string

  beforeEach(async () => {
    world = await World.open()
    browser = world.browser()
    reference = await world.file()
    const { case: request, ...rest } = await world.stored(reference)
    world.store.place({ ...rest, case: { ...request, status: 'completed' } })
    const token = await world.keys.signer.sign('survey', { reference }, world.clock.now(), 3600)
    path = `/survei/${token}`
  })

  const asked = surveyElements.filter((element) => element !== 'cost')
  const best = Object.fromEntries(asked.map((element) => [element, '4']))

  it('asks eight elements and says that the ninth is free of charge', async () => {
    const { status, body } = await browser.get(path)
    expect(status).toBe(200)
    for (const element of asked) expect(body).toContain(`name="${element}"`)
    expect(body).not.toContain('name="cost"')
    expect(body).toContain('gratis')
  })

  it('is kept once, without a person; the second answer gets the same thanks', async () => {
    await browser.get(path)
    const answer = await browser.post(path, { ...best, conduct: '2', comment: 'Terima kasih.' })
    expect([answer.status, answer.location]).toEqual([303, path])
    expect((await browser.get(path)).body).toContain('Terima kasih atas penilaian Anda')
    expect((await browser.post(path, { ...best, conduct: '1' })).status).toBe(303)
    const kept = world.store.surveys.get(reference)
    expect(kept).toMatchObject({ marks: { conduct: 2, cost: 4 }, comment: 'Terima kasih.' })
    expect(await world.names(reference)).toEqual(['RequestSubmitted', 'SurveyAnswered'])
    expect((await world.stored(reference)).case.surveyed).toBe(true)
  })

  it('is kept once of two clicks at once', async () => {
    await browser.get(path)
    const answers = await Promise.all([browser.post(path, best), browser.post(path, best)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await world.names(reference)).toEqual(['RequestSubmitted', 'SurveyAnswered'])
  })

  it('says what is missing and keeps what was marked', async () => {
    await browser.get(path)
    const { conduct: _, ...some } = best
    const answer = await browser.post(path, { ...some, product: '5', comment: 'Baik.' })
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('Perilaku petugas: Pilih salah satu penilaian.')
    expect(answer.body).toContain('Hasil layanan: Pilih salah satu penilaian.')
    expect(answer.body).toContain('Baik.')
    expect(world.store.surveys.size).toBe(0)
  })

  it('opens by nothing but its own link, and only of an event that was held', async () => {
    await browser.get(path)
    expect((await browser.get('/survei/abc')).status).toBe(404)
    const other = await world.keys.signer.sign('link', { reference }, world.clock.now(), 3600)
    expect((await browser.get(`/survei/${other}`)).status).toBe(404)
    const { case: request, ...rest } = await world.stored(reference)
    world.store.place({ ...rest, case: { ...request, status: 'not-held' } })
    expect((await browser.get(path)).status).toBe(404)
    expect((await browser.post(path, best)).status).toBe(404)
  })
})
