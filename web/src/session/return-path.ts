/** Where to go after signing in, from `?d=`. Only a path of this server: anything else becomes `/`. */
export function returnPath(search: string, origin: string = window.location.origin): string {
  const wanted = new URLSearchParams(search).get('d')
  if (!wanted?.startsWith('/')) return '/'
  let url: URL
  try {
    url = new URL(wanted, origin)
  } catch {
    return '/'
  }
  // «//evil.example» and «/\evil.example» are other hosts to a browser.
  if (url.origin !== origin || url.pathname.startsWith('/sign_in')) return '/'
  return url.pathname + url.search + url.hash
}

/** The sign-in address that comes back to `path`. */
export function signInPath(path: string): string {
  return path === '/' ? '/sign_in' : `/sign_in?d=${encodeURIComponent(path)}`
}

/** What comes with the address of the sign-in page when somebody was signed out in the middle of something. */
export const ENDED = { hasEnded: true }

export function hasEnded(): boolean {
  return (window.history.state as Partial<typeof ENDED> | null)?.hasEnded === true
}
