import { type Message, msg, t } from '../i18n'

/** What the server refused, in its own words; or that there was no answer at all (`status` 0). */
export class ApiError extends Error {
  override name = 'ApiError'

  constructor(
    message: string,
    readonly status: number,
    /** The field of the form that is wrong, when the server knows it. */
    readonly field: string | null = null,
    /** Seconds to wait before another try, from `Retry-After`. */
    readonly retryAfter: number | null = null,
  ) {
    super(message)
  }

  /** No answer: the network, or the server is away. The same request may work later. */
  get isOffline(): boolean {
    return this.status === 0
  }

  /** Worth another try by itself: no answer, too many requests, or trouble on the server's side. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 408 || this.status >= 500
  }
}

const BY_STATUS: Record<number, Message> = {
  401: msg('You are signed out. Sign in again.'),
  403: msg('You are not allowed to do that.'),
  404: msg('That does not exist, or you cannot see it.'),
  413: msg('That is too large.'),
  429: msg('Too many requests. Wait a moment and try again.'),
  503: msg('The server is busy. Try again in a moment.'),
}

/** The sentence for people: the server's own, else one for the status. */
function sentenceFor(status: number): string {
  const known = BY_STATUS[status]
  if (known) return t(known)
  return t('The server answered {status}. Try again; if it stays, tell your administrator.', { status })
}

interface Envelope {
  message?: unknown
  field?: unknown
  validation?: unknown
}

/** Reads HipChat's error envelope `{"error": {"code", "type", "message"}}`, whichever form `message` has. */
export function errorFrom(status: number, body: unknown, retryAfter: string | null): ApiError {
  const error = envelopeIn(body)
  const seconds = retryAfter && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null
  const field = fieldOf(error)
  const said = typeof error.message === 'string' ? error.message : detailOf(error.message)
  return new ApiError(said || sentenceFor(status), status, field, seconds)
}

function envelopeIn(body: unknown): Envelope {
  if (typeof body !== 'object' || body === null || !('error' in body)) return {}
  return typeof body.error === 'object' && body.error !== null ? body.error : {}
}

/** HipChat's validation errors carry an object `{field, validation}` in place of the text. */
function detailOf(message: unknown): string {
  if (typeof message !== 'object' || message === null) return ''
  const { field, validation } = message as Envelope
  if (typeof validation !== 'string') return ''
  return typeof field === 'string' ? `${field}: ${validation}` : validation
}

function fieldOf(error: Envelope): string | null {
  if (typeof error.field === 'string') return error.field
  const inner = error.message
  if (typeof inner === 'object' && inner !== null && 'field' in inner && typeof inner.field === 'string') {
    return inner.field
  }
  return null
}

/** The sentence to show for anything that was thrown. */
export function sentence(error: unknown): string {
  return error instanceof ApiError ? error.message : t('Something went wrong in this page. Load it again.')
}
