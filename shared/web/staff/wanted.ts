export const signInPath = '/petugas/masuk'
export const deskPath = '/petugas'

/** Where to sign in, and to come back from there to `wanted`. */
export const signInFor = (wanted: string): string =>
  wanted === deskPath ? signInPath : `${signInPath}?ke=${encodeURIComponent(wanted)}`

/** A page of the staff site that somebody wants to come back to; anything else is the first page. */
export function wantedPage(address: string | null | undefined): string {
  const path = address ?? ''
  const known = /^\/petugas(?:\/[\w.-]+)*(?:\?[\w.~%&=+-]*)?$/.test(path) && path.length <= 300
  return known && !path.startsWith(signInPath) ? path : deskPath
}
