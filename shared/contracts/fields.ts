import * as z from 'zod/mini'

/** Line ends become \n; other control characters, which no keyboard makes, vanish. */
const clean = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(
      /[\u0000-\u0009\u000B-\u001F\u007F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g,
      ' ',
    )
    .trim()

const oneLine = (text: string): string => clean(text).replace(/\s*\n\s*/g, ' ')

/** A line that must be given; `ask` says what to fill in. */
export const required = (ask: string, max: number) => given(oneLine, ask, max)

/** The same for a text of several lines. */
export const requiredText = (ask: string, max: number) => given(clean, ask, max)

const given = (tidy: (text: string) => string, ask: string, max: number) =>
  z.pipe(
    z.pipe(z._default(z.string(), ''), z.transform(tidy)),
    z
      .string()
      .check(
        z.minLength(1, ask),
        z.maxLength(max, `Persingkat hingga paling banyak ${max} karakter.`),
      ),
  )

/** A line where nothing may be given: '' becomes absent. */
export const optional = (max: number) => absentWhenEmpty(oneLine, max)

/** The same for a text of several lines. */
export const optionalText = (max: number) => absentWhenEmpty(clean, max)

const absentWhenEmpty = (tidy: (text: string) => string, max: number) =>
  z.pipe(
    z.pipe(z._default(z.string(), ''), z.transform(tidy)),
    z.pipe(
      z.string().check(z.maxLength(max, `Persingkat hingga paling banyak ${max} karakter.`)),
      z.transform((text) => (text === '' ? undefined : text)),
    ),
  )

/** One of a closed list. */
export const choice = <const T extends readonly string[]>(values: T, ask: string) =>
  z.enum(values, ask)

/** A required text that `parse` turns into a value; undefined from it is the refusal `ask`. */
export const parsed = <T>(parse: (text: string) => T | undefined, ask: string, max = 60) =>
  z.pipe(
    required(ask, max),
    z.transform((text, context) => {
      const value = parse(text)
      if (value !== undefined) return value
      context.issues.push({ code: 'custom', message: ask, input: text })
      return z.NEVER
    }),
  )

/** The same, absent when nothing is given. */
export const optionallyParsed = <T>(
  parse: (text: string) => T | undefined,
  ask: string,
  max = 60,
) =>
  z.pipe(
    optional(max),
    z.transform((text, context) => {
      if (text === undefined) return undefined
      const value = parse(text)
      if (value !== undefined) return value
      context.issues.push({ code: 'custom', message: ask, input: text })
      return z.NEVER
    }),
  )

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/
/** A date as a browser's date field sends it, or as people type it (23-11-2026, 23/11/2026). */
export function parseDate(text: string): string | undefined {
  const local = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text)
  const iso = local
    ? `${local[3]}-${local[2]?.padStart(2, '0')}-${local[1]?.padStart(2, '0')}`
    : text
  if (!isoDate.test(iso)) return undefined
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined
}

/** A time of day: 09:00, 9.00, 09.00. */
export function parseTime(text: string): string | undefined {
  const match = /^(\d{1,2})[:.](\d{2})$/.exec(text)
  if (!match || Number(match[1]) > 23 || Number(match[2]) > 59) return undefined
  return `${match[1]?.padStart(2, '0')}:${match[2]}`
}

/** A number of people; the Indonesian thousands separator is a dot (1.641 = 1641). */
export function parseCount(text: string): number | undefined {
  const digits = /^\d{1,3}(?:[. ]\d{3})+$|^\d{1,6}$/.test(text)
    ? Number(text.replace(/[. ]/g, ''))
    : 0
  return digits >= 1 && digits <= 100_000 ? digits : undefined
}

/** Characters of a link as it is kept: letters outside ASCII grow to escapes. */
const longestLink = 500

/** An https (or http) address without user name or password, which would disguise its host. */
export function parseLink(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const safe =
    url &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    !`${url.username}${url.password}`
  return safe && url.hostname.includes('.') && url.href.length <= longestLink ? url.href : undefined
}
