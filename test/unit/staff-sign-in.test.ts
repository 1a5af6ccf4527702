import { beforeEach, describe, expect, it } from 'vitest'
import type { Browser, Shown } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'

const sekar = 'sekar@office.example'
let world: World
let browser: Browser

beforeEach(async () => {
  world = await World.open()
  browser = world.browser()
})

/** Asks for a code in a browser that has opened the page. */
async function ask(email = sekar, from = browser, fields = {}): Promise<Shown> {
  await from.get('/petugas/masuk')
  const answer = await from.post('/petugas/masuk', { email, ...fields })
  await world.settle()
  return answer
}

const enter = (code = world.code(), from = browser): Promise<Shown> =>
  from.post('/petugas/masuk/kode', { code })

/** Another code than the one that was mailed. */
const wrong = (): string => String((Number(world.code()) + 1) % 1_000_000).padStart(6, '0')

const isIn = async (from = browser): Promise<boolean> => (await from.get('/petugas')).status === 200

const linkOf = (address = sekar): string => world.linkIn(address, 'Masuk')

describe('a code for the staff site', () => {
  it('opens it in the browser that asked', async () => {
    expect((await ask()).location).toBe('/petugas/masuk')
    const { status, location } = await enter()
    expect([status, location]).toEqual([303, '/petugas'])
    expect((await browser.get('/petugas')).body).toContain('Masuk sebagai Sekar Anindita')
  })

  it('may be typed with spaces, its address in capitals', async () => {
    await ask('SEKAR@Office.Example ')
    await enter(world.code().replace(/(...)/, '$1 '))
    expect(await isIn()).toBe(true)
  })

  it('opens nothing in another browser', async () => {
    await ask()
    const other = world.browser('198.51.100.7')
    await other.get('/petugas/masuk')
    expect((await enter(world.code(), other)).body).toContain('sudah tidak berlaku')
    expect(await isIn(other)).toBe(false)
  })

  it('opens nothing for a browser that asked for another person', async () => {
    const other = world.browser('198.51.100.7')
    await ask('yoga@office.example', other)
    await ask()
    expect((await enter(world.code(), other)).status).toBe(400)
    expect(await isIn(other)).toBe(false)
  })

  it('may be tried five times, counted down', async () => {
    await ask()
    const told: string[] = []
    for (let times = 0; times < 5; times += 1) told.push((await enter(wrong())).body)
    expect(told.slice(0, 4).map((body) => /mencoba (\d) kali/.exec(body)?.[1])).toEqual([
      '4',
      '3',
      '2',
      '1',
    ])
    expect(told[4]).toContain('sudah tidak berlaku')
    expect((await enter()).body).toContain('sudah tidak berlaku')
    expect(await isIn()).toBe(false)
  })

  it('is six digits; anything else costs no try', async () => {
    await ask()
    for (const code of ['', '12', 'abcdef', '1234567']) {
      const { status, body } = await enter(code)
      expect([status, body.includes('Isi 6 angka kode')]).toEqual([400, true])
    }
    expect((await enter(wrong())).body).toContain('mencoba 4 kali')
  })

  it('ends after ten minutes', async () => {
    await ask()
    world.clock.pass({ minutes: 10 })
    expect((await enter()).body).toContain('sudah tidak berlaku')
    expect(await isIn()).toBe(false)
  })

  it('works once', async () => {
    await ask()
    const asked = new Map(browser.cookies)
    await enter()
    await browser.get('/petugas')
    await browser.post('/petugas/keluar')
    for (const [name, value] of asked) browser.cookies.set(name, value)
    expect((await enter()).body).toContain('sudah tidak berlaku')
    expect(await isIn()).toBe(false)
  })

  it('gives two clicks at once the same session', async () => {
    await ask()
    const answers = await Promise.all(Array.from({ length: 5 }, () => enter()))
    expect(answers.map(({ location }) => location)).toEqual(answers.map(() => '/petugas'))
    const secrets = answers.map(({ cookies }) =>
      cookies.filter((line) => /^__Host-(sesi|perangkat)=/.test(line)),
    )
    expect(new Set(secrets.map((lines) => lines.join())).size).toBe(1)
    expect(await isIn()).toBe(true)
  })

  it('of a replaced one opens nothing', async () => {
    await ask()
    const first = world.code()
    await ask()
    expect(first).not.toBe(world.code())
    expect((await enter(first)).status).toBe(400)
    expect(await isIn()).toBe(false)
  })

  it('for a decision opens no staff site', async () => {
    const reference = await world.review()
    expect(reference).toMatch(/^VC-/)
    const { location } = await browser.get(world.linkIn(sekar, 'Setujui'))
    await browser.get(location)
    await browser.post(`${location.split('?')[0]}/kode`)
    await world.settle()
    expect((await enter()).status).toBe(400)
    expect(await isIn()).toBe(false)
  })
})

