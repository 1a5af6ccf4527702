import { describe, expect, it } from 'vitest'
import { effectOf } from '../../shared/domain/request-effects.ts'
import { request } from '../builders.ts'

const meeting = { joinUrl: 'https://zoom.example/j/1', meetingId: '1', passcode: '123456' }
const stream = { streamUrl: 'https://youtube.example/watch?v=a' }
const before = { account: 'zoom-1', channel: 'kanal-1', staff: ['yoga'], slots: [] }

const productAfter = (host: 'office' | 'other', change: Partial<typeof before>) => {
  const plain = request()
  const event = { ...plain.event, host }
  const approved = { ...plain, event, assignment: before, product: { ...meeting, ...stream } }
  const assignment = { ...before, ...change }
  const now = '2026-11-24T02:00:00Z'
  return effectOf(approved, { act: 'assign', by: 'sekar', assignment }, now).changes.product
}

describe('another assignment', () => {
  it('drops the meeting with its account and keeps the stream', () => {
    expect(productAfter('office', { account: 'zoom-2' })).toEqual(stream)
  })

  it('drops the stream with its channel and keeps the meeting', () => {
    expect(productAfter('office', { channel: 'kanal-2' })).toEqual(meeting)
  })

  it('keeps both where only the technicians change', () => {
    expect(productAfter('office', { staff: ['sekar'] })).toEqual({ ...meeting, ...stream })
  })

  it('keeps the link of another party whatever account changes', () => {
    expect(productAfter('other', { account: 'zoom-2' })).toEqual({ ...meeting, ...stream })
  })
})
