import { describe, expect, it } from 'vitest'
import { standard } from '../../shared/domain/standard.ts'

describe('the published standard', () => {
  const components = [...standard.delivery, ...standard.management]

  it('has the fourteen components of PermenPANRB 15/2014, six and eight', () => {
    expect(standard.delivery).toHaveLength(6)
    expect(standard.management).toHaveLength(8)
    expect(new Set(components.map(({ id }) => id)).size).toBe(14)
  })

  it('says something under every component', () => {
    expect(components.filter(({ items }) => items.length === 0)).toEqual([])
  })

  it('has the limits that the clock uses', () => {
    expect(standard.review.workingDays).toBe(1)
    expect(standard.complaints.verification.workingDays).toBe(3)
    expect(standard.complaints.answer).toEqual({
      ringan: { workingDays: 5 },
      normatif: { workingDays: 5 },
      'tidak-berkadar-pengawasan': { workingDays: 14 },
      'berkadar-pengawasan': { workingDays: 60 },
    })
    expect(standard.pause.workingDays).toBe(10)
  })

  it('prints the review limit from the number that the clock uses', () => {
    const time = components.find(({ id }) => id === 'jangka-waktu')
    expect(time?.items[0]).toContain(`${standard.review.workingDays} hari kerja`)
  })

  it('names PP 71/2019 by its right kind and notes the misprint', () => {
    const law = components.find(({ id }) => id === 'dasar-hukum')
    expect(law?.items).toContainEqual(expect.stringContaining('Peraturan Pemerintah Nomor 71'))
    expect(law?.note).toContain('Standar tercetak')
  })

  it('describes the procedure in six steps', () => {
    expect(standard.procedure).toHaveLength(6)
  })
})
