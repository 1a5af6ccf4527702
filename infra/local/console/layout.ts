import { createHash } from 'node:crypto'
import type { ConsoleHost } from './host.ts'
import { type Html, html } from './html.ts'
import type { Reply } from './reply.ts'
import { script } from './script.ts'
import { style } from './style.ts'
import { wibLong } from './time.ts'

const sections = [
  ['', 'Kotak surat'],
  ['jam', 'Jam'],
  ['proses', 'Proses'],
  ['jadwal', 'Jadwal'],
  ['surat-mati', 'Surat mati'],
  ['panggilan', 'Panggilan AWS'],
  ['catatan', 'Catatan'],
  ['data', 'Data'],
] as const

type Section = (typeof sections)[number][0]

export type Page = {
  title: string
  section: Section
  body: Html
  status?: number
  /** Path with query below `/_local/`, where the clock's buttons come back to. */
  path: string
  /** False for pages that are costly to make or being read: script leaves them as they are. */
  live?: boolean
}

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const POLICY = [
  "default-src 'none'",
  `style-src ${hash(style)}`,
  `script-src ${hash(script)}`,
  'img-src data:',
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

/** A whole page of the console. */
export function page(host: ConsoleHost, content: Page): Reply {
  const { title, section, body, path, status = 200, live = true } = content
  const document = html`<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Ruang kendali Siaran</title>
<link rel="icon" href="data:,">
<style>${{ markup: style }}</style>
</head>
<body>
<a class="skip" href="#isi">Langsung ke isi</a>
<header>
<div class="bar">
<div class="brand"><strong>Ruang kendali Siaran</strong>
<span>Hanya di komputer ini. <a href="${host.siteOrigin}/" target="_blank" rel="noopener">Buka situs layanan</a></span></div>
<nav aria-label="Bagian">${sections.map(
    ([name, label]) =>
      html`<a href="/_local/${name}"${name === section && html` aria-current="page"`}>${label}</a>`,
  )}</nav>
</div>
${clockBar(host.clock.now(), path)}
</header>
<main id="isi"${live && html` data-live`}>
<h1>${title}</h1>
${body}
</main>
<script>${{ markup: script }}</script>
</body>
</html>
`
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      // Not no-referrer: with it a browser sends `Origin: null` on the console's own forms.
      'referrer-policy': 'same-origin',
    },
    body: document.markup,
  }
}

function clockBar(now: number, path: string): Html {
  return html`<div class="clock">
<div id="sekarang" data-live>Sekarang <time datetime="${new Date(now).toISOString()}">${wibLong(now)}</time></div>
<form method="post" action="/_local/jam"><input type="hidden" name="kembali" value="${path}">
<button name="langkah" value="jam">+1 jam</button>
<button name="langkah" value="hari">+1 hari</button>
<button name="langkah" value="kerja">Hari kerja berikutnya pukul 09.00</button>
</form>
</div>`
}

/** What stands where a list has nothing yet. */
export const empty = (title: string, hint: string): Html =>
  html`<div class="empty"><strong>${title}</strong>${hint}</div>`

/** Anything as indented JSON. */
export const pretty = (value: unknown): Html =>
  html`<pre>${JSON.stringify(value, undefined, 2) ?? 'tidak ada'}</pre>`
