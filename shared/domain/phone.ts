/**
 * An Indonesian telephone number as people type it (08…, 62…, +62…, (0281) 890…; spaces, dots,
 * dashes and brackets allowed) in E.164, or undefined when it cannot be one.
 */
export function parsePhone(text: string): string | undefined {
  const compact = text.replace(/[\s.\-()]/g, '')
  const national = /^(?:\+?62|0)([2-9]\d{6,11})$/.exec(compact)?.[1]
  return national === undefined ? undefined : `+62${national}`
}

/** Only mobile numbers (8…) have WhatsApp here. */
export function parseMobile(text: string): string | undefined {
  const phone = parsePhone(text)
  return phone?.startsWith('+628') && phone.length >= 12 ? phone : undefined
}
