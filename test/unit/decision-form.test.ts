import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDecision, checkLinks } from '../../shared/contracts/decision-form.ts'

const form = (fields: Record<string, string>) => new URLSearchParams(fields)
const joinUrl = 'https://zoom.example/j/123'
const wrong = (fields: Record<string, string>): readonly string[] => {
  const checked = checkDecision(form(fields))
  return checked.ok ? [] : checked.errors.map(({ field }) => field)
}

describe('a decision', () => {
  it('to approve may bring links, typed as people type them', () => {
    const checked = checkDecision(
      form({
        decision: 'approve',
        joinUrl: ` ${joinUrl} `,
        meetingId: '123 4567-8901',
        passcode: ' Rapat 1 ',
        streamUrl: 'http://youtube.example/live/a',
      }),
    )
    expect(checked).toEqual({
      ok: true,
      form: {
        decision: 'approve',
        joinUrl,
        meetingId: '12345678901',
        passcode: 'Rapat 1',
        streamUrl: 'http://youtube.example/live/a',
        staff: [],
      },
    })
  })

  it('to approve may bring what the event gets, of staff any number', () => {
    const posted = form({ decision: 'approve', account: 'zoom-utama', channel: '', room: ' ' })
    posted.append('staff', 'sekar')
    posted.append('staff', 'yoga')
    expect(checkDecision(posted)).toEqual({
      ok: true,
      form: { decision: 'approve', account: 'zoom-utama', staff: ['sekar', 'yoga'] },
    })
  })

  it('to approve may bring none, and looks at no reason', () => {
    const fields = { decision: 'approve', joinUrl: '', meetingId: ' ', reason: 'x'.repeat(5000) }
    const checked = checkDecision(form({ ...fields, csrf: 'a', stage: '2' }))
    expect(checked).toEqual({ ok: true, form: { decision: 'approve', staff: [] } })
  })

  it.each(['reject', 'return'])('to %s needs its reason, and looks at no links', (decision) => {
    expect(wrong({ decision })).toEqual(['reason'])
    expect(wrong({ decision, reason: ' \n\t ' })).toEqual(['reason'])
    expect(wrong({ decision, reason: 'x'.repeat(1001) })).toEqual(['reason'])
    expect(checkDecision(form({ decision, reason: ' Penuh. ', joinUrl: 'nonsense' }))).toEqual({
      ok: true,
      form: {
        decision,
        reason: 'Penuh.',
        ...(decision === 'return' ? { offers: [] } : {}),
      },
    })
  })

  it.each(['', 'cancel', 'APPROVE', '__proto__', 'constructor'])('is not %j', (decision) => {
    expect(wrong({ decision })).toEqual(['decision'])
  })

  it('is none where nothing was chosen', () => {
    expect(wrong({})).toEqual(['decision'])
  })

  it.each<[string, string]>([
    ['joinUrl', 'javascript:alert(1)'],
    ['joinUrl', 'zoom.example/j/1'],
    ['joinUrl', 'https://user@zoom.example/'],
    ['joinUrl', 'https://localhost/'],
    ['joinUrl', `https://zoom.example/${'x'.repeat(500)}`],
    ['streamUrl', 'data:text/html,x'],
    ['meetingId', '1234'],
    ['meetingId', 'abc123456789'],
    ['passcode', 'x'.repeat(41)],
  ])('does not take %s %j', (field, value) => {
    expect(wrong({ decision: 'approve', [field]: value })).toEqual([field])
  })

  it('names every wrong field at once, each with a sentence', () => {
    const checked = checkDecision(
      form({ decision: 'approve', joinUrl: 'x', meetingId: 'x', streamUrl: 'x' }),
    )
    const errors = checked.ok ? [] : checked.errors
    expect(errors.map(({ field }) => field)).toEqual(['joinUrl', 'meetingId', 'streamUrl'])
    for (const { message } of errors) expect(message).toMatch(/^[A-Z].+\.$/)
  })

  it('is answered whatever is posted, and never lets a script or a newline into a link', () => {
    const text = fc.string({ unit: 'binary', maxLength: 50 })
    const begin = fc.constantFrom('https://a.example/', 'https://a.example/?', 'https://', '')
    const link = fc.tuple(begin, text).map((parts) => parts.join(''))
    const fields = fc.record({ joinUrl: link, streamUrl: link })
    fc.assert(
      fc.property(fields, (posted) => {
        const checked = checkDecision(form({ decision: 'approve', ...posted }))
        const links = checked.ok ? JSON.stringify(checked.form) : ''
        expect(links).not.toMatch(/javascript:|[\s<>]|\\[^\\]/)
      }),
      { numRuns: 200 },
    )
  })
})

describe('the links of an approved request', () => {
  it('are at least one', () => {
    for (const fields of ['', 'meetingId=123456789', 'passcode=a']) {
      const checked = checkLinks(new URLSearchParams(fields))
      expect(checked.ok ? [] : checked.errors.map(({ field }) => field)).toEqual(['joinUrl'])
    }
    expect(checkLinks(form({ joinUrl, csrf: 'a' }))).toEqual({ ok: true, form: { joinUrl } })
    expect(checkLinks(form({ streamUrl: joinUrl })).ok).toBe(true)
  })
})
