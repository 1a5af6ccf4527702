import { beforeEach, describe, expect, it } from 'vitest'
import { routes } from '../../shared/web/routes.ts'
import { formFields } from '../builders.ts'
import type { Browser } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

let world: World
let reference: string
/** A reviewer in the middle of a decision: whoever has every cookie could do the most harm. */
let browser: Browser
let path: string

beforeEach(async () => {
  world = await World.open()
  browser = world.browser()
  reference = await world.file(browser)
  await world.acceptLetter(world.upload(reference))
  await world.settle()
  path = await world.enter(browser, world.linkIn('sekar@office.example', 'Setujui'))
  await world.signIn(browser, 'sekar@office.example')
})

/** Every address of the journey that can be looked at. */
function addresses(): readonly string[] {
  const token = world.linkIn('sekar@office.example', 'Setujui').split('/')[2] ?? ''
  const values: Record<string, string> = { reference, token, id: path.split('/')[2] ?? '' }
  return routes
    .filter(({ method, function: name }) => method === 'GET' && world.site.handlers[name])
    .map((route) => route.path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? ''))
}

describe('looking', () => {
  it.each(['GET', 'HEAD'])(
    'by %s changes nothing on any address, a hundred times',
    async (method) => {
      const before = world.dump()
      const sent = world.mailer.sent.length
      for (const address of addresses()) {
        for (let times = 0; times < 100; times += 1) {
          const { status } = await browser.send(method, address)
          expect(status).toBeLessThan(500)
        }
      }
      await world.settle()
      expect(world.dump()).toBe(before)
      expect(world.mailer.sent).toHaveLength(sent)
      const { field } = await browser.get(path)
      const decided = await browser.post(path, { stage: field('stage'), decision: 'approve' })
      expect(decided.status).toBe(303)
    },
  )

  it('with a decision in the address changes nothing either', async () => {
    const before = world.dump()
    const query = new URLSearchParams({
      decision: 'approve',
      stage: '2',
      csrf: browser.cookies.get('__Host-formulir') ?? '',
      tindakan: 'approve',
    })
    for (const address of [path, '/permohonan', '/lacak'])
      await browser.get(`${address}?${query.toString()}`)
    expect(world.dump()).toBe(before)
  })

  it('gives HEAD the headers of GET', async () => {
    for (const address of ['/permohonan', '/lacak', `/permohonan/${reference}`]) {
      const [head, get] = [await browser.send('HEAD', address), await browser.get(address)]
      expect([head.status, head.headers]).toEqual([get.status, get.headers])
    }
  })
})

describe('a robot', () => {
  it('that opens every link of every mail and presses every button decides nothing', async () => {
    const robot = world.browser('198.51.100.7')
    const links = world.mailer.sent.flatMap(({ text }) => text.match(/https:\S+/g) ?? [])
    expect(links.length).toBeGreaterThan(6)
    for (const link of links) {
      const { pathname, search } = new URL(link)
      const page = await robot.open(pathname + search)
      for (const form of page.body.match(/<form[^>]*>[\s\S]*?<\/form>/g) ?? []) {
        const action = /action="(\/[^"]*)"/.exec(form)?.[1]
        if (action === undefined) continue
        const inputs = form.match(/<input[^>]*>/g) ?? []
        const fields = inputs.map((input): [string, string] => [
          / name="([^"]*)"/.exec(input)?.[1] ?? '',
          / value="([^"]*)"/.exec(input)?.[1] ?? '123456',
        ])
        await robot.post(action, Object.fromEntries(fields))
        await robot.open(pathname + search)
      }
    }
    const { case: request, events } = await world.stored(reference)
    expect(request.status).toBe('in-review')
    expect(events.map(({ name }) => name)).toEqual([
      'RequestSubmitted',
      'LetterAccepted',
      'ReviewOpened',
    ])
    const page = await robot.get(`/permohonan/${reference}`)
    expect(page.body).not.toContain(formFields.eventName)
  })
})
