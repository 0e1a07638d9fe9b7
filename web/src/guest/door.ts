/** The link by which this tab came in, so that a visit that ends leads back to it instead of to the sign-in page. */

const NAME = 'chinwag.guest-door'

export function keepDoor(token: string): void {
  try {
    sessionStorage.setItem(NAME, token)
  } catch {
    // A private window: the sign-in page it is.
  }
}

export function guestDoor(): string | null {
  try {
    const token = sessionStorage.getItem(NAME)
    return token ? `/g/${encodeURIComponent(token)}` : null
  } catch {
    return null
  }
}

export function forgetDoor(): void {
  try {
    sessionStorage.removeItem(NAME)
  } catch {
    // Nothing was kept.
  }
}
