type Xml = string | number | boolean | readonly Element[]
/** XML as S3 writes it: elements of text or of further elements, in order. */
export type Element = readonly [name: string, content: Xml]

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/'

/** A whole document; `namespaced` for answers, not for errors. */
export function document([name, content]: Element, namespaced: boolean): string {
  const attribute = namespaced ? ` xmlns="${NAMESPACE}"` : ''
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${attribute}>${inner(content)}</${name}>`
}

function inner(content: Xml): string {
  if (typeof content !== 'object') return escape(String(content))
  return content.map(([name, value]) => `<${name}>${inner(value)}</${name}>`).join('')
}

function escape(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}
