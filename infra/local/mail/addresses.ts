import { type Address, addressParser } from 'postal-mime'
import { AwsError } from '../calls.ts'

// SES takes ASCII addresses only; other domains must arrive in punycode.
const LOCAL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/i
const DOMAIN =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i

const invalid = (message: string) => new AwsError('InvalidParameterValue', message)

/** The bare addresses of a parsed header. @throws AwsError InvalidParameterValue */
export function bare(addresses: readonly Address[] | undefined): string[] {
  return (addresses ?? [])
    .flatMap((entry) => entry.group ?? [entry])
    .map((entry) => check(entry.address ?? ''))
}

/** One address given as a request parameter, with or without a display name. @throws AwsError */
export function single(text: string): string {
  // A line break would let a parameter write headers of its own.
  if (/\p{Cc}/u.test(text)) throw invalid('Address contains control characters')
  const parsed = bare(addressParser(text, { flatten: true }))
  const [only] = parsed
  if (only === undefined || parsed.length > 1) throw invalid(`Illegal address: ${text}`)
  return only
}

function check(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 1) throw invalid("Missing final '@domain'")
  if (!LOCAL.test(address.slice(0, at))) {
    throw invalid('Local address contains control or whitespace')
  }
  if (!DOMAIN.test(address.slice(at + 1))) throw invalid('Domain contains illegal character')
  return address
}

/** The verified identity that lets SES send from `address`: itself, its domain or a domain above. */
export function identityOf(address: string, identities: readonly string[]): string | undefined {
  const [local, domain] = split(address)
  return identities.find((identity) => {
    const [name, host] = split(identity)
    if (name !== '') return name === local && host === domain
    return domain === host || domain.endsWith(`.${host}`)
  })
}

/** Domains compare without case, local parts with it. */
function split(address: string): [local: string, domain: string] {
  const at = address.lastIndexOf('@')
  return [address.slice(0, Math.max(at, 0)), address.slice(at + 1).toLowerCase()]
}