describe('an address', () => {
  it('that nobody has gets the same answers, and no e-mail', async () => {
    const sent = world.mailer.sent.length
    const stranger = 'seseorang@office.example'
    const other = world.browser('198.51.100.7')
    const [known, unknown] = [await ask(sekar), await ask(stranger, other)]
    expect(world.mailer.sent).toHaveLength(sent + 1)
    expect([unknown.status, unknown.location]).toEqual([known.status, known.location])
    const plain = (shown: Shown, email: string): string =>
      shown.body.replaceAll(email, 'alamat').replace(/name="csrf" value="[^"]*"/g, '')
    const page = '/petugas/masuk'
    expect(plain(await other.get(page), stranger)).toBe(plain(await browser.get(page), sekar))
    for (let times = 0; times < 5; times += 1) {
      const [mine, theirs] = [await enter(wrong()), await enter('000000', other)]
      expect(plain(theirs, stranger)).toBe(plain(mine, sekar))
    }
  })

  it('that nobody has takes the same steps in the stores', async () => {
    const steps: string[] = []
    for (const step of ['staff', 'challenge', 'tryChallenge', 'count'] as const) {
      const take = world.office[step].bind(world.office) as (...given: unknown[]) => unknown
      const told = (...given: unknown[]): unknown => {
        steps.push(step)
        return take(...given)
      }
      Object.assign(world.office, { [step]: told })
    }
    const stepsOf = async (email: string): Promise<readonly string[]> => {
      const own = world.browser()
      await own.get('/petugas/masuk')
      steps.length = 0
      await own.post('/petugas/masuk', { email })
      await enter('000000', own)
      return [...steps]
    }
    expect(await stepsOf('seseorang@office.example')).toEqual(await stepsOf(sekar))
    expect(steps).toEqual(['staff', 'count', 'challenge', 'count', 'tryChallenge'])
  })

  it('gets three e-mails an hour that strangers ask for, and says so for any', async () => {
    for (const email of [sekar, 'seseorang@office.example']) {
      const answers: number[] = []
      for (let times = 0; times < 5; times += 1) answers.push((await ask(email)).status)
      expect(answers).toEqual([303, 303, 303, 429, 429])
    }
    expect(world.mailer.to(sekar)).toHaveLength(3)
    world.clock.pass({ hours: 1 })
    expect((await ask()).status).toBe(303)
  })

  it('gets five in all, the last from where its person is known', async () => {
    await world.signIn(browser, sekar)
    const strangers: number[] = []
    for (let times = 0; times < 9; times += 1)
      strangers.push((await ask(sekar, world.browser())).status)
    expect(strangers.filter((status) => status === 303)).toHaveLength(2)
    expect((await ask()).status).toBe(303)
    expect((await ask('yoga@office.example')).status).toBe(303)
    expect((await ask()).status).toBe(303)
    expect((await ask()).status).toBe(429)
    expect(world.mailer.to(sekar)).toHaveLength(5)
  })

  it('that strangers ask for keeps nobody from deciding by an e-mail’s link', async () => {
    for (let times = 0; times < 9; times += 1) await ask()
    await world.review()
    const reviewer = world.browser('198.51.100.7')
    const path = await world.enter(reviewer, world.linkIn(sekar, 'Setujui'))
    expect((await reviewer.get(path)).body).toContain('name="decision"')
  })

  it('has to look like one, and is kept to be mended', async () => {
    for (const email of ['', 'sekar', '@', 'a b@c.example', `${'x'.repeat(300)}@c.example`]) {
      const { status, body } = await ask(email)
      expect([status, body.includes('Isi alamat e-mail')]).toEqual([400, true])
    }
    const shown = (await ask('"><b>x')).body
    expect(shown).not.toContain('<b>')
    expect(shown).toContain('&quot;>&lt;b>x')
  })
})

