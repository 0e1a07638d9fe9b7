import DOMPurify from 'dompurify'
import { setStyleAside } from '../messages/inert-html'

/** The line of a glance: bold and italic words, and nothing else. */
export function cleanLabel(html: string): string {
  return DOMPurify.sanitize(setStyleAside(html), {
    ALLOWED_TAGS: ['b', 'strong', 'em', 'i'],
    ALLOWED_ATTR: [],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  })
}
