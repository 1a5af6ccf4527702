import { cookie, type WebAnswer, type WebEvent } from './http.ts'

/**
 * Cookies of which a browser gets one for each case or link, and how many of them it may keep. HTTP
 * APIs take 10,240 bytes of headers and refuse everything beyond (431): nine links of some 350
 * bytes, six cases and one kept form of at most 3,800 leave room for the rest. Who comes back to an
 * older page opens it anew, from the e-mail or with the code.
 */
const families: readonly (readonly [prefix: string, most: number])[] = [
  ['__Host-tindak-', 9],
  ['__Host-permohonan-', 6],
  ['__Host-isian-', 1],
]

const nameOf = (line: string): string => line.slice(0, line.indexOf('='))

/**
 * The cookies of an answer, with the browser's oldest ones ended where a new one finds no room.
 * Browsers send the oldest first (RFC 6265 §5.4).
 */
export function withRoom(
  { cookies: sent = [] }: Pick<WebEvent, 'cookies'>,
  { cookies: set = [] }: WebAnswer,
): string[] {
  const named = new Set(set.map(nameOf))
  const ended = families.flatMap(([prefix, most]) => {
    const fresh = [...named].filter((name) => name.startsWith(prefix)).length
    if (fresh === 0) return []
    const others = sent.map(nameOf).filter((name) => name.startsWith(prefix) && !named.has(name))
    return others.slice(0, Math.max(0, others.length + fresh - most))
  })
  return [...ended.map((name) => cookie(name, '', 0)), ...set]
}
