import * as z from 'zod/mini'

const text = z.string().check(z.minLength(1), z.maxLength(2048))
const resourceId = z.string().check(z.minLength(1), z.maxLength(64))

/** Scheme, host and port alone; without TLS only on this machine, as credentials are sent there. */
const origin = text.check(
  z.refine((value) => {
    if (!URL.canParse(value)) return false
    const { protocol, hostname, origin: own } = new URL(value)
    const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
    return own === value && (protocol === 'https:' || (protocol === 'http:' && loopback))
  }),
)
/** Where a provider is, if not at its public place: Zoom for Government has hosts of its own. */
const origins = z.optional(z.strictObject({ auth: origin, api: origin }))

/**
 * The content of the stage's provider secret (JSON). A provider that is not in it is not used: its
 * links are made by hand.
 */
const ProviderCredentials = z.strictObject({
  /** What AWS fills a new secret with: no secret is in the template. */
  placeholder: z.optional(text),
  zoom: z.optional(
    z.strictObject({
      /** Of a server-to-server OAuth app (Zoom App Marketplace). */
      accountId: text,
      clientId: text,
      clientSecret: text,
      /** The user in Zoom (e-mail address or id) of each resource of kind 'account'. */
      users: z.record(resourceId, text),
      origins,
    }),
  ),
  youtube: z.optional(
    z.strictObject({
      /** Of an OAuth client in the Google Cloud project. */
      clientId: text,
      clientSecret: text,
      /** The refresh token (scope youtube) of each resource of kind 'channel'. */
      channels: z.record(resourceId, text),
      origins,
    }),
  ),
})
export type ProviderCredentials = z.output<typeof ProviderCredentials>
export type ZoomCredentials = NonNullable<ProviderCredentials['zoom']>
export type YouTubeCredentials = NonNullable<ProviderCredentials['youtube']>

/** @throws Error that names the wrong fields and none of their values */
export function credentialsOf(secret: string): ProviderCredentials {
  const parsed = ProviderCredentials.safeParse(jsonOf(secret))
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'JSON')
  throw new Error(`The provider secret is not right: ${[...new Set(fields)].join(', ')}.`)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message would quote the secret.
    return undefined
  }
}
