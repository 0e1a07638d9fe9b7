/**
 * Where an add-on wants the browser to go after it was installed or removed, and only as the server's answer to that
 * click says: nothing in the address of our page leads anywhere. Null for anything but a web address.
 */
export function webAddress(redirect: string | null): string | null {
  if (!redirect) return null
  try {
    const url = new URL(redirect)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
  } catch {
    return null
  }
}

/** Follows it. False: there is nowhere to go. */
export function follow(redirect: string | null, go: (to: string) => void = leave): boolean {
  const to = webAddress(redirect)
  if (to) go(to)
  return to !== null
}

function leave(to: string): void {
  window.location.assign(to)
}

/** The host of an address, for people. */
export function hostOf(address: string): string {
  try {
    return new URL(address).host || address
  } catch {
    return address
  }
}
