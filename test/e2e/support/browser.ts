import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

let launched: Promise<Browser> | undefined

/** One browser for the whole run: the chromium that npm brings, or an installed one elsewhere. */
function browser(): Promise<Browser> {
  launched ??= launch()
  return launched
}

export async function closeBrowser(): Promise<void> {
  await (await launched)?.close()
  launched = undefined
}

async function launch(): Promise<Browser> {
  // Its own `args` switch web security off: tests need the browser as people have it.
  return chromium.launch({ executablePath: await executable(), args: ['--no-sandbox'] })
}

async function executable(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return installed()
  // Unpacks the libraries that a bare image lacks beside the browser.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return packaged.executablePath()
}

function installed(): string {
  const places = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
  ]
  const found = places.find((place) => existsSync(place))
  if (!found) throw new Error('Install Chrome or Chromium: the browser tests need one here.')
  return found
}

/** A fresh browser profile: its own cookies, as another person or device. */
export async function person(
  options: { readonly script?: boolean; readonly width?: number } = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await (await browser()).newContext({
    javaScriptEnabled: options.script ?? true,
    viewport: { width: options.width ?? 1280, height: 900 },
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
  })
  context.setDefaultTimeout(30_000)
  return { context, page: await context.newPage() }
}
