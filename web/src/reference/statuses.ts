// not translated in this file: words of the protocol
import type { LozengeKind } from '../ui'

const PHRASES: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  302: 'Found',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  429: 'Too Many Requests',
}

export function phraseOf(status: number): string {
  return PHRASES[status] ?? ''
}

/** The look of a status: done, come back later, wrong. */
export function kindOfStatus(status: number): LozengeKind {
  if (status < 400) return 'success'
  return status === 429 || status === 503 ? 'moved' : 'error'
}
