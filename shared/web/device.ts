/** The cookie by which a browser is known whose person has entered a code. */
export const deviceCookie = '__Host-perangkat'
/** A device or a session that the person did not ask to remember (seconds): one working day. */
export const sessionLifetime = 12 * 3600
/** A device that the person asked to remember (seconds): 90 days. */
export const rememberedLifetime = 90 * 24 * 3600

/** Edge and Opera also say Chrome, and Chrome says Safari: the order decides. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

/** Browser and system of a user agent in plain words, and no more: "Chrome di Android". */
export function deviceLabel(userAgent: string | undefined): string {
  const named = (list: typeof browsers): string | undefined =>
    list.find(([sign]) => sign.test(userAgent ?? ''))?.[1]
  return `${named(browsers) ?? 'Peramban lain'} di ${named(systems) ?? 'sistem lain'}`
}
