const year = 365 * 24 * 3600

/** Which of the headers that every answer of ours carries are absent or too weak. */
export function headerFindings(headers: Readonly<Record<string, string>>): readonly string[] {
  const policy = (headers['content-security-policy'] ?? '').split(/;\s*/)
  const lasting = /max-age=(\d+)/.exec(headers['strict-transport-security'] ?? '')?.[1]
  const demands = {
    'CSP default-src': policy.includes("default-src 'none'"),
    'CSP frame-ancestors': policy.includes("frame-ancestors 'none'"),
    'CSP base-uri': policy.includes("base-uri 'none'"),
    'CSP unsafe': !policy.some((rule) => /unsafe|\*|data:/.test(rule)),
    HSTS: Number(lasting) >= year,
    nosniff: headers['x-content-type-options'] === 'nosniff',
    'no-referrer': headers['referrer-policy'] === 'no-referrer',
  }
  return Object.entries(demands).flatMap(([demand, met]) => (met ? [] : [`header: ${demand}`]))
}
