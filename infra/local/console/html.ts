/** Text that is markup already; everything else that enters a template is escaped. */
export type Html = { readonly markup: string }

type Value = Html | string | number | readonly Value[] | undefined | false

/** Markup with every value escaped, for element text and quoted attributes alike. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const parts = strings.map(
    (text, index) => text + (index < values.length ? write(values[index]) : ''),
  )
  return { markup: parts.join('') }
}

function write(value: Value): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value))
  return 'markup' in value ? value.markup : value.map(write).join('')
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
