import { beforeEach, describe, expect, it } from 'vitest'
import { hashOf } from '../../shared/web/credentials.ts'
import { deviceLabel } from '../../shared/web/device.ts'
import { seeOther } from '../../shared/web/http.ts'
import { beside, type StaffAnswers, staffHandler } from '../../shared/web/staff/handler.ts'
import { after, monday } from '../builders.ts'
import { Browser } from '../doubles/browser.ts'
import { World } from '../doubles/world.ts'
import { demoOffice } from './demo-office.ts'

const sekar = 'sekar@office.example'
let world: World
let browser: Browser

beforeEach(async () => {
  world = await World.open()
  browser = world.browser()
  await world.signIn(browser, sekar)
})

const isIn = async (from = browser): Promise<boolean> => (await from.get('/petugas')).status === 200

const hashesOn = async (from = browser): Promise<readonly string[]> => {
  const { body } = await from.get('/petugas/perangkat')
  return [...body.matchAll(/name="device" value="(\w{64})"/g)].map(([, hash = '']) => hash)
}

/** The staff pipeline over answers of the test's own, with the world's people and sessions. */
function ownSite(answers: StaffAnswers): Browser {
  const { sessions, origin, keys, clock } = world
  const ports = { office: demoOffice, siteOrigin: origin, signer: keys.signer, now: clock.now }
  const handler = staffHandler({ ...ports, sessions }, answers)
  const handlers = { ...world.site.handlers, 'staff/desk': handler, 'staff/sign-in': handler }
  const own = new Browser({ origin, handlers })
  for (const [name, value] of browser.cookies) own.cookies.set(name, value)
  return own
}

describe('a session', () => {
  it('lives while it is used, for twelve hours at most', async () => {
    for (let minutes = 29; minutes < 12 * 60; minutes += 29) {
      world.clock.at = after(monday, { minutes })
      expect(await isIn()).toBe(true)
    }
    world.clock.at = after(monday, { hours: 12 })
    expect(await isIn()).toBe(false)
  })

  it('ends after thirty minutes unused', async () => {
    world.clock.pass({ minutes: 30 })
    const { status, location } = await browser.get('/petugas')
    expect([status, location]).toEqual([303, '/petugas/masuk'])
    expect(browser.cookies.has('__Host-sesi')).toBe(false)
  })

  it('stores nothing when it is looked at', async () => {
    const before = world.dump()
    await browser.get('/petugas')
    await browser.get('/petugas/perangkat')
    expect(world.dump()).toBe(before)
  })

  it('needs both cookies, each as it was set', async () => {
    const secret = browser.cookies.get('__Host-sesi') ?? ''
    const seen = browser.cookies.get('__Host-sesi-terakhir') ?? ''
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    const other = world.browser()
    await world.signIn(other, 'yoga@office.example')
    const pairs = [
      [secret, ''],
      ['', seen],
      [`${secret}x`, seen],
      [secret, `${seen}x`],
      [secret, other.cookies.get('__Host-sesi-terakhir') ?? ''],
      [other.cookies.get('__Host-sesi') ?? '', seen],
    ]
    for (const [one = '', two = ''] of pairs) {
      browser.cookies.set('__Host-sesi', one)
      browser.cookies.set('__Host-sesi-terakhir', two)
      expect(await isIn()).toBe(false)
    }
    browser.cookies.set('__Host-sesi', secret)
    browser.cookies.set('__Host-sesi-terakhir', seen)
    expect(await isIn()).toBe(true)
  })

  it('is set in cookies that only this site sets and reads', async () => {
    const other = world.browser()
    await other.get('/petugas/masuk')
    await other.post('/petugas/masuk', { email: sekar })
    await world.settle()
    const { cookies } = await other.post('/petugas/masuk/kode', { code: world.code() })
    for (const line of cookies) {
      expect(line).toMatch(/^__Host-[\w-]+=[^;]*; Path=\/; Secure; HttpOnly; SameSite=Lax(;|$)/)
    }
  })

  it('ends on the server when its person signs out', async () => {
    const cookies = new Map(browser.cookies)
    const { location } = await browser.post('/petugas/keluar')
    expect((await browser.get(location)).body).toContain('Anda sudah keluar')
    expect([...browser.cookies.keys()]).toEqual(['__Host-formulir'])
    for (const [name, value] of cookies) browser.cookies.set(name, value)
    expect(await isIn()).toBe(false)
  })

  it('ends when its person is no longer in the directory', async () => {
    world.office.staff = () => Promise.resolve([])
    expect(await isIn()).toBe(false)
  })
})

