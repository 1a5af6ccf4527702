import type { ComponentChildren, VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Office } from '../contracts/office.ts'
import { assetUrl } from './assets.ts'
import { BackLink, type BackLinkProps } from './components/back-link.tsx'
import { SiteFooter } from './components/site-footer.tsx'
import { type Section, SiteHeader } from './components/site-header.tsx'

export type PageProps = {
  /** What this page is, without the service's name. */
  readonly title: string
  readonly office: Office
  readonly children: ComponentChildren
  readonly back?: BackLinkProps
  /** text (default): one column to read · wide: lists and tables · bleed: sections of full width. */
  readonly width?: 'text' | 'wide' | 'bleed'
  /** The part of the site that the menu marks. */
  readonly section?: Section
  /** Browser scripts by logical name, e.g. request-form.js; every page works without them. */
  readonly scripts?: readonly string[]
  readonly signedInAs?: string
  /** Another head than the public site's. */
  readonly header?: VNode
  /** Something on the page has to be corrected: the title says so first. */
  readonly hasErrors?: boolean
}

/** A complete document. No style attribute, inline script or foreign host: the CSP forbids them. */
export function Page(props: PageProps) {
  const { office } = props
  return (
    <html lang="id">
      <Head {...props} />
      <body class="govuk-template__body">
        <a href="#isi" class="govuk-skip-link">
          Langsung ke isi
        </a>
        {props.header ?? (
          <SiteHeader
            office={office}
            {...(props.section && { section: props.section })}
            {...(props.signedInAs && { signedInAs: props.signedInAs })}
          />
        )}
        <PageBody {...props} />
        <SiteFooter office={office} />
      </body>
    </html>
  )
}

function Head({ title, office, scripts = [], hasErrors }: PageProps) {
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${hasErrors ? 'Kesalahan: ' : ''}${title} – Siaran ${office.shortName}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="theme-color" content="#0a3d72" />
      <link rel="icon" href={assetUrl('favicon.svg')} type="image/svg+xml" />
      <link
        rel="preload"
        href={assetUrl('font.woff2')}
        as="font"
        type="font/woff2"
        crossorigin="anonymous"
      />
      <link rel="stylesheet" href={assetUrl('siaran.css')} />
      {scripts.map((name) => (
        <script key={name} type="module" src={assetUrl(name)} />
      ))}
    </head>
  )
}

function PageBody({ back, width = 'text', children }: PageProps) {
  if (width === 'bleed') {
    return (
      <main class="page" id="isi">
        {children}
      </main>
    )
  }
  return (
    <div class="page">
      <div class="govuk-width-container">
        {back ? (
          <nav aria-label="Halaman sebelumnya">
            <BackLink {...back} />
          </nav>
        ) : undefined}
        <main class={`govuk-main-wrapper${width === 'text' ? ' page--text' : ''}`} id="isi">
          {children}
        </main>
      </div>
    </div>
  )
}

/** The document as text, ready to be sent. */
export const renderPage = (page: VNode): string => `<!DOCTYPE html>${renderToString(page)}`
