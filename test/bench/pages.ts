import { closeBrowser, person } from '../e2e/support/browser.ts'
import { LocalHost } from '../e2e/support/local-host.ts'
import { type Figure, median } from './figure.ts'
import { type Sight, sightsOf } from './sights.ts'
import { weigh } from './weigh.ts'

const kilobyte = 1000
/** P23, kilobytes as sent. */
const most = { first: 60, script: 12, later: 20 }

async function withSights(
  look: (sight: Sight) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  const host = await LocalHost.start('2026-11-23T09:00:00+07:00')
  try {
    const figures: Figure[] = []
    for (const sight of await sightsOf(host)) figures.push(...(await look(sight)))
    return figures
  } finally {
    await closeBrowser()
    await host.stop()
  }
}

/** P23: bytes on the wire of each page, as the first of a visit and as a later one. */
export const weightFigures = (): Promise<readonly Figure[]> =>
  withSights(async ({ name, url, cookies }) => {
    const { page, context } = await person()
    await context.addCookies(cookies)
    const first = await weigh(page, () => page.goto(url))
    // Later: the assets of another page are there, this page's own script is not.
    const again = await person()
    await again.context.addCookies(cookies)
    await again.page.goto(new URL(name === '/' ? '/privasi' : '/', url).href)
    await again.page.waitForLoadState('networkidle')
    const later = await weigh(again.page, () => again.page.goto(url))
    await context.close()
    await again.context.close()
    const [all, script] = [first.all / kilobyte, first.script / kilobyte]
    const rest = later.all / kilobyte
    return [
      {
        name,
        value: `${all.toFixed(1)}, script ${script.toFixed(1)}; later ${rest.toFixed(1)} kB`,
        goal: `≤ ${most.first}, ${most.script}; ${most.later} kB`,
        met: all <= most.first && script <= most.script && rest <= most.later,
      },
    ]
  })

/** Pairs of loads: an odd number, so that the median is one of them. */
const pairs = 9
const slowest = 1.4
/** A cheap phone on a mobile network: four times slower, 1.6 Mbit/s, 150 ms. */
const phone = { slower: 4, bytesPerSecond: (1.6 * 1024 * 1024) / 8, latency: 150 }

/**
 * P23: milliseconds until a page is loaded and has handled a press, against the same page without
 * script, both on an imitated phone with an empty cache; pairs one after the other, median of ratios.
 */
export const interactiveFigures = (): Promise<readonly Figure[]> =>
  withSights(async (sight) => {
    const ratios: number[] = []
    const times: number[] = []
    for (let pair = 0; pair < pairs; pair += 1) {
      // Whoever is second finds the host warmer: they take turns.
      const turns = pair % 2 === 0 ? [true, false] : [false, true]
      const taken = new Map<boolean, number>()
      for (const script of turns) taken.set(script, await interactive(sight, script))
      times.push(taken.get(true) ?? 0)
      ratios.push((taken.get(true) ?? 0) / (taken.get(false) ?? 1))
    }
    const ratio = median(ratios)
    const value = `${ratio.toFixed(2)} × (${median(times).toFixed(0)} ms)`
    return [{ name: sight.name, value, goal: `≤ ${slowest} ×`, met: ratio <= slowest }]
  })

async function interactive({ url, cookies }: Sight, script: boolean): Promise<number> {
  const { page, context } = await person({ script, width: 390 })
  try {
    await context.addCookies(cookies)
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: phone.slower })
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: phone.latency,
      downloadThroughput: phone.bytesPerSecond,
      uploadThroughput: phone.bytesPerSecond,
    })
    const begin = performance.now()
    await page.goto(url, { waitUntil: 'load' })
    // Answered when the page's thread has handled it, on a place without a link.
    const place = { x: 1, y: 1, button: 'left', clickCount: 1 } as const
    await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...place })
    await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...place })
    return performance.now() - begin
  } finally {
    await context.close()
  }
}
