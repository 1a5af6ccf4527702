import type { Challenge } from 'altcha-lib/types'
import { HtmlValidate } from 'html-validate'
import { describe, expect, it } from 'vitest'
import { LetterPage } from '../../functions/requests/letter.page.tsx'
import {
  RequestFormPage,
  type RequestFormPageProps,
} from '../../functions/requests/request-form.page.tsx'
import { checkRequestForm, requestFields } from '../../shared/contracts/request-form.ts'
import { renderPage } from '../../shared/web/layout.tsx'
import { demoOffice as office } from './demo-office.ts'
import { parts } from './govuk-fixtures.ts'
import { today, typedRequest } from './typed-request.ts'

const validator = new HtmlValidate({ extends: ['html-validate:standard'] })

const challenge: Challenge = {
  parameters: {
    algorithm: 'PBKDF2/SHA-256',
    nonce: '00',
    salt: '00',
    cost: 1,
    keyLength: 32,
    keyPrefix: '00',
  },
}

const formPage = (shown: Partial<RequestFormPageProps> = {}): string => {
  const tokens = { csrf: 'token', draft: 'signed-draft', ticket: undefined, challenge }
  const blank = { office, today, typed: {}, errors: [], notice: undefined }
  return renderPage(<RequestFormPage {...tokens} {...blank} {...shown} />)
}

const errorsOf = (typed: RequestFormPageProps['typed']) => {
  const checked = checkRequestForm(typed, today)
  return checked.ok ? [] : checked.errors
}

const ticket = (answer: Record<string, string>) => ({
  url: 'https://letters.example.com/',
  fields: { key: 'incoming/VC-2026-AB12CD3/x', policy: 'e30=', ...answer },
})

const letterPage = () =>
  renderPage(
    <LetterPage
      office={office}
      reference="VC-2026-AB12CD3"
      upload={ticket({ success_action_redirect: 'https://site.example.id/permohonan/x' })}
      scripted={ticket({ success_action_status: '201' })}
    />,
  )

const pages: readonly (readonly [string, string])[] = [
  ['the empty form', formPage()],
  ['a form full of errors', formPage({ errors: errorsOf({}) })],
  ['a form to be sent again', formPage({ typed: typedRequest, notice: 'stale' })],
  ['the letter page', letterPage()],
]

