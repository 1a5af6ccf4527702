export const signInPath = '/petugas/masuk'
export const deskPath = '/petugas'

/** A page of the staff site that somebody wants to come back to; anything else is the first page. */
export function wantedPage(address: string | null | undefined): string {
  const path = address ?? ''
  const known = /^\/petugas(?:\/[\w.-]+)*(?:\?[\w.~%&=+-]*)?$/.test(path) && path.length <= 300
  return known && !path.startsWith(signInPath) ? path : deskPath
}

/** Where to sign in, and to come back from there to the page that is wanted. */
export function signInFor(address: string): string {
  const page = wantedPage(address)
  const wanted = encodeURIComponent(page).replaceAll('%2F', '/')
  return page === deskPath ? signInPath : `${signInPath}?ke=${wanted}`
}
