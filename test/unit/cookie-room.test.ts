import { describe, expect, it } from 'vitest'
import { withRoom } from '../../shared/web/cookie-room.ts'
import { cookie, seeOther } from '../../shared/web/http.ts'

const link = (id: number): string => `__Host-tindak-${id}=${'t'.repeat(320)}`
const links = (count: number): string[] => Array.from({ length: count }, (_, id) => link(id))
const given = (name: string) => seeOther('/', [cookie(name, 'new', 60)])

describe('A browser that collects cookies', () => {
  it('loses the oldest link when it opens a tenth, and nothing else', () => {
    const sent = ['__Host-perangkat=p', ...links(9)]
    expect(withRoom({ cookies: sent }, given('__Host-tindak-new'))).toEqual([
      cookie('__Host-tindak-0', '', 0),
      cookie('__Host-tindak-new', 'new', 60),
    ])
  })

  it('loses none where there is room, or where an open link is opened again', () => {
    expect(withRoom({ cookies: links(8) }, given('__Host-tindak-new'))).toHaveLength(1)
    expect(withRoom({ cookies: links(9) }, given('__Host-tindak-0'))).toHaveLength(1)
    expect(withRoom({ cookies: links(20) }, given('__Host-formulir'))).toHaveLength(1)
    expect(withRoom({}, given('__Host-tindak-new'))).toHaveLength(1)
  })

  it('never sends more than an HTTP API takes, however many links it opens', () => {
    let sent: readonly string[] = []
    for (let id = 0; id < 100; id += 1) {
      const ended = withRoom({ cookies: [...sent] }, given(`__Host-tindak-${id}`))
        .filter((line) => line.includes('Max-Age=0'))
        .map((line) => line.slice(0, line.indexOf('=') + 1))
      sent = [...sent.filter((line) => !ended.some((name) => line.startsWith(name))), link(id)]
    }
    expect(sent).toEqual(links(100).slice(-9))
    expect(sent.join('; ').length).toBeLessThan(4000)
  })
})