describe('the applicant’s pages', () => {
  it.each(pages)('are valid HTML: %s', async (_, html) => {
    const { results } = await validator.validateString(html)
    expect(results.flatMap(({ messages }) => messages)).toEqual([])
  })

  it.each(pages)('hold nothing that the CSP forbids: %s', (_, html) => {
    expect(html).not.toMatch(/\sstyle=|<style|\son\w+=|<script(?![^>]* src=)/)
  })

  it.each(pages)('carry the error markup for scripts to copy: %s', (_, html) => {
    expect(html).toMatch(/<template data-error-summary="true"><div class="govuk-error-summary"/)
    expect(html).toMatch(/<template data-error-message="true"><p id="\w+" class="govuk-error-mes/)
  })
})

describe('the request form’s page', () => {
  it('asks every field of the schema, in its order, and sends its tokens with them', () => {
    const names = [...formPage().matchAll(/<(?:input|select|textarea)\b[^>]* name="(\w+)"/g)]
    const tokens = ['csrf', 'draft', 'proof', 'website']
    expect([...new Set(names.map(([, name]) => name))]).toEqual([...tokens, ...requestFields])
    expect(formPage()).toContain('name="draft" value="signed-draft"')
  })

  it('lets script check what the browser would, and is a plain form without it', () => {
    expect(formPage()).toMatch(
      /<form method="post" action="\/permohonan"[^>]* novalidate[^>]* data-today="2026-11-23"/,
    )
  })

  it('gives the first control of each field the field’s name as id, for errors to link to', () => {
    for (const field of requestFields) {
      expect(formPage()).toMatch(new RegExp(`<(?:input|select|textarea)\\b[^>]* id="${field}"`))
    }
  })

  it('shows each error at its field and in the summary', () => {
    const errors = errorsOf({})
    const html = formPage({ errors })
    for (const { field, message } of errors) {
      expect(html).toContain(`<a href="#${field}">${message}</a>`)
      expect(html).toMatch(new RegExp(`aria-describedby="[^"]*\\b${field}-error"`))
      expect(html).toContain(`id="${field}-error"`)
    }
    expect(html).toContain('<title>Kesalahan: ')
  })

  it('keeps everything that was typed, each in the control that shows it', () => {
    const html = formPage({ typed: typedRequest })
    const controls = parts(html).filter((part) => /^<(?:input|option)/.test(part))
    const holds = (field: string, value: string, mark: RegExp) =>
      controls.some(
        (part) => part.includes(`value="${value}"`) && part.includes(field) && mark.test(part),
      )
    const picked = ['service', 'host', 'recording', 'visibility', 'endorsement', 'equipment']
    for (const [field, typed] of Object.entries(typedRequest)) {
      if (field === 'agenda' || field === 'applicantKind') continue
      const mark = [...picked, 'untitled', 'truthful', 'privacyRead'].includes(field)
        ? / checked/
        : /^/
      for (const value of [typed].flat()) expect(holds(field, value, mark)).toBe(true)
    }
    expect(html).toMatch(/<option[^>]* selected[^>]*>OPD/)
    expect(html).toContain('Pembukaan\r\nPaparan</textarea>')
    expect(html.match(/ checked/g)).toHaveLength(10)
  })

  it('gives date and time fields what they can show', () => {
    const html = formPage({
      typed: { eventDate: '2-12-2026', startTime: '9.00', endTime: 'siang' },
    })
    expect(html).toMatch(/id="eventDate"[^>]* value="2026-12-02"/)
    expect(html).toMatch(/id="startTime"[^>]* value="09:00"/)
    expect(html).toMatch(/id="endTime"[^>]* value="siang"/)
  })

  it('writes what was typed as text, whatever it is', () => {
    const payload = '"><script>alert(1)</script></textarea>'
    const typed = Object.fromEntries(requestFields.map((field) => [field, payload]))
    const html = formPage({ typed, errors: errorsOf(typed) })
    expect(html).not.toContain('<script>')
    expect(html.match(/<\/textarea>/g)).toHaveLength(1)
  })

  it.each(['foreign', 'stale'] as const)(
    'says after a %s post that nothing is lost and what to press',
    (notice) => {
      const html = formPage({ typed: typedRequest, notice })
      expect(html).toContain('Semua isian Anda masih ada')
      expect(html).toContain('href="#kirim"')
      expect(html).toContain('<title>Kesalahan: ')
    },
  )

  it('tells script to bring typed answers back only where the server shows none', () => {
    expect(formPage()).toContain('data-blank')
    expect(formPage({ typed: typedRequest })).not.toContain('data-blank')
  })

  it('opens the privacy notice beside the form', () => {
    expect(formPage()).toContain('href="/privasi" target="_blank" rel="noopener"')
  })
})

describe('the letter page', () => {
  it('posts the file last, after exactly the fields of the plain form’s ticket', () => {
    const form = /<form method="post" action="https:\/\/letters.*?<\/form>/s.exec(letterPage())?.[0]
    const names = [...(form ?? '').matchAll(/ name="([^"]+)"/g)].map(([, name]) => name)
    expect(names).toEqual(['key', 'policy', 'success_action_redirect', 'file'])
    expect(form).toContain('enctype="multipart/form-data"')
  })

  it('hands script its own ticket, the limit, the way on and the server’s words', () => {
    const html = letterPage()
    const data = (name: string) =>
      new RegExp(` data-${name}="([^"]*)"`).exec(html)?.[1]?.replaceAll('&quot;', '"')
    expect(JSON.parse(data('ticket') ?? '')).toEqual(ticket({ success_action_status: '201' }))
    expect(data('max-bytes')).toBe('10485760')
    expect(data('next')).toBe('/permohonan/VC-2026-AB12CD3')
    expect(Object.keys(JSON.parse(data('faults') ?? ''))).toEqual([
      'empty',
      'too-large',
      'wrong-type',
    ])
  })
})
