import type { Page } from 'playwright-core'

export type Weight = {
  readonly all: number
  readonly script: number
  readonly hosts: readonly string[]
}

/** What the wire carried for a page, headers included (bytes), and from which origins. */
export async function weigh(page: Page, open: () => Promise<unknown>): Promise<Weight> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const loaded = new Map<string, { type: string; url: string; bytes: number }>()
  session.on('Network.responseReceived', ({ requestId, type, response }) =>
    loaded.set(requestId, { type, url: response.url, bytes: 0 }),
  )
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const known = loaded.get(requestId)
    if (known) known.bytes = encodedDataLength
  })
  await open()
  await page.waitForLoadState('networkidle')
  await session.detach()
  const parts = [...loaded.values()].filter(({ url }) => url.startsWith('http'))
  const sum = (of: typeof parts): number => of.reduce((total, { bytes }) => total + bytes, 0)
  return {
    all: sum(parts),
    script: sum(parts.filter(({ type }) => type === 'Script')),
    hosts: [...new Set(parts.map(({ url }) => new URL(url).origin))],
  }
}