describe('the link in the e-mail', () => {
  it('opens the site by a button, in the browser that asked, and looking changes nothing', async () => {
    await ask()
    const before = world.dump()
    const { status, location } = await browser.get(linkOf())
    expect([status, location]).toEqual([303, '/petugas/masuk'])
    expect((await browser.get(location)).body).toContain('name="link"')
    expect(world.dump()).toBe(before)
    expect(await isIn()).toBe(false)
    await browser.post('/petugas/masuk/kode', { link: 'yes' })
    expect(await isIn()).toBe(true)
  })

  it('looks like any other wrong one in another browser', async () => {
    await ask()
    const link = linkOf()
    const other = world.browser('198.51.100.7')
    const wrongs = [link, `${link}x`, '/petugas/masuk/abc', '/petugas/masuk/a.b.c']
    for (const path of wrongs) {
      const { status, location, cookies } = await other.get(path)
      expect([status, location, cookies]).toEqual([303, '/petugas/masuk?tautan=lain', []])
    }
    expect((await other.get('/petugas/masuk?tautan=lain')).body).toContain('tidak berlaku di')
    other.cookies.set('__Host-masuk-tautan', link.split('/').at(-1) ?? '')
    await other.post('/petugas/masuk/kode', { link: 'yes' })
    expect(await isIn(other)).toBe(false)
  })

  it('is needed for the button', async () => {
    await ask()
    const { body } = await browser.post('/petugas/masuk/kode', { link: 'yes' })
    expect(body).toContain('Isi 6 angka kode')
    expect(await isIn()).toBe(false)
  })

  it('ends with its code: after ten minutes, once', async () => {
    await ask()
    await browser.get(linkOf())
    world.clock.pass({ minutes: 10 })
    await browser.post('/petugas/masuk/kode', { link: 'yes' })
    expect(await isIn()).toBe(false)
    expect((await browser.get(linkOf())).location).toContain('tautan=lain')
  })

  it('carries a random id and nothing else', async () => {
    await ask()
    const [, claims = ''] = linkOf().split('/').at(-1)?.split('.') ?? []
    const { challenge, ...others } = JSON.parse(Buffer.from(claims, 'base64url').toString())
    expect(challenge).toMatch(/^[\w-]{22}$/)
    expect(Object.keys(others).sort()).toEqual(['aud', 'exp', 'iat'])
  })
})

describe('signing in', () => {
  it('leads to the page that was wanted', async () => {
    expect(await world.signIn(browser, sekar, '/petugas/perangkat?a=1')).toBe(
      '/petugas/perangkat?a=1',
    )
  })

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/petugas.evil.example',
    '/petugas//evil.example',
    '/petugas/\\evil',
    '/petugas/masuk',
    '/permohonan',
    `/petugas/${'x'.repeat(400)}`,
  ])('never leads to %s', async (to) => {
    await ask(sekar, browser, { to })
    expect((await enter()).location).toBe('/petugas')
  })

  it('takes posts of its own page only', async () => {
    await ask()
    for (const path of ['/petugas/masuk', '/petugas/masuk/kode', '/petugas/keluar']) {
      const form = { email: sekar, code: world.code(), csrf: 'x'.repeat(22) }
      const headers = { 'sec-fetch-site': 'same-origin' }
      expect((await browser.send('POST', path, { form, headers })).status).toBe(403)
      const csrf = browser.cookies.get('__Host-formulir') ?? ''
      const foreign = { form: { ...form, csrf }, headers: { 'sec-fetch-site': 'cross-site' } }
      expect((await browser.send('POST', path, foreign)).status).toBe(403)
    }
    expect(await isIn()).toBe(false)
  })

  it('stores no secret: neither code nor cookie', async () => {
    await ask()
    await enter()
    const kept = world.dump()
    for (const secret of [world.code(), ...browser.cookies.values()]) {
      expect(kept).not.toContain(secret)
    }
  })
})
