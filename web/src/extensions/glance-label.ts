import DOMPurify from 'dompurify'

/** The line of a glance: bold and italic words, and nothing else. */
export function cleanLabel(html: string): string {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: ['b', 'strong', 'em', 'i'],
    ALLOWED_ATTR: [],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  })
}

export function labelText(html: string): string {
  return new DOMParser().parseFromString(cleanLabel(html), 'text/html').body.textContent ?? ''
}
