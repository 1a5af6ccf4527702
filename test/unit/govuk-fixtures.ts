import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../node_modules/govuk-frontend/dist/govuk', import.meta.url))

/** The HTML that govuk-frontend's own template makes of its options. */
function fixture(component: string, name: string): string {
  const path = `${root}/components/${component}/fixtures.json`
  const { fixtures } = JSON.parse(readFileSync(path, 'utf8')) as {
    fixtures: { name: string; html: string }[]
  }
  const found = fixtures.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`govuk-frontend has no fixture ${component}: ${name}`)
  return found.html
}

/** What only govuk's script reads, and the words our pages say in Indonesian. */
const foreign =
  / (?:data-module|data-aria-controls|draggable|role)="(?:govuk-\w[\w-]*|conditional-[\w-]+|false|button)"/g
const words: readonly (readonly [string, string])[] = [
  ['Error:', 'Kesalahan:'],
  ['>Warning<', '>Peringatan<'],
  ['There is a problem', 'Ada yang perlu diperbaiki'],
  ['>Important<', '>Penting<'],
  ['>Success<', '>Berhasil<'],
]

/** govuk's fixture as ours should look: without its script's hooks, in our words. */
export function expectedHtml(component: string, name: string): string[] {
  const tight = fixture(component, name)
    .replace(foreign, '')
    .replace(/>\s+/g, '>')
    .replace(/\s+</g, '<')
  return parts(words.reduce((html, [theirs, ours]) => html.replaceAll(theirs, ours), tight))
}

/** HTML as a list of tags (attributes in alphabetical order) and texts without outer space. */
export function parts(html: string): string[] {
  const found: string[] = []
  for (const [part] of html.matchAll(/<[^>]+>|[^<]+/g)) {
    const piece = part.startsWith('<') ? tag(part) : part.replace(/\s+/g, ' ').trim()
    if (piece !== '') found.push(piece)
  }
  return found
}

function tag(source: string): string {
  const [, name = '', rest = ''] = /^<(\/?[\w-]+)([^]*?)\/?>$/.exec(source) ?? []
  const attributes = [...rest.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(
    ([, attribute = '', value = '']) => `${attribute.toLowerCase()}="${value}"`,
  )
  return `<${[name, ...attributes.sort()].join(' ')}>`
}
