import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFStream,
  PDFString,
} from 'pdf-lib'

/** Actions (ISO 32000-2, 12.6.4) that run a program or script, send data or open other files. */
const activeActions = [
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'GoToR',
  'GoToE',
  'Rendition',
  'RichMediaExecute',
  'Sound',
  'Movie',
]

const activeAnnotations = ['RichMedia', '3D', 'Movie', 'Sound', 'Screen', 'FileAttachment']

/** Entries that only active or file-carrying documents have. */
const activeEntries = new Set(['JavaScript', 'EmbeddedFiles', 'XFA', 'RichMediaContent'])

const actionInText = new RegExp(`/S\\s*/(?:${activeActions.join('|')})(?![\\w.-])`)

/** No honest writer escapes a letter or digit of a name; those of JavaScript like to. */
const escapedLetter = /#(?:3[0-9]|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])/i

/** Whether the bytes, read as Latin-1, spell an active action, wherever the parser did not look. */
export const spellsAction = (text: string): boolean => actionInText.test(text)

/** Whether the object itself, without what it refers to, runs something or carries a file. */
export function isActive(object: PDFObject, context: PDFContext): boolean {
  // A bare name may be what an action's /S refers to.
  if (object instanceof PDFName) return isOneOf(object, activeActions)
  const pending = [object]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next instanceof PDFName && escapedLetter.test(next.decodeText())) return true
    if (next instanceof PDFArray) for (const item of next.asArray()) pending.push(item)
    if (next instanceof PDFStream) pending.push(next.dict)
    if (!(next instanceof PDFDict)) continue
    for (const [key, value] of next.entries()) {
      if (isActiveEntry(key.decodeText(), context.lookup(value))) return true
      pending.push(key, value)
    }
  }
  return false
}

function isActiveEntry(key: string, value: PDFObject | undefined): boolean {
  switch (key) {
    case 'S':
      return isOneOf(value, activeActions)
    case 'Subtype':
      return isOneOf(value, activeAnnotations)
    case 'Type':
      return isOneOf(value, ['EmbeddedFile'])
    case 'JS':
      return value instanceof PDFString || value instanceof PDFHexString
    case 'AA':
      return valuesOf(value).some((action) => action instanceof PDFDict && hasEntry(action, 'S'))
    case 'EF':
      return valuesOf(value).some((file) => file instanceof PDFStream)
    case 'OpenAction':
      return value instanceof PDFDict && !isOneOf(value.lookup(PDFName.of('S')), ['GoTo'])
    default:
      return activeEntries.has(key)
  }
}

/** The dictionary's values, followed where they are references. */
const valuesOf = (value: PDFObject | undefined): (PDFObject | undefined)[] =>
  value instanceof PDFDict ? value.keys().map((key) => value.lookup(key)) : []

const hasEntry = (dict: PDFDict, key: string): boolean => dict.has(PDFName.of(key))

const isOneOf = (value: PDFObject | undefined, names: readonly string[]): boolean =>
  value instanceof PDFName && names.includes(value.decodeText())