describe('a device', () => {
  it('is known by browser and system, to its person only', async () => {
    const { body } = await browser.get('/petugas/perangkat')
    expect(body).toContain('Peramban lain di sistem lain')
    expect(body).toContain('peramban ini')
    const other = world.browser()
    await world.signIn(other, 'yoga@office.example')
    expect(await hashesOn(other)).toHaveLength(1)
  })

  it('is ended by its person, and its session with it', async () => {
    const lost = world.browser()
    await world.signIn(lost, sekar)
    const device = hashOf(lost.cookies.get('__Host-perangkat') ?? '')
    expect(await hashesOn()).toContain(device)
    const { location } = await browser.post('/petugas/perangkat/hapus', { device })
    expect((await browser.get(location)).body).toContain('Perangkat dihapus')
    expect([await isIn(lost), await isIn()]).toEqual([false, true])
  })

  it('of another person is not ended', async () => {
    const other = world.browser()
    await world.signIn(other, 'yoga@office.example')
    const [hash = ''] = await hashesOn(other)
    for (const device of [hash, '', 'unknown', '__proto__']) {
      await browser.post('/petugas/perangkat/hapus', { device })
    }
    expect(await isIn(other)).toBe(true)
  })

  it('ends with all others but the one in use', async () => {
    const others = [world.browser(), world.browser()]
    for (const other of others) await world.signIn(other, sekar)
    await browser.post('/petugas/perangkat/hapus', { device: 'others' })
    expect(await Promise.all(others.map((other) => isIn(other)))).toEqual([false, false])
    expect(await isIn()).toBe(true)
    expect(await hashesOn()).toHaveLength(1)
  })

  it('opens the person’s decision links without a code', async () => {
    await world.review()
    const { location } = await browser.get(world.linkIn(sekar, 'Setujui'))
    expect((await browser.get(location)).body).toContain('name="decision"')
    await browser.post('/petugas/keluar')
    const { location: again } = await browser.get(world.linkIn(sekar, 'Setujui'))
    expect((await browser.get(again)).body).not.toContain('name="decision"')
  })

  it('that is remembered stays so when its person signs out and in again', async () => {
    const other = world.browser()
    await other.get('/petugas/masuk')
    await other.post('/petugas/masuk', { email: sekar })
    await world.settle()
    const fields = { code: world.code(), remember: 'yes' }
    const { cookies } = await other.post('/petugas/masuk/kode', fields)
    expect(cookies.join('\n')).toMatch(/^__Host-perangkat=.*Max-Age=7776000/m)
    const secret = other.cookies.get('__Host-perangkat')
    await other.get('/petugas')
    await other.post('/petugas/keluar')
    world.clock.pass({ hours: 2 })
    await world.signIn(other, sekar)
    expect(other.cookies.get('__Host-perangkat')).toBe(secret)
    expect(await hashesOn(other)).toHaveLength(2)
  })

  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) … Chrome/140.0 Safari/537.36', 'Chrome di Windows'],
    ['… Chrome/140.0 Safari/537.36 Edg/140.0 (Windows NT 10.0)', 'Edge di Windows'],
    ['Mozilla/5.0 (Linux; Android 15) … Chrome/140.0 Mobile Safari/537.36', 'Chrome di Android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1', 'Safari di iPhone'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0', 'Firefox di Linux'],
    ['<b>Chrome</b>', 'Peramban lain di sistem lain'],
    [undefined, 'Peramban lain di sistem lain'],
  ])('that says %s is called %s', (agent, label) => {
    expect(deviceLabel(agent)).toBe(label)
  })
})

describe('a page of the staff site', () => {
  it('that no handler answers is not found, whoever asks', async () => {
    expect((await ownSite({}).get('/petugas')).status).toBe(404)
  })

  it('reads beside the session and shows what it read', async () => {
    const own = ownSite({
      'GET /petugas': () => {
        const rows = beside(Promise.resolve('tiga'))
        return async ({ person, reach }) => seeOther(`/${person.id}/${reach}/${await rows}`)
      },
    })
    expect((await own.get('/petugas')).location).toBe('/sekar/any/tiga')
    expect((await own.send('HEAD', '/petugas')).location).toBe('/sekar/any/tiga')
  })

  it('reads nothing for a browser without a session, and shows nothing for one that has ended', async () => {
    let reads = 0
    const own = ownSite({
      'GET /petugas': () => {
        reads += 1
        const rows = beside(Promise.reject(new Error('The table is gone.')))
        return async () => seeOther(String(await rows))
      },
    })
    await browser.get('/petugas')
    await browser.post('/petugas/keluar')
    expect((await own.get('/petugas')).location).toBe('/petugas/masuk')
    expect(reads).toBe(1)
    expect((await own.get('/petugas')).location).toBe('/petugas/masuk')
    expect(reads).toBe(1)
  })
})

describe('a form that was posted after the session had ended', () => {
  const answers: StaffAnswers = {
    'GET /petugas/perangkat': () => (visit) => seeOther(`/kept?${visit.kept?.toString() ?? ''}`),
    'POST /petugas/perangkat/hapus': () => () => seeOther('/done'),
  }
  let own: Browser

  beforeEach(async () => {
    own = ownSite(answers)
    await own.get('/petugas/perangkat')
    world.clock.pass({ minutes: 31 })
  })

  /** Signs in again in the browser whose form waits. */
  async function again(email = sekar): Promise<void> {
    for (const [name, value] of own.cookies) browser.cookies.set(name, value)
    browser.cookies.delete('__Host-sesi')
    browser.cookies.delete('__Host-sesi-terakhir')
    await world.signIn(browser, email)
    own = ownSite(answers)
  }

  it('waits until its person has signed in again, on its own page', async () => {
    const posted = await own.post('/petugas/perangkat/hapus', { catatan: 'Jangan hilang' })
    expect(posted.location).toBe('/petugas/masuk?ke=/petugas/perangkat')
    await again()
    expect((await own.get('/petugas/perangkat')).location).toBe('/kept?catatan=Jangan+hilang')
    await own.post('/petugas/perangkat/hapus', { catatan: 'Jangan hilang' })
    expect((await own.get('/petugas/perangkat')).location).toBe('/kept?')
  })

  it('is shown to nobody else', async () => {
    await own.post('/petugas/perangkat/hapus', { catatan: 'Rahasia' })
    await again('yoga@office.example')
    expect((await own.get('/petugas/perangkat')).location).toBe('/kept?')
  })

  it('is not kept where it is more than a cookie holds', async () => {
    await own.post('/petugas/perangkat/hapus', { catatan: 'x'.repeat(5000) })
    expect([...own.cookies.keys()]).not.toContain('__Host-isian-petugas')
  })
})
