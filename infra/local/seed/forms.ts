/** A form as its page offers it: what a browser would post if nothing were typed. */
export type Form = {
  /** Absolute address. */
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
}

type Tag = { name: string; attributes: Map<string, string>; end: number }

const TAG =
  /<(\/?[a-z][a-z0-9]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/gi
const ATTRIBUTE = /([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g

/** The forms of a page. Reads the markup of well-formed pages, not of the web at large. */
export function formsOf(markup: string, url: string): Form[] {
  return [...tagsOf(markup)]
    .filter(({ name }) => name === 'form')
    .map(({ attributes, end }) => ({
      action: new URL(attributes.get('action') ?? '', url).href,
      fields: fieldsOf(upTo(markup, end, '</form>')),
    }))
}

function fieldsOf(markup: string): [name: string, value: string][] {
  return [...tagsOf(markup)].flatMap(({ name: tag, attributes, end }) => {
    const name = attributes.get('name')
    if (name === undefined || attributes.has('disabled')) return []
    const entry = (value: string): [string, string][] => [[name, value]]
    if (tag === 'input') return isPosted(attributes) ? entry(valueOf(attributes)) : []
    if (tag === 'textarea') return entry(textIn(upTo(markup, end, '</textarea>')))
    if (tag === 'select') return entry(chosenIn(upTo(markup, end, '</select>')))
    return []
  })
}

/** The targets of a page's links whose text is `label`. */
export function linksOf(markup: string, label: string): string[] {
  return [...tagsOf(markup)].flatMap(({ name, attributes, end }) => {
    const href = attributes.get('href')
    if (name !== 'a' || href === undefined) return []
    return plain(upTo(markup, end, '</a>')) === label ? [href] : []
  })
}

/** What a page complains about: the links of its error summary, which lead to its fields. */
export function complaintsOf(markup: string): string[] {
  return [...markup.matchAll(/<a\b[^>]*href="#[^"]+"[^>]*>([^<]+)<\/a>/g)].map(([, text = '']) =>
    plain(text),
  )
}

function* tagsOf(markup: string): Generator<Tag> {
  for (const match of markup.matchAll(TAG)) {
    const attributes = new Map<string, string>()
    for (const [, name = '', ...values] of (match[2] ?? '').matchAll(ATTRIBUTE)) {
      attributes.set(name.toLowerCase(), decode(values.find((value) => value !== undefined) ?? ''))
    }
    yield { name: (match[1] ?? '').toLowerCase(), attributes, end: match.index + match[0].length }
  }
}

/** What stands between `from` and the closing tag. */
function upTo(markup: string, from: number, close: string): string {
  const end = markup.indexOf(close, from)
  return markup.slice(from, end < 0 ? undefined : end)
}

/** A box posts `on` when it names no value. */
function valueOf(attributes: Tag['attributes']): string {
  const box = ['checkbox', 'radio'].includes(attributes.get('type') ?? '')
  return attributes.get('value') ?? (box ? 'on' : '')
}

function isPosted(attributes: Tag['attributes']): boolean {
  const type = attributes.get('type') ?? 'text'
  if (type === 'checkbox' || type === 'radio') return attributes.has('checked')
  return !['file', 'submit', 'button', 'reset', 'image'].includes(type)
}

/** The chosen option, or the first while none is chosen. */
function chosenIn(markup: string): string {
  const options = [...tagsOf(markup)].filter(({ name }) => name === 'option')
  const chosen = options.find(({ attributes }) => attributes.has('selected')) ?? options[0]
  return chosen?.attributes.get('value') ?? ''
}

/** A line break right behind the tag is not part of the text. */
const textIn = (markup: string): string => decode(markup.replace(/^\r?\n/, ''))

const plain = (markup: string): string =>
  decode(markup.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

function decode(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi,
    (whole: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole
      return String.fromCodePoint(Number.parseInt(decimal ?? hex ?? '', decimal ? 10 : 16))
    },
  )
}
