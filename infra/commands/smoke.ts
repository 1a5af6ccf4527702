import { parseArgs } from 'node:util'
import type { Command } from './command.ts'

type Check = {
  readonly sentence: string
  readonly run: (site: Site) => Promise<string | undefined>
}

/** What every answer of the service carries. */
const safeHeaders = ['content-security-policy', 'strict-transport-security', 'referrer-policy']
/** A well-formed reference that no case has. */
const nobody = { reference: 'VC-2026-000000D', code: '0000-0000-0000-0000' }

/** Looks from outside, as a browser: files nothing, changes nothing but one counted try of /lacak. */
const checks: readonly Check[] = [
  {
    sentence: 'the home page answers, with our headers',
    run: async (site) => wrong(await site.get('/'), 200),
  },
  {
    sentence: 'a style sheet comes, to be kept for good',
    run: async (site) => {
      const [sheet] = /\/aset\/[\w.-]+\.css/.exec(await (await site.get('/')).text()) ?? []
      if (sheet === undefined) return 'the home page names no style sheet'
      const answer = await site.get(sheet)
      const kept = answer.headers.get('cache-control')?.includes('immutable')
      return wrong(answer, 200) ?? (kept ? undefined : 'it is not marked immutable')
    },
  },
  {
    sentence: 'the request form comes signed: the keyring is readable',
    run: async (site) => {
      const answer = await site.get('/permohonan')
      const draft = hidden(await answer.clone().text(), 'draft')
      return (
        wrong(answer, 200) ??
        (draft.split('.').length === 3 ? undefined : 'its form has no signed draft')
      )
    },
  },
  {
    sentence: 'an unknown reference is not found: the tables are readable',
    run: async (site) => wrong(await site.post('/lacak', nobody), 404),
  },
  {
    sentence: 'an unknown address gets our own page',
    run: async (site) => {
      const answer = await site.get('/tidak-ada')
      const home = (await answer.clone().text()).includes('href="/"')
      return wrong(answer, 404) ?? (home ? undefined : 'it has no way back')
    },
  },
  {
    sentence: 'a link that nobody was sent opens nothing',
    run: async (site) => {
      const { status } = await site.get('/t/x')
      return status >= 400 && status < 500 ? undefined : `it answered ${status}`
    },
  },
]

export const smoke: Command = {
  summary: 'looks at a deployed site from outside: does each part answer?',
  usage: 'smoke --url https://SITE',
  run: async (args, print) => {
    const { values } = parseArgs({ args: [...args], options: { url: { type: 'string' } } })
    if (values.url === undefined) throw new Error('Say which site: --url https://….')
    const site = new Site(values.url)
    let failed = 0
    for (const { sentence, run } of checks) {
      const trouble = await run(site).catch(String)
      failed += trouble === undefined ? 0 : 1
      print(trouble === undefined ? `ok      ${sentence}` : `FAILED  ${sentence}: ${trouble}`)
    }
    if (failed > 0) throw new Error(`${failed} of ${checks.length} failed: see docs/runbook.md.`)
    print(`All ${checks.length} are well.`)
  },
}

function wrong({ status, headers }: Response, wanted: number): string | undefined {
  if (status !== wanted) return `it answered ${status}, not ${wanted}`
  const missing = safeHeaders.filter((name) => !headers.has(name))
  return missing.length > 0 ? `its answer lacks ${missing.join(', ')}` : undefined
}

class Site {
  readonly #origin: string

  /** @throws Error for what is no address */
  constructor(url: string) {
    this.#origin = new URL(url).origin
  }

  get(path: string): Promise<Response> {
    return fetch(new URL(path, this.#origin), { redirect: 'manual' })
  }

  /** Posts the form at that path as its own page would. */
  async post(path: string, typed: Readonly<Record<string, string>>): Promise<Response> {
    const shown = await this.get(path)
    const cookie = shown.headers.getSetCookie().map((line) => line.split(';')[0] ?? '')
    const body = new URLSearchParams({ ...typed, csrf: hidden(await shown.text(), 'csrf') })
    const headers = { cookie: cookie.join('; '), 'sec-fetch-site': 'same-origin' }
    return fetch(new URL(path, this.#origin), { method: 'POST', headers, body, redirect: 'manual' })
  }
}

/** The value of a form's hidden field; '' where there is none. */
function hidden(markup: string, name: string): string {
  const tag = markup.match(/<input\b[^>]*>/g)?.find((each) => each.includes(` name="${name}"`))
  return /\svalue="([^"]*)"/.exec(tag ?? '')?.[1] ?? ''
}
