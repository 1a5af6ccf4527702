import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { HtmlValidate } from 'html-validate'
import { describe, expect, it } from 'vitest'
import { makeAssets } from '../../functions/site/assets.ts'
import { makeNotFound } from '../../functions/site/not-found.ts'
import { makePages } from '../../functions/site/pages.ts'
import { standard } from '../../shared/domain/standard.ts'
import { Page, renderPage } from '../../shared/web/layout.tsx'
import { demoOffice } from './demo-office.ts'

const office = demoOffice
const event = (rawPath: string, more: object = {}) =>
  ({ rawPath, headers: {}, ...more }) as APIGatewayProxyEventV2

const validator = new HtmlValidate({ extends: ['html-validate:standard'] })

describe('the pages that are the same for everyone', () => {
  const pages = makePages({ office })
  const addresses = ['/', '/standar-pelayanan', '/privasi']

  it.each(addresses)('answers %s with valid HTML', async (address) => {
    const answer = await pages(event(address))
    const report = await validator.validateString(answer.body ?? '')
    expect(answer.statusCode).toBe(200)
    expect(report.results.flatMap((result) => result.messages)).toEqual([])
  })

  it.each(addresses)(
    'holds on %s nothing that the CSP forbids, and no foreign host',
    async (address) => {
      const { body = '' } = await pages(event(address))
      expect(body).not.toMatch(/\sstyle=|<style|\son\w+=|<script(?![^>]* src=)/)
      expect(body).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\//)
    },
  )

  it('leads from the home page to the form, the status and the standard', async () => {
    const { body = '' } = await pages(event('/'))
    for (const address of ['/permohonan', '/lacak', '/standar-pelayanan', '/privasi']) {
      expect(body).toContain(`href="${address}"`)
    }
  })

  it('prints all fourteen components and the complaint limits of the standard', async () => {
    const { body = '' } = await pages(event('/standar-pelayanan'))
    for (const { id } of [...standard.delivery, ...standard.management]) {
      expect(body).toContain(`id="${id}"`)
    }
    for (const { workingDays } of Object.values(standard.complaints.answer)) {
      expect(body).toContain(`${workingDays} hari kerja`)
    }
  })

  it('answers an address it does not know with a page that says what to do', async () => {
    const notFound = await makeNotFound({ office })(event('/tidak-ada'))
    expect(notFound.statusCode).toBe(404)
    expect(notFound.body).toContain('href="/"')
    expect((await pages(event('/lain'))).statusCode).toBe(404)
  })
})

describe('the layout', () => {
  it('says first in the title that something has to be corrected', () => {
    const html = renderPage(
      <Page title="Ajukan permohonan" office={office} hasErrors scripts={['form.js']}>
        <h1>Ajukan permohonan</h1>
      </Page>,
    )
    expect(html).toContain('<title>Kesalahan: Ajukan permohonan – Siaran Dinkominfo</title>')
    expect(html).toContain('<script type="module" src="/aset/form.js"></script>')
    expect(html).toMatch(/^<!DOCTYPE html><html lang="id">/)
  })

  it('begins with a link to the content and marks the part of the site', () => {
    const html = renderPage(
      <Page title="Status" office={office} section="track" back={{ href: '/' }} signedInAs="Sri">
        <h1>Status</h1>
      </Page>,
    )
    expect(html).toMatch(/<body[^>]*><a href="#isi"/)
    expect(html).toMatch(/<main[^>]* id="isi"/)
    expect(html).toContain('<a href="/lacak" aria-current="true">')
    expect(html).toContain('Masuk sebagai Sri')
  })
})

const text = (body: string | undefined) => Buffer.from(body ?? '', 'base64').toString()

describe('static files', () => {
  const files = new Map([
    ['siaran.0a.css', 'body{}'],
    ['siaran.0a.css.br', 'brotli'],
    ['siaran.0a.css.gz', 'gzip'],
    ['font.0b.woff2', 'font'],
    ['secret.txt', 'no'],
  ])
  const readAsset = async (name: string) => {
    const content = files.get(name)
    return content === undefined ? undefined : Buffer.from(content)
  }
  const get = (file: string, accepted = '') =>
    makeAssets({ office, readAsset })(
      event(`/aset/${file}`, {
        pathParameters: { file },
        headers: { 'accept-encoding': accepted },
      }),
    )
  it.each([
    ['br, gzip', 'br', 'brotli'],
    ['gzip, deflate', 'gzip', 'gzip'],
    ['', undefined, 'body{}'],
  ])('answers a browser that accepts “%s” with %s', async (accepted, encoding, content) => {
    const answer = await get('siaran.0a.css', accepted)
    expect(answer.headers?.['content-encoding']).toBe(encoding)
    expect(answer.headers?.['content-type']).toBe('text/css; charset=utf-8')
    expect(text(answer.body)).toBe(content)
  })

  it('sends a file that was not worth packing as it is', async () => {
    const answer = await get('font.0b.woff2', 'br')
    expect(answer.headers).toMatchObject({ 'content-type': 'font/woff2', vary: 'accept-encoding' })
    expect(answer.headers).not.toHaveProperty('content-encoding')
  })

  it('lets a browser keep them for ever', async () => {
    const answer = await get('siaran.0a.css')
    expect(answer.headers?.['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it.each(['gone.css', '../siaran.0a.css', 'siaran.0a.css.br', 'secret.txt', '', 'css'])(
    'answers “%s” with the not-found page',
    async (file) => {
      const answer = await get(file, 'br')
      expect(answer.statusCode).toBe(404)
      expect(answer.headers?.['content-type']).toContain('text/html')
    },
  )
})
